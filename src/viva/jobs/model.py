"""What a job is and may become: states, retries, schedules, and what a worker is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from viva.accounts.model import Person

_GOLDEN = 0.6180339887498949


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"
    """It failed for good, and waits for a person."""
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """How one run of a job ended."""

    DONE = "done"
    AGAIN = "again"
    """It failed, and is tried again later."""
    DEAD = "dead"
    CANCELLED = "cancelled"
    HANDED_BACK = "handed back"
    """The worker was asked to stop; another one goes on."""
    LOST = "lost"
    """Another worker has taken the job over, and nothing of this run's last unit was kept."""


@dataclass(frozen=True, slots=True)
class Retries:
    """How often a job is tried, and how long after each failure: twice as long each time, up to `longest`."""

    attempts: int = 5
    first: timedelta = timedelta(seconds=15)
    longest: timedelta = timedelta(hours=1)
    spread: float = 0.25

    def delay(self, job_id: int, attempts: int) -> timedelta:
        """How long to wait after so many failed attempts.

        Jobs that failed together come back apart: each waits up to `spread`
        longer, by its number, so that the same job always waits the same.
        """
        doubled = self.first * (1 << min(attempts - 1, 20))
        share = (job_id * _GOLDEN + attempts * _GOLDEN * _GOLDEN) % 1
        return min(doubled, self.longest) * (1 + self.spread * share)


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day, at a time of the machine's own zone."""

    at: time

    def after(self, moment: datetime) -> datetime:
        """The next time it is due."""
        local = moment.astimezone()
        today = local.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0, tzinfo=None)
        due = today.astimezone()
        return due if due > local else (today + timedelta(days=1)).astimezone()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a running job is: so many things done, of how many if that is known."""

    done: int = 0
    total: int = 0
    note: str = ""
    """What it has in hand, by its own name; of older versions also words."""
    told: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """What it does or came to, as figures and names: whoever looks reads it in their own language."""


class Doing(StrEnum):
    """What a job tells that it is doing, where that is more than its name and the thing in hand."""

    COMPARING = "comparing"
    COMPARING_WITH_BANK = "comparing with the bank"


@dataclass(frozen=True, slots=True)
class Taken:
    """A job in the hands of a worker."""

    id: int
    name: str
    payload: Mapping[str, Any]
    person: Person
    attempts: int
    """Which attempt this is, counted from 1."""
    run: str
    """The name of this one run: what it writes is refused once the job is another run's."""
    progress: Progress
    cursor: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobLine:
    """A job as people see it."""

    id: int
    name: str
    state: JobState
    added_by: str
    added_at: datetime
    run_at: datetime
    """When it is due, or was."""
    started_at: datetime | None
    finished_at: datetime | None
    attempts: int
    progress: Progress
    error: str
    """Why the last attempt failed, in one sentence."""
    trace: str
    """Where it failed, if that was a mistake of the program."""
    payload: Mapping[str, Any]
    cancelling: bool
    """It is running, and was asked to stop."""
    stalled: bool
    """It is running, and its worker has not been heard of for too long."""


@dataclass(frozen=True, slots=True)
class Page:
    """The newest jobs that fit, and how many fit in all."""

    jobs: tuple[JobLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Troubles:
    """What a person should know about the jobs of a bank."""

    dead: int
    stalled: int
    overdue: int
    """How many have been due for so long that probably no worker runs."""


class Interrupted(BaseException):
    """A job has to stop where it is; no `Exception`, so that what a job does about its own failures lets it pass."""


class Cancelled(Interrupted):
    """A person has cancelled the job."""


class HandedBack(Interrupted):
    """The worker ends, and the job goes back to the others."""


class Lost(Interrupted):
    """The job is another run's, because this one was not heard of for too long."""
