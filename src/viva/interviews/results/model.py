"""What was judged in an interview, as plain values, and what it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from viva.interviews.statistics.intervals import Interval
from viva.interviews.templates.gates import Gate
from viva.notes.model import Group, Level, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A question of an interview with what interviewers gave it; who did not ask it is missing."""

    number: int
    """Its place in the interview, counted from 1, as people speak of it."""
    line: int
    title: str
    key: str | None
    twin: str | None = None
    section: str
    topics: tuple[str, ...] = ()
    group: Group
    level: Level | None = None
    weight: float = 1
    weight_reason: str = ""
    ratings: Mapping[int, float] = field(default_factory=dict)
    """By seat; asked without an answer counts as the lowest."""
    void: bool = False
    """It does not count, because an interviewer said so and nobody rated it."""

    @property
    def rating(self) -> float | None:
        """The mean of what was given; None: it was not asked, or does not count."""
        return sum(self.ratings.values()) / len(self.ratings) if self.ratings else None


class Met(StrEnum):
    """What became of a gate."""

    MET = "met"
    FAILED = "failed"
    OPEN = "open"
    """Questions that it is about were not asked."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A gate, what became of it, and why."""

    gate: Gate
    met: Met
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What a part of an interview comes to; without a rating nothing was asked of it."""

    name: str
    mean: float | None
    share: float | None
    """Of the highest rating, from 0 to 1."""
    error: float | None
    """The standard error of the mean over the questions; None with fewer than two."""
    interval: Interval | None
    """95 %, by that error; None with fewer than two."""
    asked: int
    planned: int


class Leaning(StrEnum):
    """What an interviewer recommends, or the gates come to."""

    STRONG_NO = "strong no"
    NO = "no"
    UNDECIDED = "undecided"
    YES = "yes"
    STRONG_YES = "strong yes"


def computed(verdicts: tuple[Verdict, ...]) -> Leaning:
    """What the gates come to: no when one failed, yes when all are met, undecided otherwise, also without any."""
    if any(verdict.met is Met.FAILED for verdict in verdicts):
        return Leaning.NO
    if verdicts and all(verdict.met is Met.MET for verdict in verdicts):
        return Leaning.YES
    return Leaning.UNDECIDED


def departs(own: Leaning, from_: Leaning) -> bool:
    """Whether a recommendation says the opposite of what the gates come to, or decides where they leave it open."""
    sides = {Leaning.STRONG_NO: -1, Leaning.NO: -1, Leaning.UNDECIDED: 0, Leaning.YES: 1, Leaning.STRONG_YES: 1}
    return sides[own] != sides[from_]
