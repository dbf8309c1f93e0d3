"""A button pressed on a page that is not true any more: what was seen, what there is now, and pressing it again."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Response

from viva.app import Unit
from viva.bank.differences import Difference, differences
from viva.bank.model import Question, QuestionStatus, Revision
from viva.notes.model import Group
from viva.web.asking import Asked, Change
from viva.web.pictures import pictures_of


class SeenForm(Change):
    """A form about a question, with what the person before it saw."""

    seen: int
    """The version of the question."""

    wording: int = 0
    """The number of the wording that counted."""

    was: QuestionStatus | None = None


def seen(question: Question) -> Mapping[str, object]:
    """What such a form sends along."""
    return {"seen": question.version, "wording": question.wording.number, "was": question.status.value}


def overtaken(here: Asked, question_id: int, form: SeenForm, button: str) -> Response:
    """What a question says now beside what was seen of it, with the button that came too late."""
    with here.reading() as unit:
        question = unit.bank.question(question_id)
        before = wording_of(unit, question_id, form.wording)
    again = form.model_dump(mode="json", exclude={"key"}, exclude_none=True)
    return here.page(
        "question/overtaken.html",
        status=HTTPStatus.CONFLICT,
        question=question,
        before=before,
        was=form.was,
        button=button,
        action=here.request.url.path,
        again={**again, **seen(question)},
        pictures_of=pictures_of,
        groups=Group,
    )


def changed_since(unit: Unit, question: Question, number: int) -> tuple[Difference, ...]:
    """What is different about a question since somebody saw it in one of its wordings."""
    before = wording_of(unit, question.id, number)
    return tuple(differences(before.content, question.content)) if before else ()


def wording_of(unit: Unit, question_id: int, number: int) -> Revision | None:
    """A wording by its number."""
    return next((each for each in unit.bank.revisions(question_id) if each.number == number), None)
