"""Running one job after another, whichever engine hands them over, and the pulse that keeps them alive."""

import threading
import time
import traceback
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic
from uuid import uuid4

from viva.jobs.model import Cancelled, HandedBack, Lost, Outcome, Progress, Taken
from viva.jobs.registry import Registry
from viva.jobs.run import JobRun, Units, W
from viva.kernel.errors import InvalidInput, NotFound, Unavailable, VivaError
from viva.kernel.i18n import _

_HOPELESS = (InvalidInput, NotFound)
"""What will not be better next time: a person has to see to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often a worker looks, how long it is believed, and how long it may take to end; in seconds."""

    poll: float = 0.1
    """Between two looks for jobs, where nobody tells of them."""
    beat: float = 10.0
    """Between two signs of life."""
    lease: float = 30.0
    """After so long without a sign of life a job is another worker's."""
    grace: float = 10.0
    """How long jobs in hand may go on when the worker is asked to end."""


@dataclass(frozen=True, slots=True)
class Ran:
    """One run of a job, as it ended."""

    id: int
    name: str
    outcome: Outcome
    seconds: float
    progress: Progress
    trouble: str
    """Why it did not end well, in one sentence."""


Tell = Callable[[Ran], None]


def nobody(_ran: Ran) -> None:
    """Nobody is told."""


class Runner(Generic[W]):
    """Runs jobs, writes how they ended, and keeps those in hand alive."""

    def __init__(self, units: Units[W], registry: Registry[W], pace: Pace, tell: Tell) -> None:
        self.units = units
        self.registry = registry
        self.pace = pace
        self.stopping = False
        self._tell = tell
        self._lease = timedelta(seconds=pace.lease)
        self._runs: dict[str, JobRun[W]] = {}
        self._telling = threading.Lock()
        self._ended = threading.Event()
        self._pulsing: threading.Thread | None = None

    def take(self) -> Taken | None:
        """The next job to run, if one is due."""
        with self.units.unit() as unit:
            return unit.ledger.take(_new_run(), self._lease)

    def take_delivered(self, job_id: int, delivery: int) -> Taken | None:
        """The job that was delivered, if it is to be run."""
        with self.units.unit() as unit:
            return unit.ledger.take_delivered(job_id, delivery, _new_run(), self._lease)

    def has_due(self, *, lapsed: bool) -> bool:
        """Whether there is anything to take; cheap, and no writer waits for it."""
        with self.units.reader() as unit:
            return unit.ledger.has_due(lapsed=lapsed)

    def run(self, taken: Taken, *, follow: bool = False) -> Taken | None:
        """Run a job to its end, and write and tell what became of it.

        With `follow` the transaction in which it is done takes the next one
        that is due, which is half the waiting for a disk.
        """
        began = time.monotonic()
        run = JobRun(self.units, taken, self._lease, self._take_in if follow else None)
        self._runs[taken.run] = run
        if self.stopping:
            run.interrupt(HandedBack)
        try:
            outcome, trouble = self._outcome(run, taken)
        finally:
            del self._runs[taken.run]
        try:
            with self._telling:
                self._tell(Ran(taken.id, taken.name, outcome, time.monotonic() - began, run.so_far, trouble))
        except BaseException:
            if run.following:
                self._hand_back(run.following)
            raise
        return run.following

    def stop(self) -> None:
        """Let no further job begin, and long ones stop where they can; safe in a signal handler."""
        self.stopping = True
        for run in list(self._runs.values()):
            run.interrupt(HandedBack)

    def start_pulse(self) -> None:
        """Give signs of life, and add scheduled jobs, until the worker ends."""
        self._ended.clear()
        self._pulsing = threading.Thread(target=copy_context().run, args=(self._pulse,), name="viva-pulse", daemon=True)
        self._pulsing.start()

    def end_pulse(self) -> None:
        """Give no more signs of life; one that is being given has its connection until it is given."""
        self._ended.set()
        if self._pulsing:
            self._pulsing.join(self.pace.grace)

    def beat(self) -> None:
        """Give one sign of life for all jobs in hand, and stop those that were cancelled."""
        runs = dict(self._runs)
        if runs:
            with self.units.unit() as unit:
                cancelled = unit.ledger.beat(runs, self._lease)
            for name in cancelled:
                runs[name].interrupt(Cancelled)

    def add_scheduled(self) -> None:
        """Add the jobs whose time has come."""
        with self.units.reader() as unit:
            due = unit.ledger.schedule_is_due()
        if due:
            with self.units.unit() as unit:
                unit.ledger.add_scheduled(unit.person)

    def _take_in(self, unit: W) -> Taken | None:
        return None if self.stopping else unit.ledger.take(_new_run(), self._lease)

    def _hand_back(self, taken: Taken) -> None:
        with self.units.unit() as unit:
            unit.ledger.hand_back(taken)

    def _pulse(self) -> None:
        while not self._ended.wait(self.pace.beat):
            try:
                self.beat()
                self.add_scheduled()
            except Unavailable:  # who works meets it as well, and says so; here the next beat may succeed
                continue

    def _outcome(self, run: JobRun[W], taken: Taken) -> tuple[Outcome, str]:
        try:
            return self._work(run, taken)
        except Lost:
            return Outcome.LOST, _("another worker has taken it over")

    def _work(self, run: JobRun[W], taken: Taken) -> tuple[Outcome, str]:
        try:
            job = self.registry[taken.name]
            job.work(run, job.read(taken.payload))
            run.finish()
        except Cancelled:
            with self.units.unit() as unit:
                unit.ledger.cancelled(taken)
            return Outcome.CANCELLED, ""
        except HandedBack:
            self._hand_back(taken)
            return Outcome.HANDED_BACK, ""
        except VivaError as failure:
            return self._failed(taken, str(failure), "", hopeless=isinstance(failure, _HOPELESS))
        except Exception as mistake:  # noqa: BLE001 - kept with the job, where a person reads it
            error = "".join(traceback.format_exception_only(mistake)).strip()
            return self._failed(taken, error, traceback.format_exc(), hopeless=False)
        return Outcome.DONE, ""

    def _failed(self, taken: Taken, error: str, trace: str, *, hopeless: bool) -> tuple[Outcome, str]:
        with self.units.unit() as unit:
            return unit.ledger.failed(taken, error, trace, hopeless=hopeless), error


def _new_run() -> str:
    return uuid4().hex
