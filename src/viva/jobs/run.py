"""What a job is handed while it runs: units to work in, how far it is, and where it goes on."""

import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, Generic, Protocol, TypeVar

from viva.accounts.model import Person
from viva.jobs.ledger import Ledger
from viva.jobs.model import Cancelled, HandedBack, Progress, Taken

_BETWEEN_TELLINGS = 1.0
"""Seconds between two transactions that only tell how far a job is."""


class Working(Protocol):
    """A unit of work, of which jobs in general need no more than this."""

    @property
    def person(self) -> Person: ...

    @property
    def ledger(self) -> Ledger: ...


W = TypeVar("W", bound=Working)
W_co = TypeVar("W_co", bound=Working, covariant=True)


class Units(Protocol[W_co]):
    """Who gives units of work: the App."""

    def unit(self, person: Person | None = None) -> AbstractContextManager[W_co]: ...

    def reader(self, person: Person | None = None) -> AbstractContextManager[W_co]: ...


class JobRun(Generic[W_co]):
    """One run of a job, by the person who added it.

    A short job does everything in `last()`: its effects and the word that it
    is done are one transaction. A long job works in several units; each is
    kept as it ends, together with progress and `cursor`, and a run that
    follows after a crash begins anew with that cursor. It should find out by
    the cursor, or by what is there, which units were kept.

    Between units a job holds nothing: that is the time to read, to compute,
    and to tell how far it is.
    """

    def __init__(
        self, units: Units[W_co], taken: Taken, lease: timedelta, follow: Callable[[W_co], Taken | None] | None = None
    ) -> None:
        self.id = taken.id
        self.cursor: Mapping[str, Any] = taken.cursor
        """Kept with the next unit; plain values only."""
        self._units = units
        self._taken = taken
        self._lease = lease
        self._follow = follow
        self._following: Taken | None = None
        self._progress = taken.progress
        self._inside = False
        self._begun_before = False
        self._finished = False
        self._told = float("-inf")
        self._interruption: type[Cancelled | HandedBack] | None = None
        self._changing = threading.Lock()

    @property
    def following(self) -> Taken | None:
        """The job that was taken in the same transaction in which this one was done."""
        return self._following

    @property
    def so_far(self) -> Progress:
        """How far it is, as was told last."""
        return self._progress

    @contextmanager
    def unit(self) -> Generator[W_co]:
        """A piece of the work, kept with progress and cursor when the block ends well."""
        with self._begun() as unit:
            yield unit
            if unit.ledger.keep(self._taken, self._progress, self.cursor, self._lease):
                self.interrupt(Cancelled)
            self._told = time.monotonic()

    @contextmanager
    def last(self) -> Generator[W_co]:
        """The last piece of the work, or all of it: the job is done exactly when this is kept."""
        with self._begun() as unit:
            yield unit
            unit.ledger.done(self._taken, self._progress)
            following = self._follow(unit) if self._follow else None
        self._finished, self._following = True, following

    @contextmanager
    def reader(self) -> Generator[W_co]:
        """A look at the bank."""
        with self._units.reader(self._taken.person) as unit:
            yield unit

    def progress(
        self, done: int, total: int = 0, note: str | None = None, told: Mapping[str, Any] | None = None
    ) -> None:
        """Tell how far the job is; between units this is where a cancelled job stops.

        `note` names what is in hand, and `told` holds what `telling.outcomes`
        has words for, as plain values: a job does not know who will read it.
        What was said before is said on when neither is given.

        Inside a unit it is told when the unit is kept: SQLite has one writer,
        and the job would wait for itself.
        """
        if note is None and told is None:
            self._progress = replace(self._progress, done=done, total=total)
        else:
            self._progress = Progress(done, total, note or "", told or {})
        if self._inside:
            return
        self.heed()
        if time.monotonic() - self._told >= _BETWEEN_TELLINGS:
            with self._units.unit(self._taken.person) as unit:
                cancelled = unit.ledger.keep(self._taken, self._progress, None, self._lease)
            self._told = time.monotonic()
            if cancelled:
                self.interrupt(Cancelled)
                self.heed()

    def heed(self) -> None:
        """Stop here if the job was cancelled or the worker ends."""
        if self._interruption:
            raise self._interruption

    def interrupt(self, why: type[Cancelled | HandedBack]) -> None:
        """Have the job stop at the next place where it can; being cancelled comes before everything else."""
        with self._changing:
            if self._interruption is not Cancelled:
                self._interruption = why

    def finish(self) -> None:
        """Say that the job is done, unless its last unit did."""
        if not self._finished:
            with self.last():
                pass

    @contextmanager
    def _begun(self) -> Generator[W_co]:
        if self._inside or self._finished:
            raise RuntimeError("a unit of this job is open, or was its last")
        self.heed()
        with self._units.unit(self._taken.person) as unit:
            if self._begun_before:  # else the job was only just taken
                unit.ledger.look(self._taken)
            self._inside = self._begun_before = True
            try:
                yield unit
            finally:
                self._inside = False
