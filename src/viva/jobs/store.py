"""Every query about jobs and their schedules."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from viva.jobs.model import JobState, Taken
from viva.jobs.tables import JobRow, ScheduleRow

FINISHED = (JobState.DONE, JobState.CANCELLED)

_UNDELIVERED = text(
    "SELECT id FROM jobs WHERE (state = 'waiting' OR (state = 'running' AND lease_until < :now))"
    " AND NOT EXISTS (SELECT 1 FROM procrastinate_jobs AS queued WHERE queued.id = jobs.delivery)"
    " ORDER BY id FOR UPDATE"
)


class JobStore:
    """Jobs and schedules in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        postgres = session.get_bind().dialect.name == "postgresql"
        self._insert: Any = postgresql.insert if postgres else sqlite.insert

    def add(self, **values: Any) -> int | None:
        """Store a new job; None when one with the same key is waiting."""
        statement = self._insert(JobRow).values(**values).on_conflict_do_nothing().returning(JobRow.id)
        added: int | None = self._session.scalar(statement)
        return added

    def waiting(self, workspace_id: int, name: str, key: str) -> int | None:
        """The job with this key that has not begun, and does not begin before this transaction ends."""
        mine = (JobRow.workspace_id == workspace_id, JobRow.name == name, JobRow.waiting_key == key)
        return self._session.scalar(select(JobRow.id).where(*mine).with_for_update())

    def set_delivery(self, job_id: int, delivery: int | None) -> None:
        """Say which job of the queue runs this one."""
        self._session.execute(update(JobRow).where(JobRow.id == job_id).values(delivery=delivery))

    def job(self, job_id: int, workspace_id: int) -> JobRow | None:
        """A job to look at."""
        return self._session.scalar(select(JobRow).where(JobRow.id == job_id, JobRow.workspace_id == workspace_id))

    def held(self, job_id: int, workspace_id: int | None = None) -> JobRow | None:
        """A job to be changed, which nobody else changes meanwhile; by itself, or if it is in this workspace."""
        query = select(JobRow).where(JobRow.id == job_id).with_for_update()
        return self._session.scalar(query if workspace_id is None else query.where(JobRow.workspace_id == workspace_id))

    def newest(self, workspace_id: int, state: JobState | None, limit: int) -> tuple[Sequence[JobRow], int]:
        """The newest jobs of a workspace, and how many there are."""
        wanted: list[ColumnElement[bool]] = [JobRow.workspace_id == workspace_id]
        if state:
            wanted.append(JobRow.state == state)
        rows = self._session.scalars(select(JobRow).where(*wanted).order_by(JobRow.id.desc()).limit(limit)).all()
        return rows, self._session.scalar(select(func.count()).select_from(JobRow).where(*wanted)) or 0

    def next_due(self, names: Collection[str], now: datetime, *, lapsed: bool = True) -> int | None:
        """The oldest job that may be taken: one whose run was not heard of (`lapsed`), or else one that is due.

        Two queries, each of which finds its row in an index: together they would read all jobs there ever were.
        """
        stalled = (JobRow.state == JobState.RUNNING, JobRow.lease_until < now)
        due = (JobRow.state == JobState.WAITING, JobRow.run_at <= now)
        first = select(JobRow.id).where(JobRow.name.in_(names)).order_by(JobRow.id).limit(1)
        left_behind = self._session.scalar(first.where(*stalled)) if lapsed else None
        return self._session.scalar(first.where(*due)) if left_behind is None else left_behind

    def write(self, taken: Taken, **values: Any) -> bool | None:
        """Change a job that is still in the hands of this run: whether it is to be cancelled, None when it is lost."""
        return self._session.scalar(
            update(JobRow)
            .where(JobRow.id == taken.id, JobRow.run == taken.run)
            .values(**values)
            .returning(JobRow.cancel_requested)
            .execution_options(synchronize_session=False)
        )

    def is_cancelled(self, taken: Taken) -> bool | None:
        """Whether a job in the hands of this run is to be cancelled, None when it is lost."""
        return self._session.scalar(
            select(JobRow.cancel_requested).where(JobRow.id == taken.id, JobRow.run == taken.run)
        )

    def beat(self, runs: Iterable[str], until: datetime) -> set[str]:
        """Say that these runs live; give those whose jobs are to be cancelled."""
        alive = self._session.execute(
            update(JobRow)
            .where(JobRow.state == JobState.RUNNING, JobRow.run.in_(runs))
            .values(lease_until=until)
            .returning(JobRow.run, JobRow.cancel_requested)
            .execution_options(synchronize_session=False)
        )
        return {str(run) for run, cancelled in alive if cancelled}

    def prune(self, before: datetime) -> int:
        """Delete jobs that were finished before then; give how many."""
        gone = self._session.execute(
            delete(JobRow)
            .where(JobRow.state.in_(FINISHED), JobRow.finished_at < before)
            .returning(JobRow.id)
            .execution_options(synchronize_session=False)
        )
        return len(gone.all())

    def count(self, now: datetime, overdue: datetime) -> tuple[int, int, int]:
        """How many jobs are dead, how many stalled, and how many were due before `overdue` and still wait."""
        counts = [
            JobRow.state == JobState.DEAD,
            and_(JobRow.state == JobState.RUNNING, JobRow.lease_until < now),
            and_(JobRow.state == JobState.WAITING, JobRow.run_at < overdue),
        ]
        dead, stalled, late = (
            self._session.scalar(select(func.count()).select_from(JobRow).where(wanted)) or 0 for wanted in counts
        )
        return dead, stalled, late

    def undelivered(self, now: datetime) -> Sequence[int]:
        """The jobs that no job of Procrastinate will run, and that nobody runs."""
        return self._session.scalars(_UNDELIVERED, {"now": now}).all()

    def schedules(self) -> dict[str, datetime]:
        """When each job is due next."""
        return dict(self._session.execute(select(ScheduleRow.name, ScheduleRow.next_at)).all())

    def schedule(self, name: str, next_at: datetime) -> None:
        """Remember a new schedule, unless another worker just did."""
        self._session.execute(self._insert(ScheduleRow).values(name=name, next_at=next_at).on_conflict_do_nothing())

    def move_schedule(self, name: str, *, before: datetime, after: datetime) -> bool:
        """Move a schedule on; only one of several workers succeeds."""
        moved = self._session.scalar(
            update(ScheduleRow)
            .where(ScheduleRow.name == name, ScheduleRow.next_at == before)
            .values(next_at=after)
            .returning(ScheduleRow.name)
            .execution_options(synchronize_session=False)
        )
        return moved is not None

    def flush(self) -> None:
        """Send changes to the database."""
        self._session.flush()
