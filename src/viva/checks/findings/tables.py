"""How findings in the bank are stored."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from viva.db.base import BigKey, Key, PersonKey, Table, Words, WorkspaceKey


class CheckedRow(Table):
    """A wording of a question that was checked."""

    __tablename__ = "checked_wordings"
    __table_args__ = ({"sqlite_with_rowid": False},)

    question_id: Mapped[int] = mapped_column(BigKey, ForeignKey("questions.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[WorkspaceKey] = mapped_column(index=True)
    checked_at: Mapped[datetime]


class KeptFindingRow(Table):
    """Something that a rule found in a wording of a question."""

    __tablename__ = "check_findings"
    __table_args__ = ({"sqlite_with_rowid": False},)

    question_id: Mapped[int] = mapped_column(BigKey, ForeignKey("questions.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[WorkspaceKey] = mapped_column(index=True)
    code: Mapped[str]
    line: Mapped[int]
    col: Mapped[int]
    mending: Mapped[str]
    line_hash: Mapped[str]
    text: Mapped[Words]
    """The line it is in."""
    details: Mapped[dict[str, Any]]
    """What fills the message of the rule, and how to mend it."""


class IgnoredRow(Table):
    """That somebody ignores what a rule finds in a line of a question."""

    __tablename__ = "ignored_findings"
    __table_args__ = (UniqueConstraint("question_id", "code", "line_hash"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey] = mapped_column(index=True)
    question_id: Mapped[int] = mapped_column(BigKey, ForeignKey("questions.id"))
    code: Mapped[str]
    line_hash: Mapped[str]
    reason: Mapped[Words]
    made_by: Mapped[PersonKey]
    made_at: Mapped[datetime]
