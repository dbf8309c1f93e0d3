"""What reading a note yields: drafts, their parts, and the account of its lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Final, NamedTuple

READER_VERSION: Final = 3
"""Raised when reading makes something else of the same bytes, so that unchanged notes are read again."""


class Kind(StrEnum):
    """What sort of prompt a draft is."""

    QUESTION = "question"
    TOPIC = "topic"
    MCQ = "mcq"
    TODO = "todo"


class Level(StrEnum):
    """The author's own word for how advanced a question is."""

    BEGINNER = "L1"
    INTERMEDIATE = "L2"
    ADVANCED = "L3"


class Status(StrEnum):
    """How far the author says to have come with it."""

    DONE = "done"
    PARTLY = "partly"


class Group(StrEnum):
    """How necessary a piece of knowledge is."""

    MUST = "must"
    SHOULD = "should"
    OKAY = "okay"
    PERFECT = "perfect"


class Need(StrEnum):
    """Work that a draft still needs before it can be trusted."""

    ANSWER = "answer"
    MORE_THAN_LINKS = "more-than-links"
    AUTHOR = "author"  # the author marked it TODO


class Role(IntEnum):
    """What a line of a note is; where lines of several roles share a source line, the smallest wins."""

    PROMPT = 0
    ANSWER = 1
    SECTION = 2
    CONTEXT = 3
    LEFT_OUT = 4
    BLANK = 5


class Span(NamedTuple):
    """First and last source line, counted from 1, both inclusive."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was decided: an English template, translatable, with its values."""

    template: str
    values: Mapping[str, str | int] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return self.template.format(**self.values)


class Repair(NamedTuple):
    """One source line that was decoded wrongly, before and after."""

    line: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Text:
    """A decoded file: lines split at line feeds only, without terminators."""

    lines: list[str]
    encoding: str
    repairs: tuple[Repair, ...] = ()
    notices: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as Markdown-like lines, whatever format it came in.

    `texts[i]` stands on source line `numbers[i]`. Numbers never fall; several
    texts may share one source line (a table row with question and answer), and
    every source line without a text has its reason in `aside`.
    """

    format: str
    texts: list[str]
    numbers: Sequence[int]
    aside: Mapping[int, Reason] = field(default_factory=dict)


class Snippet(NamedTuple):
    """Code of a question; `span` excludes the fences, `text` is dedented."""

    span: Span
    lang: str
    text: str


class Link(NamedTuple):
    """An http(s) address in a question."""

    line: int
    url: str


class Image(NamedTuple):
    """A picture a question shows: `target` is the path or address as written."""

    line: int
    target: str
    alt: str


class Reference(NamedTuple):
    """A pointer from a note to a file beside it."""

    line: int
    target: str


class Diagram(NamedTuple):
    """A drawing made of text: `notation` is ascii, tree, mermaid, plantuml or dot."""

    span: Span
    notation: str


class Option(NamedTuple):
    """One choice of a multiple-choice question, without its mark."""

    line: int
    text: str


class KeyPoint(NamedTuple):
    """One thing a good answer says, which a listener can tick; proposed from the answer."""

    line: int
    text: str
    group: Group


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that a note proposes, with the lines it came from."""

    source: str
    line: int
    prompt: str
    kind: Kind
    reason: Reason
    prompt_span: Span
    answer_span: Span | None = None
    answer: str = ""
    answered: bool = False
    section: tuple[str, ...] = ()
    level: Level | None = None
    number: str | None = None
    status: Status | None = None
    language: str = "und"
    tech: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    snippets: tuple[Snippet, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    references: tuple[Reference, ...] = ()
    diagrams: tuple[Diagram, ...] = ()
    options: tuple[Option, ...] = ()
    correct: tuple[int, ...] = ()
    key_points: tuple[KeyPoint, ...] = ()
    experience: bool = False
    needs: tuple[Need, ...] = ()
    follows: int | None = None
    """Line of the question this one follows up, in the same note."""


@dataclass(frozen=True, slots=True)
class Account:
    """What became of every source line of a note.

    `roles[i]` is the role of line i + 1; `why[i]` is an index into `reasons`,
    or -1 where the role says enough.
    """

    roles: bytearray
    why: Sequence[int]
    reasons: tuple[Reason, ...]

    def counts(self) -> dict[Role, int]:
        """How many lines have each role; the counts add up to all lines."""
        return {role: self.roles.count(role) for role in Role}


@dataclass(frozen=True, slots=True)
class Note:
    """One understood file."""

    source: str
    sha256: str
    text: Text
    format: str
    drafts: list[Draft]
    account: Account


class RelationKind(StrEnum):
    """How two questions hang together; the first three mean the same knowledge."""

    COPY = "copy"
    NEAR = "near"
    TWIN = "twin"
    FOLLOW_UP = "follow-up"
    CONTRADICTS = "contradicts"


class Relation(NamedTuple):
    """Two drafts, by index into the list that was given, `one` < `other`; score is 0 to 1."""

    one: int
    other: int
    kind: RelationKind
    score: float
    reason: Reason
