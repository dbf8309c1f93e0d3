"""What workers write about jobs: taken, alive, so far, done, failed, handed back."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any, Protocol

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.accounts.service import Accounts
from viva.jobs.model import Cancelled, Daily, JobState, Lost, Outcome, Progress, Retries, Taken, Troubles
from viva.jobs.queue import Queue
from viva.jobs.store import JobStore, ToTake
from viva.kernel.clock import Clock
from viva.kernel.i18n import _

_LONG = timedelta(hours=1)
"""Who has been due for so long waits for a worker that is not there."""


class Plans(Protocol):
    """What the registry says about jobs."""

    @property
    def names(self) -> Collection[str]: ...

    @property
    def schedules(self) -> Mapping[str, Daily]: ...

    def retries(self, name: str) -> Retries: ...


class Ledger:
    """The jobs of all workspaces, as workers see them.

    Whatever a run writes is refused with Lost once the job is another run's:
    in the transaction of a job's own work this undoes that work as well, so
    that each effect is there once, whoever was believed dead.
    """

    def __init__(
        self, session: Session, accounts: Accounts, clock: Clock, queue: Callable[[], Queue], plans: Plans
    ) -> None:
        self._store = JobStore(session)
        self._accounts = accounts
        self._clock = clock
        self._queue = queue
        self._plans = plans

    def has_due(self, *, lapsed: bool = True) -> bool:
        """Whether a job waits to be taken, or with `lapsed` was left by a run that is not heard of any more."""
        return self._store.next_due(self._plans.names, self._clock.now(), lapsed=lapsed) is not None

    def take(self, run: str, lease: timedelta) -> Taken | None:
        """Take the oldest job that is due or was left by its worker, if there is one.

        Only where one unit writes at a time: others would take the same.
        """
        while (row := self._store.next_due(self._plans.names, self._clock.now())) is not None:
            if taken := self._begin(row, run, lease):
                return taken
        return None

    def take_delivered(self, job_id: int, delivery: int, run: str, lease: timedelta) -> Taken | None:
        """Take the job that a queue delivers, unless it is finished, or another delivery is to run it."""
        row = self._store.to_take(job_id)
        if row is None or row.delivery != delivery or row.state not in {JobState.WAITING, JobState.RUNNING}:
            return None
        return self._begin(row, run, lease)

    def look(self, taken: Taken) -> None:
        """Stop a run whose job was cancelled or is another's."""
        self._heed(self._store.is_cancelled(taken))

    def keep(self, taken: Taken, progress: Progress, cursor: Mapping[str, Any] | None, lease: timedelta) -> bool:
        """Write how far a run is, and if given where it would go on; whether the job is to be cancelled."""
        resume = {} if cursor is None else {"cursor": cursor}
        cancelled = self._store.write(taken, **_so_far(progress), lease_until=self._clock.now() + lease, **resume)
        if cancelled is None:
            raise Lost
        return cancelled

    def done(self, taken: Taken, progress: Progress) -> None:
        """Write that a job is done: in the transaction of its last effects."""
        self._end(taken, JobState.DONE, **_so_far(progress), error="", trace="")

    def cancelled(self, taken: Taken) -> None:
        """Write that a run has stopped because its job was cancelled."""
        self._end(taken, JobState.CANCELLED)

    def failed(self, taken: Taken, error: str, trace: str, *, hopeless: bool) -> Outcome:
        """Write that a run has failed: the job is tried again later, or is dead."""
        retries = self._plans.retries(taken.name)
        if hopeless or taken.attempts >= retries.attempts:
            self._end(taken, JobState.DEAD, error=error, trace=trace)
            return Outcome.DEAD
        self._put_back(taken, retries.delay(taken.id, taken.attempts), error=error, trace=trace)
        return Outcome.AGAIN

    def hand_back(self, taken: Taken) -> None:
        """Let others go on with a job, because this worker ends; it does not count as an attempt."""
        self._put_back(taken, timedelta(), attempts=taken.attempts - 1)

    def beat(self, runs: Iterable[str], lease: timedelta) -> set[str]:
        """Say that these runs live; give those whose jobs are to be cancelled."""
        return self._store.beat(runs, self._clock.now() + lease)

    def schedule_is_due(self) -> bool:
        """Whether a job has to be added because of its schedule, or a schedule is new."""
        now = self._clock.now()
        known = self._store.schedules()
        return any(name not in known or known[name] <= now for name in self._plans.schedules)

    def add_scheduled(self, person: Person) -> None:
        """Add the jobs whose time has come: each once, by whichever worker, and however often its time has passed."""
        now = self._clock.now()
        known = self._store.schedules()
        for name, schedule in self._plans.schedules.items():
            due = known.get(name)
            if due is None:
                self._store.schedule(name, schedule.after(now))
            elif due <= now and self._store.move_schedule(name, before=due, after=schedule.after(now)):
                job_id = self._store.add(
                    workspace_id=person.workspace_id,
                    added_by=person.id,
                    name=name,
                    payload={},
                    waiting_key=name,
                    added_at=now,
                    run_at=now,
                )
                if job_id is not None:  # else one is waiting since last time
                    self._deliver(job_id, name, timedelta())

    def troubles(self) -> Troubles:
        """What a person should know of."""
        now = self._clock.now()
        return Troubles(*self._store.count(now, now - _LONG))

    def deliver_again(self) -> None:
        """Deliver the jobs that a queue has lost, or whose delivery ended with a run that had lost them."""
        for job_id in self._store.undelivered(self._clock.now()):
            row = self._store.held(job_id)
            if row:
                self._deliver(job_id, row.name, max(row.run_at - self._clock.now(), timedelta()))

    def _begin(self, row: ToTake, run: str, lease: timedelta) -> Taken | None:
        """Put a job into the hands of a run, unless it was cancelled or has been tried too often."""
        now = self._clock.now()
        if row.cancel_requested:
            self._store.put(row.id, state=JobState.CANCELLED, run=None, lease_until=None, finished_at=now)
            return None
        if row.attempts >= self._plans.retries(row.name).attempts:
            error = _("Its worker was ended in the middle of it, again and again.")
            self._store.put(row.id, state=JobState.DEAD, run=None, lease_until=None, finished_at=now, error=error)
            return None
        attempt = row.attempts + 1
        begun = {"state": JobState.RUNNING, "run": run, "waiting_key": None, "attempts": attempt}
        self._store.put(row.id, **begun, started_at=now, lease_until=now + lease)
        name = self._accounts.names([row.added_by])[row.added_by]
        return Taken(
            id=row.id,
            name=row.name,
            payload=row.payload,
            person=Person(row.added_by, row.workspace_id, name),
            attempts=attempt,
            run=run,
            progress=Progress(row.done, row.total, row.note, row.told or {}),
            cursor=row.cursor,
        )

    def _end(self, taken: Taken, state: JobState, **values: Any) -> None:
        now = self._clock.now()
        self._heed(
            self._store.write(taken, state=state, run=None, lease_until=None, finished_at=now, **values), end=True
        )

    def _put_back(self, taken: Taken, delay: timedelta, **values: Any) -> None:
        run_at = self._clock.now() + delay
        waiting = {"state": JobState.WAITING, "run": None, "lease_until": None, "run_at": run_at}
        self._heed(self._store.write(taken, **waiting, **values), end=True)
        self._deliver(taken.id, taken.name, delay)

    def _deliver(self, job_id: int, name: str, delay: timedelta) -> None:
        delivery = self._queue().deliver(job_id, name, delay)
        if delivery is not None:
            self._store.set_delivery(job_id, delivery)

    def _heed(self, cancelled: bool | None, *, end: bool = False) -> None:  # noqa: FBT001 - what the store answered
        if cancelled is None:
            raise Lost
        if cancelled and not end:
            raise Cancelled


def _so_far(progress: Progress) -> dict[str, Any]:
    return {"done": progress.done, "total": progress.total, "note": progress.note, "told": dict(progress.told)}
