"""How verdicts are stored: what trials came to, and what was said of the snippets of each question."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from viva.db.base import BigKey, PersonKey, Table, Words, WorkspaceKey


class TrialRow(Table):
    """What one run of a snippet came to, known by everything that could change it."""

    __tablename__ = "snippet_trials"
    __table_args__ = ({"sqlite_with_rowid": False},)

    workspace_id: Mapped[WorkspaceKey] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    kit: Mapped[str]
    outcome: Mapped[dict[str, Any]]


class VerdictRow(Table):
    """What the last check said of a snippet of a question."""

    __tablename__ = "snippet_verdicts"
    __table_args__ = ({"sqlite_with_rowid": False},)

    question_id: Mapped[int] = mapped_column(BigKey, ForeignKey("questions.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)  # among the code of the question, from 0
    workspace_id: Mapped[WorkspaceKey] = mapped_column(index=True)
    code_hash: Mapped[str]
    verdict: Mapped[str]
    checked: Mapped[dict[str, Any]]
    checked_at: Mapped[datetime]


class AttemptRow(Table):
    """Code of a question as somebody edited it to run it again; it is in no wording until they take it."""

    __tablename__ = "snippet_attempts"
    __table_args__ = ({"sqlite_with_rowid": False},)

    question_id: Mapped[int] = mapped_column(BigKey, ForeignKey("questions.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    made_by: Mapped[PersonKey] = mapped_column(primary_key=True)
    workspace_id: Mapped[WorkspaceKey]
    base: Mapped[str]
    """The hash of the code that was edited."""
    code: Mapped[Words]
    kit: Mapped[str]
    job_id: Mapped[int | None] = mapped_column(BigKey)
    checked: Mapped[dict[str, Any] | None]
    """With the verdict in it; None until it was run."""
    made_at: Mapped[datetime]
