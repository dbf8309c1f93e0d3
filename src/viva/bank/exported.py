"""Everything a bank holds as plain values that lead to each other by keys and names, for another bank to take.

What a bank can find out by itself again is left out (labels, the search
index), and so is the log of changes: what was exported is not undone elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from viva.bank.content import Content, Parts
from viva.bank.model import MissingPicture, Origin, QuestionStatus
from viva.notes.model import Group, Reason, RelationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedRevision:
    """One wording of a question, with who made it and when."""

    number: int
    origin: Origin
    author: str
    made_at: datetime
    content: Content
    parts: Parts
    source: str | None = None
    """The location of the note it stood in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedQuestion:
    """A question with all its wordings, oldest first; `revision`, `noted` and `offered` are numbers of these."""

    key: str
    status: QuestionStatus
    created_at: datetime
    revision: int
    revisions: tuple[ExportedRevision, ...]
    noted: int | None = None
    offered: int | None = None
    vanished_at: datetime | None = None
    withdrawn_at: datetime | None = None
    merged_into: str | None = None
    """The key of the question it is a part of."""
    source: str | None = None
    """The location of its note."""
    position: int = 0
    line: int = 0
    place: Mapping[str, Any] = field(default_factory=dict)
    compared: bool = True
    """Its wording was compared with all others."""

    @property
    def wording(self) -> ExportedRevision:
        """The wording that counts."""
        return self.revisions[self.revision - 1]

    @property
    def content(self) -> Content:
        """What it says."""
        return self.wording.content

    @property
    def parts(self) -> Parts:
        """What is found in what it says."""
        return self.wording.parts

    @property
    def in_bank(self) -> bool:
        """Whether it is one of the bank, and neither a part of another nor taken back."""
        return self.merged_into is None and self.withdrawn_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedRelation:
    """How two questions hang together, by their keys; only of a follow-up it matters which is `one`."""

    one: str
    other: str
    kind: RelationKind
    score: float
    reason: Reason
    by_person: bool = False
    denied: bool = False


def ends(one: str, other: str, kind: RelationKind) -> tuple[str, str]:
    """The keys of two related questions, always in the same order: of a follow-up, the second follows the first."""
    return (one, other) if kind is RelationKind.FOLLOW_UP or one < other else (other, one)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedSource:
    """A note the bank knows, and how it was read."""

    location: str
    name: str
    sha256: str
    reader_version: int
    encoding: str
    format: str
    imported_at: datetime
    imported_by: str
    gone_at: datetime | None = None
    repairs: int = 0
    lines: Mapping[str, int] = field(default_factory=dict)
    pictures: Mapping[str, str | None] = field(default_factory=dict)
    reading: Mapping[str, Any] = field(default_factory=dict)
    missing_pictures: tuple[MissingPicture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedKeyword:
    """What a person says about a term that one should know of a subject."""

    topic: str
    term: str
    tech: str | None = None
    """None: in every technology."""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What else it is called, by language; `und` where nobody said which."""
    group: Group | None = None
    hidden: bool = False
    """A person took it off the map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedIgnored:
    """That a person ignores what a check finds in a line of a question."""

    question: str
    """Its key."""
    code: str
    line: str
    """The hash of its words."""
    reason: str
    author: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedBank:
    """A bank: questions by key, relations by their ends, sources by location, keywords by topic."""

    questions: tuple[ExportedQuestion, ...] = ()
    relations: tuple[ExportedRelation, ...] = ()
    sources: tuple[ExportedSource, ...] = ()
    keywords: tuple[ExportedKeyword, ...] = ()
    ignored: tuple[ExportedIgnored, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Bytes by their hash; perhaps read only when asked for."""
