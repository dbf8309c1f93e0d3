"""An interview as plain values: seats, lines, entries, and the changes that make them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from viva.bank.content import Content
from viva.interviews.scale import Scale
from viva.interviews.templates.gates import Gate
from viva.notes.model import Group, Level, Reason


class State(StrEnum):
    """How far an interview is."""

    PLANNED = "planned"
    RUNNING = "running"
    FINISHED = "finished"
    NO_SHOW = "no-show"
    POSTPONED = "postponed"
    ABORTED = "aborted"


FOLLOWS: Mapping[State, tuple[State, ...]] = {
    State.PLANNED: (State.RUNNING, State.NO_SHOW, State.POSTPONED, State.ABORTED),
    State.RUNNING: (State.FINISHED, State.POSTPONED, State.ABORTED),
    State.FINISHED: (State.RUNNING,),
    State.NO_SHOW: (State.PLANNED, State.RUNNING),
    State.POSTPONED: (State.PLANNED, State.RUNNING, State.ABORTED),
    State.ABORTED: (),
}
"""What may become of each state."""

NEEDS_REASON = frozenset({State.NO_SHOW, State.POSTPONED, State.ABORTED})
RATED_IN = frozenset({State.RUNNING, State.FINISHED, State.ABORTED})
"""In which states ratings and notes are still written."""


class Part(StrEnum):
    """What a seat does in an interview."""

    LEAD = "lead"
    PANEL = "panel"
    SHADOW = "shadow"
    """Listens and rates for practice; their ratings count nowhere."""
    CANDIDATE = "candidate"


RATING = frozenset({Part.LEAD, Part.PANEL, Part.SHADOW})
COUNTING = frozenset({Part.LEAD, Part.PANEL})


class Answered(StrEnum):
    """What one interviewer says of one question; the four are never mixed up."""

    NOT_ASKED = "not asked"
    NO_ANSWER = "no answer"
    RATED = "rated"
    VOID = "void"


ANSWERED = frozenset({Answered.RATED, Answered.NO_ANSWER})
"""What counts, and says that the question was asked."""


class Kind(StrEnum):
    """What a change is about: first what is one's own, then what all seats share."""

    RATE = "rate"
    STATE = "state"
    NOTE = "note"
    FLAG = "flag"
    TICK = "tick"

    ASK = "ask"
    TIME = "time"
    SKIP = "skip"
    MOVE = "move"
    ASSIGN = "assign"
    SWAP = "swap"
    ADD = "add"
    OPEN = "open"
    SCRATCH = "scratch"
    BECOME = "become"
    EXTRA = "extra"
    GLASS = "glass"
    """Somebody looked at sealed ratings; told to all."""
    SUBMIT = "submit"
    AMEND = "amend"


OWN = frozenset({Kind.RATE, Kind.STATE, Kind.NOTE, Kind.FLAG, Kind.TICK})
KEPT_TO_ONESELF = OWN - {Kind.RATE, Kind.STATE}
"""Of which no other seat hears; that a question is rated says to all that it was asked."""
GUARDED = frozenset({Kind.RATE, Kind.STATE, Kind.NOTE, Kind.FLAG, Kind.SKIP, Kind.ASSIGN, Kind.SWAP, Kind.SCRATCH})
"""What overwrites something: they carry the version that the person was looking at."""
WITHOUT_LINE = frozenset({Kind.ADD, Kind.SCRATCH, Kind.BECOME, Kind.EXTRA, Kind.GLASS, Kind.SUBMIT, Kind.AMEND})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that a seat does; `key` is the client's own, so that a retry is not another change."""

    key: str
    kind: Kind
    line: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    seen: int | None = None
    """The version the person was looking at; each saved change makes it one more, so that a client can count on."""
    at: datetime | None = None
    """When the person did it, by their own clock."""


class Fate(StrEnum):
    """What became of a change."""

    SAVED = "saved"
    REPEATED = "repeated"
    """It is there already; nothing was done."""
    STALE = "stale"
    """Somebody changed the same meanwhile: it is kept in the history, and was not carried out."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a change, with the fresh version to send as `seen` next."""

    key: str
    fate: Fate
    sequence: int | None = None
    line: int | None = None
    version: int | None = None
    trouble: str = ""
    """Why it was refused, for the person."""
    mine: Mapping[str, Any] = field(default_factory=dict)
    """Of a stale change: what was sent."""
    theirs: Mapping[str, Any] = field(default_factory=dict)
    """Of a stale change: what is there now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one seat says of one line."""

    line: int
    version: int = 0
    state: Answered = Answered.NOT_ASKED
    rating: float | None = None
    note: str = ""
    flag: str = ""
    """A red flag, in words; empty: none."""
    ticked: tuple[int, ...] = ()
    """Places in the key points."""
    reason: str = ""
    """Why it is void."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One question of an interview, as all seats share it."""

    number: int
    """Its name in this interview: it stays when lines are moved."""
    place: float
    section: int
    """Place in the template's sections, counted from 0."""
    content: Content
    """As it was when the interview was made; of one added by hand, only a prompt."""
    question_id: int | None
    key: str | None
    revision: int | None
    twin: Content | None = None
    """The same question in another language."""
    group: Group = Group.SHOULD
    weight: float = 1
    weight_reason: str = ""
    minutes: float = 5
    follow_ups: tuple[str, ...] = ()
    reason: Reason | None = None
    """Why it was chosen."""
    version: int = 1
    asked_at: datetime | None = None
    seconds: int = 0
    skipped: bool = False
    skip_reason: str = ""
    assigned: int | None = None
    """The seat that asks it."""
    swapped_for: int | None = None
    """The line that is asked instead."""

    @property
    def waits(self) -> bool:
        """Whether it is still to be asked."""
        return self.asked_at is None and not self.skipped and self.swapped_for is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A person's part in an interview."""

    id: int
    part: Part
    name: str
    made_at: datetime
    closed: bool = False
    """The link no longer opens anything."""
    seen_at: datetime | None = None
    submitted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SeatLink:
    """A seat, and its token, which is told only once: it is kept as a hash."""

    seat: Seat
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Who is interviewed."""

    id: int
    name: str
    contact: str = ""
    held: str = ""
    """Why nothing of them may be erased; empty: it may."""
    erased_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One candidate, one revision of a template."""

    id: int
    key: str
    candidate: Candidate
    template_id: int
    template_revision: int
    title: str
    language: str
    level: Level | None
    sections: tuple[tuple[str, float], ...]
    """Titles and minutes."""
    gates: tuple[Gate, ...]
    scale: Scale
    opening: str
    closing: str
    avoid: tuple[str, ...]
    state: State
    reason: str
    planned_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    made_at: datetime
    extra: int
    """Per cent of extra time."""
    sequence: int
    """The number of the last change."""
    shown: int | None
    """The line that the candidate sees."""
    scratch: str
    scratch_version: int
    reachable_since: datetime | None = None
    """Since when its links are reached from the local network; None: from this machine alone."""
    seats: tuple[Seat, ...] = ()

    @property
    def minutes(self) -> float:
        """The time there is, with the extra."""
        return self.with_extra(sum(minutes for _title, minutes in self.sections))

    def with_extra(self, minutes: float) -> float:
        """A planned time with the extra time that the candidate has."""
        return minutes * (1 + self.extra / 100)
