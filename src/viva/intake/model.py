"""What an import hands over and what it reports, as plain values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from viva.bank.content import Content
from viva.bank.known import KnownSource

ReadPicture = Callable[[str], bytes | None]
"""Gives the bytes of a picture by the target a note names, None when no such file is beside the note."""


class Outcome(StrEnum):
    """What an import did to a source."""

    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
    """At another place than before, with the same content or most of its questions."""
    UNCHANGED = "unchanged"
    GONE = "gone"
    """Its file was deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What the bank made of one note."""

    source: str
    outcome: Outcome
    question_ids: tuple[int, ...]
    """The question of each draft, in the order of the note's drafts."""
    new_ids: tuple[int, ...] = ()
    """The questions that were not there before."""
    added: int = 0
    revised: int = 0
    returned: int = 0
    """Back in the notes after they had vanished from them."""
    vanished: int = 0
    missing_pictures: tuple[str, ...] = ()
    moved_from: str | None = None
    """The name it had before, of a note that moved."""


def tally(imported: Sequence[Imported]) -> dict[str, int]:
    """How many notes there were, and what they brought."""
    return {
        "read": sum(one.outcome is not Outcome.GONE for one in imported),
        "moved": sum(one.outcome is Outcome.MOVED for one in imported),
        "added": sum(one.added for one in imported),
        "revised": sum(one.revised for one in imported),
        "returned": sum(one.returned for one in imported),
        "vanished": sum(one.vanished for one in imported),
    }


class Titled(NamedTuple):
    """A question of the bank by its number, and what it asks."""

    id: int
    prompt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """A question that a note words differently than before."""

    id: int
    before: Content
    after: Content
    offered: bool
    """A person worded it, so that the new wording would only be offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What an import of one note would do."""

    source: str
    outcome: Outcome
    moved_from: str | None = None
    added: tuple[Content, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    returned: tuple[Titled, ...] = ()
    vanished: tuple[Titled, ...] = ()


class Lost(NamedTuple):
    """A note whose file is not there any more, and what it asks: it may turn up elsewhere, edited."""

    source: KnownSource
    prompts: frozenset[str]
