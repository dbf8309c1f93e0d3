"""What people do with jobs: add, look, try again, cancel."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.accounts.service import Accounts
from viva.jobs.model import JobLine, JobState, Page, Progress
from viva.jobs.queue import Queue
from viva.jobs.registry import Job, P, write
from viva.jobs.store import JobStore
from viva.jobs.tables import JobRow
from viva.kernel.clock import Clock
from viva.kernel.errors import Conflict, NotFound
from viva.kernel.i18n import _
from viva.kernel.ids import IDS

NEGLECTED = timedelta(minutes=1)
"""A worker that runs takes what is due within seconds."""


class Jobs:
    """The jobs of one workspace."""

    def __init__(
        self, session: Session, person: Person, accounts: Accounts, clock: Clock, queue: Callable[[], Queue]
    ) -> None:
        self._store = JobStore(session)
        self._person = person
        self._accounts = accounts
        self._clock = clock
        self._queue = queue

    def add(self, job: Job[P, Any], payload: P, *, run_at: datetime | None = None, key: str | None = None) -> int:
        """Have a job done later, if and only if this unit is kept; give its number.

        A job with the same `key` that has not begun will see all that this
        one would: then that one is enough, and its number is given.
        """
        now = self._clock.now()
        while True:
            added = self._store.add(
                workspace_id=self._person.workspace_id,
                added_by=self._person.id,
                name=job.name,
                payload=write(payload),
                waiting_key=key,
                added_at=now,
                run_at=run_at or now,
            )
            if added is not None:
                self._deliver(added, job.name, (run_at or now) - now)
                return added
            waiting = self._store.waiting(self._person.workspace_id, job.name, key or "")
            if waiting is not None:  # else it has begun this moment
                return waiting

    def newest(self, state: JobState | None = None, *, limit: int = 100, offset: int = 0) -> Page:
        """The newest jobs, all or those in one state."""
        rows, total = self._store.newest(self._person.workspace_id, state, limit, offset)
        return Page(tuple(self._lines(rows)), total)

    def in_hand(self, *jobs: Job[Any, Any], limit: int = 100) -> tuple[JobLine, ...]:
        """What of certain jobs runs or waits, those that run first."""
        names = [job.name for job in jobs]
        return tuple(self._lines(self._store.in_hand(self._person.workspace_id, names, limit)))

    def job(self, job_id: int) -> JobLine:
        """One job; NotFound when there is none."""
        row = self._store.job(job_id, self._person.workspace_id) if job_id in IDS else None
        if row is None:
            raise _no_job(job_id)
        return self._lines([row])[0]

    def active(self) -> int:
        """How many jobs run, or are due to."""
        return self._store.active(self._person.workspace_id, self._clock.now())

    def is_neglected(self) -> bool:
        """Whether jobs have been due for so long, while none runs, that probably no worker does."""
        now = self._clock.now()
        return self._store.is_neglected(self._person.workspace_id, now, now - NEGLECTED)

    def schedules(self) -> dict[str, datetime]:
        """When each job that is done every day is due next, the soonest first; workers write it down."""
        return dict(sorted(self._store.schedules().items(), key=lambda each: each[1]))

    def retry(self, job_id: int) -> None:
        """Have a job that is dead, cancelled or waiting tried now, with all its attempts again."""
        row = self._held(job_id)
        if row.state in {JobState.RUNNING, JobState.DONE}:
            raise Conflict(_refusal(row).format(id=job_id))
        self._withdraw(row)
        row.state, row.attempts, row.cancel_requested = JobState.WAITING, 0, False
        row.run_at, row.finished_at = self._clock.now(), None
        self._deliver(job_id, row.name, timedelta())

    def cancel(self, job_id: int) -> None:
        """Let a job not be done: one that runs stops where it can, and keeps what it has done so far."""
        row = self._held(job_id)
        if row.state in {JobState.DONE, JobState.CANCELLED}:
            raise Conflict(_refusal(row).format(id=job_id))
        row.cancel_requested = True
        if row.state == JobState.RUNNING:
            return
        self._withdraw(row)
        row.state, row.waiting_key, row.finished_at = JobState.CANCELLED, None, self._clock.now()

    def prune(self, older_than: timedelta) -> int:
        """Forget jobs that were done or cancelled so long ago; dead ones are kept until somebody sees to them."""
        return self._store.prune(self._clock.now() - older_than)

    def _held(self, job_id: int) -> JobRow:
        row = self._store.held(job_id, self._person.workspace_id) if job_id in IDS else None
        if row is None:
            raise _no_job(job_id)
        return row

    def _deliver(self, job_id: int, name: str, delay: timedelta) -> None:
        delivery = self._queue().deliver(job_id, name, delay)
        if delivery is not None:
            self._store.set_delivery(job_id, delivery)

    def _withdraw(self, row: JobRow) -> None:
        if row.delivery is not None:
            self._queue().withdraw(row.delivery)

    def _lines(self, rows: Sequence[Any]) -> list[JobLine]:
        names = self._accounts.names({row.added_by for row in rows})
        return [_line(row, names[row.added_by], self._clock.now()) for row in rows]


def _line(row: Any, added_by: str, now: datetime) -> JobLine:
    running = row.state == JobState.RUNNING
    return JobLine(
        id=row.id,
        name=row.name,
        state=JobState(row.state),
        added_by=added_by,
        added_at=row.added_at,
        run_at=row.run_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        attempts=row.attempts,
        progress=Progress(row.done, row.total, row.note, row.told or {}),
        error=row.error,
        trace=row.trace,
        payload=row.payload,
        cancelling=running and row.cancel_requested,
        stalled=running and row.lease_until is not None and row.lease_until < now,
    )


def _no_job(job_id: int) -> NotFound:
    return NotFound(_("There is no job {id}: `viva jobs` lists them.").format(id=job_id))


def _refusal(row: JobRow) -> str:
    return {
        JobState.RUNNING: _("Job {id} is running."),
        JobState.DONE: _("Job {id} is done."),
        JobState.CANCELLED: _("Job {id} is cancelled already."),
    }[JobState(row.state)]
