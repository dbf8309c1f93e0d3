"""Every query about workspaces and people."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from viva.accounts.model import Person, Role
from viva.accounts.owner import first_owner
from viva.accounts.tables import MemberRow, PersonRow, WorkspaceRow
from viva.db.direct import SessionReader, connection_of, read_rows

_LOCKED = select(WorkspaceRow.id).where(WorkspaceRow.id == bindparam("workspace")).with_for_update()
_NAME = select(PersonRow.id, PersonRow.name).where(PersonRow.id == bindparam("person"))


class AccountStore:
    """Workspaces and people in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def first_owner(self) -> Person | None:
        """The owner of the oldest workspace."""
        return first_owner(SessionReader(self._session))

    def names(self, person_ids: Collection[int]) -> dict[int, str]:
        """What people are called."""
        if len(person_ids) == 1:  # as for each job
            (only,) = person_ids
            return {row.id: row.name for row in read_rows(connection_of(self._session), _NAME, person=only)}
        if not person_ids:
            return {}
        query = select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(person_ids))
        return dict(self._session.execute(query).all())

    def members(self, workspace_id: int) -> dict[str, int]:
        """The people of a workspace by what they are called; of those called the same, the first."""
        query = select(PersonRow.name, PersonRow.id).join(MemberRow, MemberRow.person_id == PersonRow.id)
        rows = self._session.execute(query.where(MemberRow.workspace_id == workspace_id).order_by(PersonRow.id.desc()))
        return dict(rows.all())

    def lock_workspace(self, workspace_id: int) -> None:
        """Hold a workspace until the transaction ends; SQLite has one writer anyway."""
        if self._session.get_bind().dialect.name != "sqlite":
            read_rows(self._session.connection(), _LOCKED, workspace=workspace_id)

    def lock_all(self) -> None:
        """Let nobody else open a workspace until the transaction ends; SQLite has one writer anyway."""
        if self._session.get_bind().dialect.name != "sqlite":
            self._session.execute(text("LOCK TABLE workspaces IN SHARE ROW EXCLUSIVE MODE"))

    def add_workspace(self, name: str, at: datetime) -> int:
        """Make an empty workspace."""
        workspace = WorkspaceRow(name=name, created_at=at)
        self._session.add(workspace)
        self._session.flush()
        return workspace.id

    def add_member(self, workspace_id: int, name: str, role: Role, at: datetime) -> Person:
        """Make a person and let them in."""
        person_id = self.add_person(name, at)
        self._session.add(MemberRow(workspace_id=workspace_id, person_id=person_id, role=role, joined_at=at))
        self._session.flush()
        return Person(person_id, workspace_id, name)

    def add_person(self, name: str, at: datetime) -> int:
        """Make a person who has no part in any workspace."""
        person = PersonRow(name=name, created_at=at)
        self._session.add(person)
        self._session.flush()
        return person.id
