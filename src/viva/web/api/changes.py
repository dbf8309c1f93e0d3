"""The log of changes: reading it, undoing, doing again."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel

from viva.app import Unit
from viva.bank.changes import Change
from viva.kernel.ids import IDS
from viva.telling.plain import plain
from viva.web.api import cursors
from viva.web.api.calling import IdempotencyKey, once
from viva.web.asking import Here

routes = APIRouter(prefix="/changes", tags=["changes"])

ChangeId = Annotated[int, Path(ge=1, le=IDS[-1])]


class ChangeBody(BaseModel):
    """Something that somebody did."""

    id: int
    verb: str
    made_at: datetime
    made_by: str
    question_ids: list[int]
    undone_at: datetime | None
    undone_by: str | None

    @classmethod
    def of(cls, change: Change) -> "ChangeBody":
        """Of what the bank tells."""
        return cls.model_validate(_plain(change))


class ChangePage(BaseModel):
    """Changes, newest first."""

    items: list[ChangeBody]
    next: str | None


@routes.get("")
def list_changes(
    here: Here,
    cursor: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> ChangePage:
    """What was done to questions, newest first."""
    with here.reading() as unit:
        changes = unit.activity.changes(limit=limit + 1, before=cursors.read(cursor))
    shown = changes[:limit]
    following = cursors.written(shown[-1].id) if len(changes) > limit else None
    return ChangePage(items=[ChangeBody.of(change) for change in shown], next=following)


@routes.post("/{change_id}/undo")
def undo_change(here: Here, change_id: ChangeId, key: IdempotencyKey) -> ChangeBody:
    """Undo a change; 409 when something newer stands on it."""

    def undo(unit: Unit) -> dict[str, Any]:
        return _plain(unit.activity.undo(change_id))

    return ChangeBody.model_validate(once(here, key, None, undo))


@routes.post("/{change_id}/redo")
def redo_change(here: Here, change_id: ChangeId, key: IdempotencyKey) -> ChangeBody:
    """Do a change again that was undone; 409 when something newer stands in its way."""

    def redo(unit: Unit) -> dict[str, Any]:
        return _plain(unit.activity.redo(change_id))

    return ChangeBody.model_validate(once(here, key, None, redo))


def _plain(change: Change) -> dict[str, Any]:
    return {name: plain(getattr(change, name)) for name in ChangeBody.model_fields}
