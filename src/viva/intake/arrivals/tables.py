"""How arrivals are stored."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from viva.db.base import BigKey, Key, PersonKey, Table, Words, WorkspaceKey


class ArrivalRow(Table):
    """Files that came together."""

    __tablename__ = "arrivals"
    __table_args__ = (Index("ix_arrivals_workspace_id_id", "workspace_id", "id"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    made_by: Mapped[PersonKey]
    made_at: Mapped[datetime]
    state: Mapped[str]
    job_id: Mapped[int | None] = mapped_column(BigKey)
    """The job that reads or imports; jobs are forgotten on their own."""
    skipped: Mapped[Mapping[str, Any]]
    finished_at: Mapped[datetime | None]


class ArrivalFileRow(Table):
    """A note or a picture, with its bytes."""

    __tablename__ = "arrival_files"
    __table_args__ = (UniqueConstraint("arrival_id", "position", name="uq_arrival_files_position"),)

    id: Mapped[Key]
    arrival_id: Mapped[int] = mapped_column(BigKey, ForeignKey("arrivals.id"))
    position: Mapped[int]
    name: Mapped[Words]
    picture: Mapped[bool]
    sha256: Mapped[str]
    size: Mapped[int] = mapped_column(BigKey)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    version: Mapped[int] = mapped_column(default=1)
    """Counts what was said about it."""
    read: Mapped[bool] = mapped_column(default=False)
    problem: Mapped[Words | None]
    questions: Mapped[int] = mapped_column(default=0)
    judged: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)
    imported: Mapped[Mapping[str, Any] | None]
    """What the bank made of it."""
    relatives: Mapped[list[Any] | None]
    """What the bank had of it when it was read, as `relatives.py` keeps it; null when it was not compared."""
    ran: Mapped[Mapping[str, Any] | None]
    """The kit that its code was run with, and what that found; null when it was not run."""


class ArrivalCorrectionRow(Table):
    """One thing that a person said about a note; those that were taken back wait to be done again."""

    __tablename__ = "arrival_corrections"

    file_id: Mapped[int] = mapped_column(BigKey, ForeignKey("arrival_files.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    said: Mapped[Mapping[str, Any]]
    made_by: Mapped[PersonKey]
    made_at: Mapped[datetime]
    undone: Mapped[bool] = mapped_column(default=False)
