"""Interviews as a list shows them, and which of them it shows."""

from dataclasses import dataclass
from datetime import datetime

from viva.interviews.conduct.model import State
from viva.notes.model import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewLine:
    """An interview as a list shows it."""

    id: int
    key: str
    candidate_id: int
    candidate: str
    title: str
    level: Level | None
    language: str
    state: State
    planned_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    questions: int
    asked: int
    seats: int
    submitted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which interviews a list shows; what is None does not matter."""

    state: State | None = None
    states: tuple[State, ...] = ()
    """Any of these, where any are named."""
    candidate_id: int | None = None
    template_id: int | None = None
    text: str = ""
    """In the name of the candidate, or the title."""
    since: datetime | None = None
    until: datetime | None = None


ANY = Wanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Some of the interviews that were asked for, and how many there are in all."""

    interviews: tuple[InterviewLine, ...]
    total: int
