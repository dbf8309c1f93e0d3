"""What the bank tells about its questions, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from viva.notes.model import (
    Diagram,
    Draft,
    Group,
    Image,
    KeyPoint,
    Kind,
    Level,
    Link,
    Need,
    Option,
    Reason,
    Reference,
    RelationKind,
    Repair,
    Role,
    Snippet,
    Span,
    Status,
)

MISSING_PICTURE = "missing-picture"
"""The code of the finding that a note shows a picture whose file is not there."""


class QuestionStatus(StrEnum):
    """How far a question is: it needs work, it can be used, or it is no longer asked."""

    DRAFT = "draft"
    READY = "ready"
    RETIRED = "retired"


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
    need: Need | None = None
    source: str | None = None
    """A source by its name, or by the end of its name after a slash."""
    vanished: bool = False
    """True: only those that are no longer in the notes; False: only those that are."""


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
    source: str
    line: int
    vanished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the questions that were asked for, and how many there are in all."""

    questions: tuple[QuestionLine, ...]
    total: int


class PictureFile(NamedTuple):
    """A picture of a question: what the note says, and the bytes kept for it (None: its file was missing)."""

    image: Image
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Related:
    """Another question this one hangs together with; `forwards` when it goes from this one to the other."""

    id: int
    prompt: str
    kind: RelationKind
    score: float
    reason: Reason
    source: str
    line: int
    forwards: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its current revision, and where that stands in the notes."""

    id: int
    version: int
    """What to send back as `seen` when changing it."""
    status: QuestionStatus
    vanished_at: datetime | None
    revision: int
    """Counted from 1."""
    revised_at: datetime
    revised_by: str

    prompt: str
    kind: Kind
    answer: str
    answered: bool
    section: tuple[str, ...]
    level: Level | None
    number: str | None
    author_status: Status | None
    language: str
    tech: tuple[str, ...]
    topics: tuple[str, ...]
    keywords: tuple[str, ...]
    snippets: tuple[Snippet, ...]
    links: tuple[Link, ...]
    pictures: tuple[PictureFile, ...]
    references: tuple[Reference, ...]
    diagrams: tuple[Diagram, ...]
    options: tuple[Option, ...]
    correct: tuple[int, ...]
    key_points: tuple[KeyPoint, ...]
    experience: bool
    needs: tuple[Need, ...]

    source: str
    location: str
    line: int
    prompt_span: Span
    answer_span: Span | None
    reason: Reason
    related: tuple[Related, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """One wording of a question, as it was or is."""

    number: int
    prompt: str
    answer: str
    made_at: datetime
    made_by: str


class Mark(NamedTuple):
    """From which character to which (exclusive) something matched."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of text around what matched."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A question that a search found; `answer` is None when only the prompt matched."""

    question: QuestionLine
    prompt: Excerpt
    answer: Excerpt | None


@dataclass(frozen=True, slots=True)
class Hits:
    """The best of what a search found, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


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


@dataclass(frozen=True, slots=True)
class MissingPicture:
    """A picture the note shows, whose file is not there."""

    line: int
    target: str


@dataclass(frozen=True, slots=True)
class SourceReading:
    """How a note was read when it was last imported."""

    source: SourceLine
    account: tuple[Run, ...]
    repairs: tuple[Repair, ...]
    notices: tuple[Reason, ...]
    missing_pictures: tuple[MissingPicture, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """The bank in numbers; every mapping is sorted, most first."""

    questions: int
    answered: int
    need_work: int
    """How many have any of the `needs`."""
    vanished: int
    revisions: int
    sources: int
    pictures: int
    missing_pictures: int
    repairs: int
    key_points: int
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
    pictures: Mapping[str, str | None]
    """The hash of each picture's bytes by its target; None where its file was missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownQuestion:
    """A question of a note, as an import needs to know it."""

    id: int
    source_id: int
    position: int
    revision: int
    content_hash: bytes
    vanished: bool
    draft: Draft


class Slot(NamedTuple):
    """A draft, and the question it is taken for; None when it is a new one."""

    draft: Draft
    known: KnownQuestion | None


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
