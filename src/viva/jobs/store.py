"""Every query about jobs and their schedules."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, delete, exists, func, or_, select, text, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningUpdate

from viva.db.bulk import update_rows
from viva.db.direct import read_rows
from viva.db.unless import insert_unless_there
from viva.jobs.model import JobState, Taken
from viva.jobs.tables import JobRow, ScheduleRow

FINISHED = (JobState.DONE, JobState.CANCELLED)

_UNDELIVERED = text(
    "SELECT id FROM jobs WHERE (state = 'waiting' OR (state = 'running' AND lease_until < :now))"
    " AND NOT EXISTS (SELECT 1 FROM procrastinate_jobs AS queued WHERE queued.id = jobs.delivery)"
    " ORDER BY id FOR UPDATE"
)

_JOBS = cast("Table", JobRow.__table__)
_JOB = _JOBS.c
_TO_TAKE = (
    *(_JOB.id, _JOB.name, _JOB.state, _JOB.payload, _JOB.added_by, _JOB.workspace_id, _JOB.attempts, _JOB.delivery),
    *(_JOB.cancel_requested, _JOB.done, _JOB.total, _JOB.note, _JOB.told, _JOB.cursor),
)
_BY_ID = select(*_TO_TAKE).where(_JOB.id == bindparam("job_id")).with_for_update()

ToTake = Any
"""A row with what is to be known of a job before it begins."""


class JobStore:
    """Jobs and schedules in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, **values: Any) -> int | None:
        """Store a new job; None when one with the same key is waiting."""
        return self._session.scalar(insert_unless_there(self._session, JobRow, **values).returning(JobRow.id))

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

    def newest(
        self, workspace_id: int, state: JobState | None, limit: int, offset: int = 0
    ) -> tuple[Sequence[JobRow], int]:
        """The newest jobs of a workspace, and how many there are."""
        wanted: list[ColumnElement[bool]] = [JobRow.workspace_id == workspace_id]
        if state:
            wanted.append(JobRow.state == state)
        query = select(JobRow).where(*wanted).order_by(JobRow.id.desc()).limit(limit).offset(offset)
        rows = self._session.scalars(query).all()
        return rows, self._session.scalar(select(func.count()).select_from(JobRow).where(*wanted)) or 0

    def in_hand(self, workspace_id: int, names: Collection[str], limit: int) -> list[Any]:
        """The jobs of these names that run or wait, those that run first, then the newest."""
        self._session.flush()
        return read_rows(self._session.connection(), _in_hand(tuple(names)), workspace=workspace_id, most=limit)

    def to_take(self, job_id: int) -> ToTake | None:
        """A job that is to begin, which nobody else changes meanwhile."""
        return next(iter(read_rows(self._session.connection(), _BY_ID, job_id=job_id)), None)

    def next_due(self, names: Collection[str], now: datetime, *, lapsed: bool = True) -> ToTake | None:
        """The oldest job that may be taken: one whose run was not heard of (`lapsed`), or else one that is due."""
        query = _next_due(tuple(names), lapsed=lapsed)
        return next(iter(read_rows(self._session.connection(), query, now=now)), None)

    def put(self, job_id: int, **values: Any) -> None:
        """Change a job that nobody else changes meanwhile."""
        update_rows(self._session.connection(), _JOBS, [{"id": job_id, **values}])

    def write(self, taken: Taken, **values: Any) -> bool | None:
        """Change a job that is still in the hands of this run: whether it is to be cancelled, None when it is lost."""
        statement = _writing(tuple(values))
        new = {f"new_{name}": value for name, value in values.items()}
        rows = read_rows(self._session.connection(), statement, job_id=taken.id, by=taken.run, **new)
        return rows[0].cancel_requested if rows else None

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

    def active(self, workspace_id: int, now: datetime) -> int:
        """How many jobs of a workspace run, or are due to."""
        due = and_(JobRow.state == JobState.WAITING, JobRow.run_at <= now)
        wanted = (JobRow.workspace_id == workspace_id, or_(JobRow.state == JobState.RUNNING, due))
        return self._session.scalar(select(func.count()).select_from(JobRow).where(*wanted)) or 0

    def is_neglected(self, workspace_id: int, now: datetime, before: datetime) -> bool:
        """Whether a job was due before then and waits, or was left by its run, while no run is heard of."""
        left = and_(JobRow.state == JobState.RUNNING, JobRow.lease_until < before)
        late = and_(JobRow.state == JobState.WAITING, JobRow.run_at < before)
        alive = exists().where(JobRow.state == JobState.RUNNING, JobRow.lease_until >= now)
        waits = exists().where(JobRow.workspace_id == workspace_id, or_(left, late))
        return bool(self._session.scalar(select(and_(waits, ~alive))))

    def undelivered(self, now: datetime) -> Sequence[int]:
        """The jobs that no job of Procrastinate will run, and that nobody runs."""
        return self._session.scalars(_UNDELIVERED, {"now": now}).all()

    def schedules(self) -> dict[str, datetime]:
        """When each job is due next."""
        return dict(self._session.execute(select(ScheduleRow.name, ScheduleRow.next_at)).all())

    def schedule(self, name: str, next_at: datetime) -> None:
        """Remember a new schedule, unless another worker just did."""
        self._session.execute(insert_unless_there(self._session, ScheduleRow, name=name, next_at=next_at))

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


@cache
def _next_due(names: tuple[str, ...], *, lapsed: bool) -> Select[*tuple[Any, ...]]:
    """Each of the two that are looked for is found in an index: as one condition they would read all jobs there are."""
    now = bindparam("now", type_=_JOB.run_at.type)
    known = or_(*(_JOB.name == name for name in names))
    first = select(_JOB.id).where(known).order_by(_JOB.id).limit(1)
    stalled = first.where(_JOB.state == JobState.RUNNING, _JOB.lease_until < now).scalar_subquery()
    due = first.where(_JOB.state == JobState.WAITING, _JOB.run_at <= now).scalar_subquery()
    return select(*_TO_TAKE).where(_JOB.id == (func.coalesce(stalled, due) if lapsed else due))


@cache
def _in_hand(names: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    running = JobRow.state == JobState.RUNNING
    return (
        select(*_JOB)
        .where(JobRow.workspace_id == bindparam("workspace"), or_(running, JobRow.state == JobState.WAITING))
        .where(or_(*(JobRow.name == name for name in names)))
        .order_by(running.desc(), JobRow.id.desc())
        .limit(bindparam("most"))
    )


@cache
def _writing(names: tuple[str, ...]) -> ReturningUpdate[*tuple[Any, ...]]:
    values = {name: bindparam(f"new_{name}", type_=_JOB[name].type) for name in names}
    in_hand = update(_JOBS).where(_JOB.id == bindparam("job_id"), _JOB.run == bindparam("by"))
    return in_hand.values(values).returning(_JOB.cancel_requested)
