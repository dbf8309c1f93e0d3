"""What was done to questions: by day, one change with all that it changed, and taking it back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response

from viva.app import Unit
from viva.bank.activity import ChangedQuestion
from viva.bank.changes import Change
from viva.bank.differences import Difference, differences
from viva.kernel.errors import Conflict, NotFound
from viva.telling.changes import facts
from viva.web.addresses import inside, telling_of
from viva.web.asking import Asked, Here
from viva.web.asking import Change as ChangeForm
from viva.web.failures import Failure, failure_for

routes = APIRouter()

_PAGE = 30
_NAMED = 2
"""How many questions of a change the list names."""

_SHOWN = 100
"""How many questions of a change are shown with what is different."""


class TurnForm(ChangeForm):
    """Undoing or redoing a change, and where to go afterwards."""

    back: str = "/activity"


@dataclass(frozen=True, slots=True)
class Entry:
    """A change in the list, with the first of its questions."""

    change: Change
    prompts: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A question with what a change did to it."""

    id: int
    prompt: str
    facts: tuple[tuple[str, str], ...]
    differences: tuple[Difference, ...]


@routes.get("/activity")
def show_activity(here: Here, before: Annotated[int | None, Query(gt=0, lt=1 << 63)] = None) -> Response:
    """The changes, newest first; with `before`, those older than that one."""
    with here.reading() as unit:
        found = unit.activity.changes(limit=_PAGE + 1, before=before)
        changes = found[:_PAGE]
        entries = entries_of(unit, changes)
        told = here.told(unit)
    return here.page(
        "activity/page.html",
        days=_by_day(entries),
        following=changes[-1].id if len(found) > _PAGE else None,
        told=told,
        back=telling_of(here.address, None),
    )


@routes.get("/activity/{change_id}")
def show_change(here: Here, change_id: int) -> Response:
    """One change with all that is different by it."""
    return _page(here, change_id)


def _page(here: Asked, change_id: int, failure: Failure | None = None) -> Response:
    with here.reading() as unit:
        whole = unit.activity.change(change_id)
        told = here.told(unit)
    return here.page(
        "activity/change.html",
        status=failure.status if failure else HTTPStatus.OK,
        failure=failure,
        whole=whole,
        questions=[_changed(question) for question in whole.questions[:_SHOWN]],
        more=max(len(whole.questions) - _SHOWN, 0),
        told=told,
        back=f"/activity/{change_id}",
    )


@routes.post("/activity/{change_id}/undo")
def undo_change(here: Here, change_id: int, form: Annotated[TurnForm, Form()]) -> Response:
    """Take it back, unless newer changes stand on it."""
    return _turn(here, change_id, form, lambda unit: unit.activity.undo(change_id))


@routes.post("/activity/{change_id}/redo")
def redo_change(here: Here, change_id: int, form: Annotated[TurnForm, Form()]) -> Response:
    """Do it again."""
    return _turn(here, change_id, form, lambda unit: unit.activity.redo(change_id))


def entries_of(unit: Unit, changes: Sequence[Change]) -> list[Entry]:
    """Changes with the first of their questions, as they are now."""
    states = unit.bank.states(one for change in changes for one in change.question_ids[:_NAMED])
    return [
        Entry(
            change,
            tuple(states[one].content.prompt for one in change.question_ids[:_NAMED] if one in states),
            max(len(change.question_ids) - _NAMED, 0),
        )
        for change in changes
    ]


def _turn(here: Asked, change_id: int, form: TurnForm, turn: Callable[[Unit], Change]) -> Response:
    """Undo or redo it; what stands against that is told beside the change."""
    back = inside(form.back, "/activity")
    try:
        return here.change(form, lambda unit: telling_of(back, turn(unit).id))
    except (Conflict, NotFound) as refusal:  # newer changes stand on it, or it is undone already
        return _page(here, change_id, failure_for(HTTPStatus.CONFLICT, str(refusal)))


def _by_day(entries: Sequence[Entry]) -> list[tuple[date, list[Entry]]]:
    """By the days of the machine's own zone."""
    return [
        (day, list(some)) for day, some in groupby(entries, key=lambda entry: entry.change.made_at.astimezone().date())
    ]


def _changed(question: ChangedQuestion) -> Changed:
    before, after = question.before, question.after
    return Changed(
        id=after.id,
        prompt=after.content.prompt,
        facts=tuple(facts(before, after)),
        differences=tuple(differences(before.content, after.content)) if before else (),
    )
