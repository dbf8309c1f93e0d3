"""What the bank tells about its questions, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from viva.bank.content import Content, Parts
from viva.notes.model import (
    Group,
    Kind,
    Level,
    Need,
    Reason,
    RelationKind,
    Repair,
    Role,
    Span,
)

MISSING_PICTURE = "missing-picture"
"""The code of the finding that a note shows a picture whose file is not there."""


class QuestionStatus(StrEnum):
    """How far a question is: it needs work, it can be used, or it is no longer asked."""

    DRAFT = "draft"
    READY = "ready"
    RETIRED = "retired"


def status_of(parts: Parts) -> QuestionStatus:
    """How far a question is when nobody has said so: it can be used when its wording needs nothing."""
    return QuestionStatus.DRAFT if parts.needs else QuestionStatus.READY


class Origin(StrEnum):
    """Who worded something."""

    NOTES = "notes"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which questions are wanted; what is None does not matter."""

    kind: Kind | None = None
    status: QuestionStatus | None = None
    answered: bool | None = None
    level: Level | None = None
    language: str | None = None
    tech: str | None = None
    topic: str | None = None
    group: Group | None = None
    """At the filter's level, or at any."""
    tag: str | None = None
    need: Need | None = None
    source: str | None = None
    """A source by its name, or by the end of its name after a slash."""
    vanished: bool = False
    """True: only those that are no longer in the notes.

    False: those that are, and those a person has worded, which notes cannot take away.
    """
    offered: bool = False
    """Only those for which the notes offer another wording than a person's own."""
    needs_work: bool = False
    """Only those that need anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """A question as a list shows it."""

    id: int
    prompt: str
    kind: Kind
    status: QuestionStatus
    answered: bool
    level: Level | None
    language: str
    section: tuple[str, ...]
    tech: tuple[str, ...]
    topics: tuple[str, ...]
    needs: tuple[Need, ...]
    tags: tuple[str, ...]
    source: str | None
    """Its note; None when it is in none."""
    is_published: bool
    """It comes from the starter bank."""
    line: int
    vanished_at: datetime | None
    offered: bool
    """Where it comes from, it says something else than the wording that counts."""


class Asked(NamedTuple):
    """A question that is still asked: which wording counts, and the note it is in."""

    revision: int
    source: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the questions that were asked for, and how many there are in all."""

    questions: tuple[QuestionLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Related:
    """Another question this one hangs together with; `forwards` when it goes from this one to the other."""

    id: int
    prompt: str
    kind: RelationKind
    score: float
    reason: Reason
    by_person: bool
    source: str | None
    is_published: bool
    line: int
    forwards: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the notes' wording of a question stands, and why it was taken for a question."""

    source: str
    location: str
    line: int
    prompt: Span
    answer: Span | None
    snippets: tuple[Span, ...]
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One wording of a question, as it was or is."""

    number: int
    """Counted from 1."""
    origin: Origin
    made_at: datetime
    made_by: str
    content: Content
    parts: Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with the wording that counts, and where it stands in the notes."""

    id: int
    key: str
    """What it is called in other banks and in files."""
    version: int
    """What to send back as `seen` when changing it."""
    status: QuestionStatus
    created_at: datetime
    vanished_at: datetime | None
    withdrawn_at: datetime | None
    """When the change that made it was undone."""
    merged_into: int | None
    merged: tuple[int, ...]
    """The questions that were merged into this one."""
    wording: Revision
    offered: Revision | None
    """What the notes say now, where a person's own wording counts."""
    place: Place | None
    """None when it was made by hand."""
    related: tuple[Related, ...]

    @property
    def content(self) -> Content:
        """What it says."""
        return self.wording.content

    @property
    def parts(self) -> Parts:
        """What is found in what it says."""
        return self.wording.parts

    @property
    def is_published(self) -> bool:
        """Whether it comes from the starter bank: it has a source that may say something newer, and that is no note."""
        wordings = [self.wording, self.offered] if self.offered else [self.wording]
        return self.place is None and not self.merged and any(one.origin is Origin.NOTES for one in wordings)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What people can change of a question, as it is now."""

    id: int
    key: str
    version: int
    """What to send back as `seen` when changing it."""
    status: QuestionStatus
    content: Content
    offered: bool
    """The notes offer another wording than the one that counts."""
    merged_into: int | None
    withdrawn: bool
    """The change that made it was undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A note the bank knows, as a list shows it."""

    id: int
    name: str
    location: str
    sha256: str
    encoding: str
    format: str
    lines: Mapping[Role, int]
    questions: int
    repairs: int
    imported_at: datetime


class Run(NamedTuple):
    """Neighbouring lines with one role and one reason."""

    span: Span
    role: Role
    reason: Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Some lines of a note, as it was read when it was last imported."""

    location: str
    sha256: str
    account: tuple[Run, ...]
    """The runs that have any of the lines."""


@dataclass(frozen=True, slots=True)
class MissingPicture:
    """A picture the note shows, whose file is not there."""

    line: int
    target: str


@dataclass(frozen=True, slots=True)
class QuestionPicture:
    """A picture that a question shows, whose file is not there."""

    question: QuestionLine
    target: str
    alt: str


@dataclass(frozen=True, slots=True)
class SourceReading:
    """How a note was read when it was last imported."""

    source: SourceLine
    account: tuple[Run, ...]
    repairs: tuple[Repair, ...]
    notices: tuple[Reason, ...]
    missing_pictures: tuple[MissingPicture, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The bank in a few numbers."""

    questions: int
    answered: int
    need_work: int
    """How many have any of the `needs`."""
    key_points: int
    revisions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats(Figures):
    """The bank in all its numbers; every mapping is sorted, most first."""

    vanished: int
    sources: int
    pictures: int
    missing_pictures: int
    repairs: int
    statuses: Mapping[QuestionStatus, int] = field(default_factory=dict)
    kinds: Mapping[Kind, int] = field(default_factory=dict)
    levels: Mapping[Level, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    tech: Mapping[str, int] = field(default_factory=dict)
    topics: Mapping[str, int] = field(default_factory=dict)
    needs: Mapping[Need, int] = field(default_factory=dict)
    groups: Mapping[Group, int] = field(default_factory=dict)
    relations: Mapping[RelationKind, int] = field(default_factory=dict)
    lines: Mapping[Role, int] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    """How many lines were left out for which reason (the reason's template)."""


RelationKey = tuple[int, int, str]
"""By what a relation is known: two questions and the kind."""


def relation_key(one: int, other: int, kind: RelationKind) -> RelationKey:
    """The same key whichever question is named first; only a follow-up has a direction."""
    first, second = (one, other) if kind is RelationKind.FOLLOW_UP else sorted((one, other))
    return first, second, kind


class Decision(StrEnum):
    """What a person decided about how two questions hang together."""

    OPEN = "open"
    """Nothing: it was found by comparing."""
    CONFIRMED = "confirmed"
    DENIED = "denied"


def decision_of(*, by_person: bool, denied: bool) -> Decision:
    """What was decided about a relation that is stored so."""
    if denied:
        return Decision.DENIED
    return Decision.CONFIRMED if by_person else Decision.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedPair:
    """Two questions as a list shows them, and how they hang together; a follow-up goes from `one` to `other`."""

    one: QuestionLine
    other: QuestionLine
    kind: RelationKind
    score: float
    reason: Reason
    decision: Decision

    @property
    def place(self) -> str:
        """Where it stands among others, to ask for those that follow."""
        return f"{self.score!r} {self.one.id} {self.other.id} {self.kind}"


class PairPlace(NamedTuple):
    """Where a pair stands in a list of them."""

    score: float
    one: int
    other: int
    kind: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """Some of the pairs that were asked for, the most alike first."""

    pairs: tuple[RelatedPair, ...]
    total: int
    next: str | None
    """What to send back as `after` for the ones that follow; None when there are none."""
    kinds: Mapping[RelationKind, int]
    """How many of the total are of each kind."""
