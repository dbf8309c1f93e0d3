"""What an import knows of the notes and questions of the bank, and what becomes of them, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from viva.bank.content import Content
from viva.notes.model import Draft, Reason, RelationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSource:
    """A note the bank holds, as an import needs to know it."""

    id: int
    name: str
    location: str
    sha256: str
    reader_version: int
    gone: bool
    """Whether its file was found deleted."""
    withdrawn: bool
    """Whether questions of it were taken back, by undoing that they came in."""
    pictures: Mapping[str, str | None]
    """The hash of each picture's bytes by its target; None where its file was missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownQuestion:
    """A question of a note, as an import needs to know it: with the last wording of the notes."""

    id: int
    position: int
    revision: int
    """The number of the wording that counts."""
    noted: int
    """The number of the last wording of the notes."""
    revisions: int
    content_hash: bytes
    """Of the last wording of the notes."""
    own_hash: bytes
    """Of the wording that counts."""
    own_content: Content | None
    """The wording that counts where it is a person's, and not that of the notes."""
    vanished: bool
    withdrawn: bool
    """It was taken back, by undoing that it came in."""
    merged_into: int | None
    judged: bool
    """Whether a person gave it another status than the last wording of the notes deserves."""
    draft: Draft


class DraftNow(NamedTuple):
    """A question of the bank as the draft it would be today, of the wording with this number."""

    question_id: int
    revision: int
    draft: Draft


class Slot(NamedTuple):
    """A draft, and the question it is taken for; None when it is a new one."""

    draft: Draft
    known: KnownQuestion | None


class Rewording(NamedTuple):
    """A known question that its note words differently now; `offered` when the new wording waits beside another."""

    draft: Draft
    known: KnownQuestion
    offered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of the drafts of a note."""

    question_ids: tuple[int, ...]
    added: int
    revised: int
    returned: int
    """Back in the notes after they had vanished from them."""


class Pair(NamedTuple):
    """Two questions that hang together."""

    one: int
    other: int
    kind: RelationKind
    score: float
    reason: Reason
