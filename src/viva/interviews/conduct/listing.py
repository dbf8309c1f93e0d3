"""Interviews as a list shows them, and which of them it shows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from viva.interviews.conduct.model import Candidate, State
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


class Keeping(StrEnum):
    """What becomes of the data of a candidate."""

    KEPT = "kept"
    """Until the rule says to erase it."""
    HELD = "held"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class WantedCandidates:
    """Which candidates to show; all, where nothing is said."""

    text: str = ""
    """In the name or the contact."""
    keeping: Keeping | None = None


ANYBODY = WantedCandidates()


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateLine:
    """A candidate as a list shows them."""

    candidate: Candidate
    interviews: int
    last_at: datetime
    """Of the last interview, or when they were entered."""
    erased_from: datetime
    """When they may be erased at the earliest."""
    due_at: datetime
    """When they are erased by themselves, unless they are held."""

    def due(self, now: datetime) -> bool:
        """Whether the rule says to erase them."""
        return self.due_at <= now and not self.candidate.held and self.candidate.erased_at is None


@dataclass(frozen=True, slots=True)
class CandidatesFound:
    """Some of the candidates that were asked for, and how many there are in all."""

    lines: tuple[CandidateLine, ...]
    total: int
