"""Writing a question: a new one, or another wording of one that is there, with a preview beside the form."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Form, Response

from viva.app import Unit
from viva.bank.content import parts_of
from viva.bank.errors import StaleQuestion
from viva.bank.model import Question
from viva.kernel.errors import InvalidInput
from viva.notes.model import Group, Kind, Level
from viva.web.addresses import NOTHING
from viva.web.asking import Asked, Here
from viva.web.pictures import pictures_of
from viva.web.wordings import SAVE, StoredForm, WordingForm, refuse_empty

routes = APIRouter()


@routes.get("/questions/new")
def begin_question(here: Here) -> Response:
    """An empty form."""
    return form_page(here, WordingForm(), None)


@routes.post("/questions/new")
def add_question(here: Here, form: Annotated[StoredForm, Form(media_type="multipart/form-data")]) -> Response:
    """Put a question into the bank; any other button of the form only shows it anew."""

    def carry_out(unit: Unit) -> str:
        content, pictures = form.with_pictures(form.content())
        refuse_empty(content)
        done = unit.editing.add(content, pictures=pictures)
        return f"/questions/{done.question_ids[0]}?done={done.change_id}"

    if form.do != SAVE:
        return form_page(here, form.with_rows(), None, Typed())
    try:
        return here.change(form, carry_out)
    except InvalidInput as error:
        return form_page(here, form, None, Typed(wrong=str(error)))


@routes.get("/questions/{question_id:int}/edit")
def begin_edit(here: Here, question_id: int) -> Response:
    """The form with the wording that counts."""
    with here.reading() as unit:
        question = unit.bank.question(question_id)
    if question.merged_into or question.withdrawn_at:
        return here.lead_to(f"/questions/{question_id}")
    return form_page(here, WordingForm.of(question.content, seen=question.version), question)


@routes.post("/questions/{question_id:int}/edit")
def store_edit(
    here: Here, question_id: int, form: Annotated[StoredForm, Form(media_type="multipart/form-data")]
) -> Response:
    """Give a question another wording.

    Who looked at an older one sees both, and what they typed stays in the
    form: sent again, it is taken.
    """

    def carry_out(unit: Unit) -> str:
        known = unit.bank.states([question_id]).get(question_id)
        base = known.content if known and known.version == form.seen else None
        content, pictures = form.with_pictures(form.content(base))
        refuse_empty(content)
        done = unit.editing.edit(question_id, content, seen=form.seen, pictures=pictures)
        return f"/questions/{question_id}?done={done.change_id or NOTHING}"

    if form.do != SAVE:
        return form_page(here, form.with_rows(), _question(here, question_id), Typed())
    try:
        return here.change(form, carry_out)
    except StaleQuestion:
        question = _question(here, question_id)
        fresh = form.model_copy(update={"seen": question.version})
        return form_page(here, fresh, question, Typed(stale=True))
    except InvalidInput as error:
        return form_page(here, form, _question(here, question_id), Typed(wrong=str(error)))


@routes.post("/questions/preview")
def preview_wording(here: Here, form: Annotated[WordingForm, Form()], of: int | None = None) -> Response:
    """How a form would look as a question."""
    question = _question(here, of) if of is not None else None
    return here.page("edit/_preview.html", **_shown(form, question))


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Something is in the form that is not in the bank yet, and perhaps why it is not."""

    stale: bool = False
    """Somebody else was quicker."""
    wrong: str = ""

    @property
    def status(self) -> HTTPStatus:
        """What answers it."""
        if self.stale:
            return HTTPStatus.CONFLICT
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.wrong else HTTPStatus.OK


def form_page(
    here: Asked,
    form: WordingForm,
    question: Question | None,
    typed: Typed | None = None,
    *,
    page: str = "edit/page.html",
    **more: Any,
) -> Response:
    """The form of a wording, filled in."""
    told = typed or Typed()
    values: dict[str, Any] = {
        "form": form,
        "question": question,
        "typed": typed is not None,
        "stale": told.stale,
        "wrong": told.wrong,
        "action": f"/questions/{question.id}/edit" if question else "/questions/new",
        "preview": f"/questions/preview?of={question.id}" if question else "/questions/preview",
        "cancel": f"/questions/{question.id}" if question else "/bank",
        "hidden": (),
        "kinds": Kind,
        "levels": Level,
        **_shown(form, question),
        **more,
    }
    return here.page("edit/_form.html" if here.partly else page, status=told.status, **values)


def _shown(form: WordingForm, question: Question | None) -> dict[str, Any]:
    """What a preview shows."""
    content, unread = form.shown()
    known = [each.parts for each in (question.wording, question.offered) if each] if question else []
    kept = {picture.target: picture.sha256 for parts in known for picture in parts.pictures}
    return {
        "content": content,
        "unread": unread,
        "parts": parts_of(content, kept),
        "pictures_of": pictures_of,
        "groups": Group,
    }


def _question(here: Asked, question_id: int) -> Question:
    with here.reading() as unit:
        return unit.bank.question(question_id)
