"""Every query about what people did to questions: the changes of one workspace, in the order they were made."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from viva.bank.tables import ChangeRow


class Log:
    """The changes of one workspace in one transaction."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace_id = workspace_id

    def change(self, change_id: int) -> ChangeRow | None:
        """A change."""
        return self._session.scalar(self._ours().where(ChangeRow.id == change_id))

    def changes(self, limit: int | None, before: int | None = None) -> Sequence[ChangeRow]:
        """Changes, newest first; those older than the one with the number `before`."""
        query = self._ours() if before is None else self._ours().where(ChangeRow.id < before)
        return self._session.scalars(query.order_by(ChangeRow.id.desc()).limit(limit)).all()

    def last_done(self) -> ChangeRow | None:
        """The newest change that is not undone."""
        done = self._ours().where(ChangeRow.undone_at.is_(None))
        return self._session.scalar(done.order_by(ChangeRow.id.desc()).limit(1))

    def last_undone(self) -> ChangeRow | None:
        """The change that was undone last; of several that were undone at once, the oldest."""
        undone = self._ours().where(ChangeRow.undone_at.is_not(None))
        return self._session.scalar(undone.order_by(ChangeRow.undone_at.desc(), ChangeRow.id).limit(1))

    def done_since(self, change_id: int) -> Sequence[ChangeRow]:
        """The changes after one that are not undone, oldest first."""
        since = self._ours().where(ChangeRow.id > change_id, ChangeRow.undone_at.is_(None))
        return self._session.scalars(since.order_by(ChangeRow.id)).all()

    def undone_before(self, change: ChangeRow) -> Sequence[ChangeRow]:
        """The changes before an undone one that were undone after it, oldest first."""
        undone = self._ours().where(ChangeRow.id < change.id, ChangeRow.undone_at >= change.undone_at)
        return self._session.scalars(undone.order_by(ChangeRow.id)).all()

    def mark_undone(self, change: ChangeRow, at: datetime | None, by: int | None) -> None:
        """Say when and by whom a change was undone; None: it is not."""
        change.undone_at, change.undone_by = at, by
        self._session.flush()

    def _ours(self) -> Select[ChangeRow]:
        return select(ChangeRow).where(ChangeRow.workspace_id == self._workspace_id)
