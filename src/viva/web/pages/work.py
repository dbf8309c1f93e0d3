"""What waits for a person, kind by kind, each with the next thing to do at hand."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response

from viva.app import Unit
from viva.bank.attention import Waiting, Work
from viva.bank.differences import Difference, differences
from viva.bank.errors import StaleQuestion
from viva.bank.model import QuestionStatus
from viva.telling import words
from viva.web.addresses import telling_of
from viva.web.asking import Here
from viva.web.overtaken import SeenForm, overtaken
from viva.web.templating import query

routes = APIRouter()

_PAGE = 30
_FURTHEST = 1 << 31


class Step(StrEnum):
    """What can be done about a question in the list."""

    READY = "ready"
    DRAFT = "draft"
    RETIRE = "retire"
    TAKE = "take"
    KEEP = "keep"


_MAKES = {Step.READY: QuestionStatus.READY, Step.DRAFT: QuestionStatus.DRAFT, Step.RETIRE: QuestionStatus.RETIRED}


class StepForm(SeenForm):
    """What to do about one question."""

    step: Step
    question: int
    kind: Work
    offset: int = 0
    then: int = 0
    """The question below it, to go on with."""


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
        address = f"/work?{query(kind=form.kind, offset=form.offset)}#question-{form.then}"
        return telling_of(address, _do(unit, form))

    try:
        return here.change(form, carry_out)
    except StaleQuestion:
        return overtaken(here, form.question, form, _button(form.step))


def _do(unit: Unit, form: StepForm) -> int | None:
    if form.step in _MAKES:
        seen = {form.question: form.seen}
        return unit.editing.change_status([form.question], _MAKES[form.step], seen=seen).change_id
    return unit.editing.settle(form.question, take=form.step is Step.TAKE, seen=form.seen).change_id


def _button(step: Step) -> str:
    return words.making(_MAKES[step]) if step in _MAKES else words.settling(take=step is Step.TAKE)


def _offered(one: Waiting) -> tuple[Difference, ...]:
    """What is different about the wording on offer."""
    return tuple(differences(*one.offer)) if one.offer else ()
