"""How templates are stored."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from viva.db.base import BigKey, Key, PersonKey, Table, Words, WorkspaceKey


class TemplateRow(Table):
    """A template: which of its revisions counts."""

    __tablename__ = "interview_templates"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    key: Mapped[Words]
    version: Mapped[int] = mapped_column()
    revision: Mapped[int]
    retired_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class


class TemplateRevisionRow(Table):
    """One wording of a template, as its file; never changed afterwards."""

    __tablename__ = "interview_template_revisions"

    template_id: Mapped[int] = mapped_column(BigKey, ForeignKey("interview_templates.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    made_by: Mapped[PersonKey]
    title: Mapped[Words]
    file: Mapped[Words]
