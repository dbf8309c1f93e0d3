"""Every query about what people did to questions: the changes of one workspace, in the order they were made."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import Session

from viva.bank.tables import ChangeRow
from viva.db.bulk import update_rows
from viva.db.direct import Asked, read_rows


class Logged(NamedTuple):
    """A change as it is written down."""

    id: int
    verb: str
    made_at: datetime
    made_by: int
    steps: list[dict[str, Any]]
    undone_at: datetime | None
    undone_by: int | None


_CHANGES: Final = cast("Table", ChangeRow.__table__)
_THESE: Final = _CHANGES.c

# Statements without the bookkeeping of rows as objects, made once: it costs several times what the database does.
_OURS: Final = select(*(_THESE[name] for name in Logged._fields)).where(_THESE.workspace_id == bindparam("workspace"))
_ONE: Final = _OURS.where(_THESE.id == bindparam("id"))
_NEWEST: Final = _OURS.order_by(_THESE.id.desc())
_DONE: Final = _OURS.where(_THESE.undone_at.is_(None))
_LAST_DONE: Final = _DONE.order_by(_THESE.id.desc()).limit(1)
_DONE_SINCE: Final = _DONE.where(_THESE.id > bindparam("id")).order_by(_THESE.id)
_LAST_UNDONE: Final = _OURS.where(_THESE.undone_at.is_not(None)).order_by(_THESE.undone_at.desc(), _THESE.id).limit(1)
_UNDONE_BEFORE: Final = _OURS.where(
    _THESE.id < bindparam("id"), _THESE.undone_at >= bindparam("since", type_=_THESE.undone_at.type)
).order_by(_THESE.id)


class Log:
    """The changes of one workspace in one transaction."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace_id = workspace_id

    def change(self, change_id: int) -> Logged | None:
        """A change."""
        return self._first(_ONE, id=change_id)

    def changes(self, limit: int | None, before: int | None = None) -> Sequence[Logged]:
        """Changes, newest first; those older than the one with the number `before`."""
        query = _NEWEST if before is None else _NEWEST.where(_THESE.id < before)
        return [Logged(*row) for row in self._session.execute(query.limit(limit), {"workspace": self._workspace_id})]

    def last_done(self) -> Logged | None:
        """The newest change that is not undone."""
        return self._first(_LAST_DONE)

    def last_undone(self) -> Logged | None:
        """The change that was undone last; of several that were undone at once, the oldest."""
        return self._first(_LAST_UNDONE)

    def done_since(self, change_id: int) -> Sequence[Logged]:
        """The changes after one that are not undone, oldest first."""
        return self._read(_DONE_SINCE, id=change_id)

    def undone_before(self, change: Logged) -> Sequence[Logged]:
        """The changes before an undone one that were undone after it, oldest first."""
        return self._read(_UNDONE_BEFORE, id=change.id, since=change.undone_at)

    def mark_undone(self, change: Logged, at: datetime | None, by: int | None) -> Logged:
        """Say when and by whom a change was undone; None: it is not."""
        row = {"id": change.id, "undone_at": at, "undone_by": by}
        update_rows(self._session.connection(), _CHANGES, [row])
        return change._replace(undone_at=at, undone_by=by)

    def _first(self, query: Asked, **values: Any) -> Logged | None:
        return next(iter(self._read(query, **values)), None)

    def _read(self, query: Asked, **values: Any) -> list[Logged]:
        return [
            Logged(*row) for row in read_rows(self._session.connection(), query, workspace=self._workspace_id, **values)
        ]
