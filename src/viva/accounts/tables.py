"""How workspaces and people are stored."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from viva.db.base import Key, PersonKey, Table, WorkspaceKey


class WorkspaceRow(Table):
    """A bank of its own, and everything that hangs on it."""

    __tablename__ = "workspaces"

    id: Mapped[Key]
    name: Mapped[str]
    created_at: Mapped[datetime]


class PersonRow(Table):
    """Somebody who can work in workspaces."""

    __tablename__ = "people"

    id: Mapped[Key]
    name: Mapped[str]
    created_at: Mapped[datetime]


class MemberRow(Table):
    """A person's part in a workspace."""

    __tablename__ = "members"

    workspace_id: Mapped[WorkspaceKey] = mapped_column(primary_key=True)
    person_id: Mapped[PersonKey] = mapped_column(primary_key=True, index=True)
    role: Mapped[str]
    joined_at: Mapped[datetime]
