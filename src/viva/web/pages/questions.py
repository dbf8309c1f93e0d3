"""A question: what it says, where it comes from, what it hangs together with, and what became of it."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response

from viva.app import Unit
from viva.bank.editing import Done
from viva.bank.errors import StaleQuestion
from viva.bank.model import QuestionStatus
from viva.notes.model import Group, RelationKind
from viva.telling import words
from viva.web.addresses import NOTHING, inside, telling_of
from viva.web.asking import Asked, Change, Here
from viva.web.failures import Failure
from viva.web.histories import history_of
from viva.web.overtaken import SeenForm, overtaken, seen
from viva.web.pictures import pictures_of
from viva.web.places import passages
from viva.web.standing import standing_of
from viva.web.verdicts import code_of

routes = APIRouter()


@routes.get("/questions/{question_id:int}")
def show_question(here: Here, question_id: int, beside: int | None = None, done: int | None = None) -> Response:
    """One question, and another beside it where that is asked for."""
    return question_page(here, question_id, beside=beside, done=done)


def question_page(
    here: Asked,
    question_id: int,
    *,
    beside: int | None = None,
    done: int | None = None,
    failure: Failure | None = None,
    typed: Mapping[int, str] | None = None,
) -> Response:
    """The page of a question; `typed` is code that somebody edited and that was not taken, by its place."""
    with here.reading() as unit:
        question = unit.bank.question(question_id)
        other = unit.bank.question(beside) if beside is not None and beside != question_id else None
        beside_it = () if other else passages(unit, question.place)
        code = None if other else code_of(unit, question, typed)
        findings = 0 if other else unit.findings.how_many(question_id, question.wording.number)
        told = here.told(unit)
    return here.page(
        "question/beside.html" if other else "question/page.html",
        status=failure.status if failure else HTTPStatus.OK,
        question=question,
        other=other,
        passages=beside_it,
        code=code,
        findings=findings,
        failure=failure,
        told=told,
        nothing_done=done == NOTHING,
        saved=done is not None,
        pictures_of=pictures_of,
        groups=Group,
        statuses=QuestionStatus,
        standing=standing_of(question),
        seen=seen(question),
    )


@routes.get("/questions/{question_id:int}/history")
def show_history(here: Here, question_id: int) -> Response:
    """Every wording it had, and what each changed."""
    with here.reading() as unit:
        question = unit.bank.question(question_id)
        revisions = unit.bank.revisions(question_id)
    return here.page(
        "question/history.html",
        question=question,
        steps=history_of(question, revisions),
        pictures_of=pictures_of,
        groups=Group,
    )


class StatusForm(SeenForm):
    """How far a question is to be."""

    status: QuestionStatus
    back: str = ""


@routes.post("/questions/{question_id:int}/status")
def change_status(here: Here, question_id: int, form: Annotated[StatusForm, Form()]) -> Response:
    """Make it ready, a draft again, or retire it."""

    def change(unit: Unit) -> Done:
        return unit.editing.change_status([question_id], form.status, seen={question_id: form.seen})

    try:
        return _change(here, question_id, form, change, back=form.back)
    except StaleQuestion:
        return overtaken(here, question_id, form, words.making(form.status))


class SettleForm(SeenForm):
    """What becomes of the wording that is on offer."""

    take: Literal["yes", "no"]
    back: str = ""


@routes.post("/questions/{question_id:int}/settle")
def settle_offer(here: Here, question_id: int, form: Annotated[SettleForm, Form()]) -> Response:
    """Take the wording that is on offer, or keep the one that counts."""

    def change(unit: Unit) -> Done:
        return unit.editing.settle(question_id, take=form.take == "yes", seen=form.seen)

    try:
        return _change(here, question_id, form, change, back=form.back)
    except StaleQuestion:
        return overtaken(here, question_id, form, words.settling(take=form.take == "yes"))


class LinkForm(Change):
    """How another question hangs together with this one."""

    other: int
    kind: RelationKind
    forwards: Literal["yes", "no"] = "yes"
    back: str = ""


@routes.post("/questions/{question_id:int}/link")
def link_question(here: Here, question_id: int, form: Annotated[LinkForm, Form()]) -> Response:
    """Say that two questions hang together."""

    def change(unit: Unit) -> Done:
        return unit.editing.link(*_ends(question_id, form), form.kind)

    return _change(here, question_id, form, change, back=form.back)


@routes.post("/questions/{question_id:int}/unlink")
def unlink_question(here: Here, question_id: int, form: Annotated[LinkForm, Form()]) -> Response:
    """Say that two questions do not hang together so."""

    def change(unit: Unit) -> Done:
        return unit.editing.unlink(*_ends(question_id, form), form.kind)

    return _change(here, question_id, form, change, back=form.back)


def _ends(question_id: int, form: LinkForm) -> tuple[int, int]:
    return (question_id, form.other) if form.forwards == "yes" else (form.other, question_id)


def _change(here: Asked, question_id: int, form: Change, change: Callable[[Unit], Done], *, back: str) -> Response:
    """Carry a change out, and show the question with a word about it."""

    def carry_out(unit: Unit) -> str:
        done = change(unit)
        return telling_of(inside(back, f"/questions/{question_id}"), done.change_id or NOTHING)

    return here.change(form, carry_out)
