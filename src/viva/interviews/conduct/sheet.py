"""What the screens of an interview show, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from viva.interviews.conduct.model import Entry, Interview, Kind, Line, Seat, State
from viva.interviews.conduct.next_question import Suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOnSheet:
    """A question with what this seat says of it."""

    line: Line
    entry: Entry
    proposed: float | None
    """The rating that the ticked key points come to; the person decides."""
    anchors: Mapping[float, str]
    """What an answer of each rating is like."""
    others: Mapping[int, Entry]
    """What other seats say, by seat; empty while anything is sealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that an interviewer's screen shows."""

    interview: Interview
    seat: Seat
    present: tuple[int, ...]
    lines: tuple[LineOnSheet, ...]
    next: Suggestion | None
    elapsed: timedelta
    minutes_left: float
    """Less than nothing when it takes longer than planned."""
    now: datetime

    @property
    def asked(self) -> int:
        """How many questions were asked."""
        return sum(each.line.asked_at is not None for each in self.lines)

    @property
    def planned(self) -> int:
        """How many are to be asked, with those that were."""
        return sum(each.line.swapped_for is None for each in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatePage:
    """What the candidate sees."""

    title: str
    language: str
    state: State
    prompt: str | None
    options: tuple[str, ...]
    line: int | None
    scratch: str
    scratch_version: int
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """That something was changed; the page asks for what it is."""

    sequence: int
    kind: Kind
    line: int | None
    seat: int | None
    """None: the owner did it."""
    version: int | None
    stale: bool
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What was changed since a number; `sequence` is the one to ask from next."""

    sequence: int
    state: State
    changes: tuple[FeedItem, ...]
    present: tuple[int, ...]
