"""How jobs and their schedules are stored."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from viva.db.base import BigKey, Key, PersonKey, Table, Words, WorkspaceKey
from viva.jobs.model import JobState


class JobRow(Table):
    """A job, from when it was added until it is pruned."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index("ix_jobs_state", "state", "id"),
        UniqueConstraint("workspace_id", "name", "waiting_key", name="uq_jobs_waiting_key"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    added_by: Mapped[PersonKey]
    name: Mapped[str]
    payload: Mapped[Mapping[str, Any]]
    waiting_key: Mapped[str | None]
    """What makes another job like this needless, as long as this one has not begun."""
    state: Mapped[str] = mapped_column(default=JobState.WAITING.value)
    added_at: Mapped[datetime]
    run_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    run: Mapped[str | None]
    """The run that has the job in hand."""
    lease_until: Mapped[datetime | None]
    """How long the run is believed to live without being heard of."""
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    note: Mapped[Words] = mapped_column(default="")
    told: Mapped[Mapping[str, Any] | None]
    """What the job says of itself for others to put into words; none where an older program wrote the row."""
    cursor: Mapped[Mapping[str, Any]] = mapped_column(default=dict)
    """Where a long job goes on."""
    error: Mapped[Words] = mapped_column(default="")
    trace: Mapped[Words] = mapped_column(default="")
    delivery: Mapped[int | None] = mapped_column(BigKey)
    """The job of Procrastinate that will run this one; no other may."""


class ScheduleRow(Table):
    """When a job of the registry is due next."""

    __tablename__ = "schedules"

    name: Mapped[str] = mapped_column(primary_key=True)
    next_at: Mapped[datetime]
