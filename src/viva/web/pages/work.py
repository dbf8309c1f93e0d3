"""What waits for a person, kind by kind, each with the next thing to do at hand."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Response

from viva.app import Unit
from viva.bank.attention import Waiting, Work
from viva.bank.differences import Difference, differences
from viva.bank.model import QuestionStatus
from viva.web.addresses import telling_of
from viva.web.asking import Change, Here
from viva.web.templating import query

routes = APIRouter()

_PAGE = 30
_FURTHEST = 1 << 31


class StepForm(Change):
    """What to do about one question, as it was seen."""

    step: Literal["ready", "draft", "retire", "take", "keep"]
    question: int
    seen: int
    kind: Work
    offset: int = 0


@routes.get("/work")
def show_work(
    here: Here,
    kind: Annotated[str, Query(max_length=20)] = "",
    offset: Annotated[int, Query(ge=0, lt=_FURTHEST)] = 0,
) -> Response:
    """How much there is of each kind, and the questions of one: of the first that has any unless one is named."""
    with here.reading() as unit:
        counts = unit.attention.counts()
        first = next((each for each in Work if counts[each]), Work.ANSWER)
        only = next((each for each in Work if each == kind), first)
        pictures = unit.attention.pictures()[offset : offset + _PAGE] if only is Work.PICTURE else ()
        waiting = () if only is Work.PICTURE else unit.attention.waiting(only, limit=_PAGE, offset=offset)
        pairs = unit.attention.pairs()
        told = here.told(unit)
    return here.page(
        "work/page.html",
        counts=counts,
        kind=only,
        waiting=[(one, _offered(one)) for one in waiting],
        pictures=pictures,
        pairs=pairs,
        offset=offset,
        following=offset + _PAGE if counts[only] > offset + _PAGE else None,
        before=max(offset - _PAGE, 0) if offset else None,
        told=told,
    )


@routes.post("/work")
def do_step(here: Here, form: Annotated[StepForm, Form()]) -> Response:
    """Do it, and come back to the list."""

    def carry_out(unit: Unit) -> str:
        return telling_of(f"/work?{query(kind=form.kind, offset=form.offset)}", _do(unit, form))

    return here.change(form, carry_out)


def _do(unit: Unit, form: StepForm) -> int | None:
    if form.step in {"take", "keep"}:
        return unit.editing.settle(form.question, take=form.step == "take", seen=form.seen).change_id
    status = {"ready": QuestionStatus.READY, "draft": QuestionStatus.DRAFT}.get(form.step, QuestionStatus.RETIRED)
    return unit.editing.change_status([form.question], status, seen={form.question: form.seen}).change_id


def _offered(one: Waiting) -> tuple[Difference, ...]:
    """What is different about what the notes offer."""
    return tuple(differences(*one.offer)) if one.offer else ()
