"""Several questions made one, and one made several: both are looked at before they are done."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response
from pydantic import Field

from viva.app import Unit
from viva.bank.combining import combined
from viva.bank.content import Content
from viva.bank.cutting import Part, contents, cut, places
from viva.bank.errors import StaleQuestion, no_question
from viva.bank.model import Question
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.notes.model import Group
from viva.web.addresses import NOTHING
from viva.web.asking import Asked, Change, Here
from viva.web.pages.wording import Typed, form_page
from viva.web.pictures import pictures_of
from viva.web.wordings import SAVE, WordingForm, refuse_empty, with_lines

routes = APIRouter()

MOST = 50
"""Questions that are merged at once: more than that nobody looks over."""


class MergeForm(WordingForm):
    """What questions are to say together; the first of them stays."""

    id: list[int] = Field(default_factory=list)
    version: list[int] = Field(default_factory=list)
    """Of each, as it was seen."""


@routes.get("/questions/merge")
def begin_merge(here: Here, id: Annotated[list[int] | None, Query()] = None) -> Response:  # noqa: A002 - of the address
    """What the picked questions would say together."""
    questions = _to_merge(here, id or [])
    together = combined([question.content for question in questions])
    return _merge_page(here, MergeForm.of(together), questions)


@routes.post("/questions/merge")
def merge_questions(here: Here, form: Annotated[MergeForm, Form(media_type="multipart/form-data")]) -> Response:
    """Make them one; any other button of the form only shows it anew."""
    ids = list(dict.fromkeys(form.id))

    def carry_out(unit: Unit) -> str:
        content = form.content()
        refuse_empty(content)
        seen = dict(zip(form.id, form.version, strict=False))
        if not ids:
            raise InvalidInput(_("Pick at least two questions to merge."))
        done = unit.editing.merge(ids[0], ids[1:], content=content, seen=seen)
        return f"/questions/{ids[0]}?done={done.change_id or NOTHING}"

    if form.do != SAVE:
        return _merge_page(here, form.with_rows(), _to_merge(here, ids), Typed())
    try:
        return here.change(form, carry_out)
    except StaleQuestion as error:
        return _merge_page(here, form, _to_merge(here, ids), Typed(wrong=str(error), stale=True))
    except InvalidInput as error:
        return _merge_page(here, form, _to_merge(here, ids), Typed(wrong=str(error)))


def _merge_page(here: Asked, form: WordingForm, questions: Sequence[Question], typed: Typed | None = None) -> Response:
    ids = [question.id for question in questions]
    hidden = [("id", one) for one in ids] + [("version", question.version) for question in questions]
    return form_page(
        here,
        form,
        questions[0],
        typed,
        page="edit/merge.html",
        action="/questions/merge",
        hidden=hidden,
        questions=questions,
        orders={one: [one, *(other for other in ids if other != one)] for one in ids},
    )


def _to_merge(here: Asked, ids: Sequence[int]) -> list[Question]:
    picked = list(dict.fromkeys(ids))
    if len(picked) < 2:  # noqa: PLR2004 - two is what makes it a merge
        raise InvalidInput(_("Pick at least two questions to merge."))
    if len(picked) > MOST:
        raise InvalidInput(_("Merge at most {count} questions at once.").format(count=MOST))
    with here.reading() as unit:
        questions = [unit.bank.question(one) for one in picked]
    for question in questions:
        if question.withdrawn_at:
            raise no_question(question.id)
        if question.merged_into:
            told = _("Question {id} was merged into {into}: change that one.")
            raise InvalidInput(told.format(id=question.id, into=question.merged_into))
    return questions


class SplitForm(Change):
    """The parts of a question, row by row."""

    key: str = ""
    do: str = SAVE
    seen: int
    prompt: list[str] = Field(default_factory=list)
    answer: list[str] = Field(default_factory=list)

    def parts(self) -> tuple[Part, ...]:
        """Those that say anything."""
        rows = zip(self.prompt, self.answer, strict=False)
        cleaned = (Part(with_lines(prompt).strip(), with_lines(answer).strip("\n")) for prompt, answer in rows)
        return tuple(part for part in cleaned if part.prompt or part.answer.strip())


@routes.get("/questions/{question_id:int}/split")
def begin_split(here: Here, question_id: int, at: Annotated[list[int] | None, Query()] = None) -> Response:
    """Where the answer may be cut; with places to cut at, what the parts would be."""
    with here.reading() as unit:
        question = unit.bank.question(question_id)
    if question.merged_into or question.withdrawn_at:
        return here.lead_to(f"/questions/{question_id}")
    if not at:
        return here.page("edit/cut.html", question=question, places=tuple(places(question.content)))
    return _split_page(here, question, cut(question.content, at), question.version)


@routes.post("/questions/{question_id:int}/split")
def split_question(here: Here, question_id: int, form: Annotated[SplitForm, Form()]) -> Response:
    """Make several questions of one."""
    parts = form.parts()

    def carry_out(unit: Unit) -> str:
        for part in parts:
            refuse_empty(Content(prompt=part.prompt))
        known = unit.bank.states([question_id]).get(question_id)
        if known is None:
            raise no_question(question_id)
        done = unit.editing.split(question_id, contents(known.content, parts) if parts else (), seen=form.seen)
        return f"/questions/{question_id}?done={done.change_id or NOTHING}"

    if form.do != SAVE:
        return _split_page(here, _question(here, question_id), (*parts, Part("", "")), form.seen)
    try:
        return here.change(form, carry_out)
    except StaleQuestion as error:
        question = _question(here, question_id)
        return _split_page(here, question, parts, question.version, Typed(wrong=str(error), stale=True))
    except InvalidInput as error:
        return _split_page(here, _question(here, question_id), parts, form.seen, Typed(wrong=str(error)))


def _split_page(
    here: Asked, question: Question, parts: Sequence[Part], seen: int, typed: Typed | None = None
) -> Response:
    told = typed or Typed()
    return here.page(
        "edit/split.html",
        status=told.status,
        question=question,
        parts_to_be=parts,
        seen=seen,
        wrong=told.wrong,
        stale=told.stale,
        pictures_of=pictures_of,
        groups=Group,
    )


def _question(here: Asked, question_id: int) -> Question:
    with here.reading() as unit:
        return unit.bank.question(question_id)
