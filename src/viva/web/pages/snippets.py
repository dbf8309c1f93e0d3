"""Running the code of questions: as it is, or edited; taking what came of it; asking what it prints."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response
from pydantic import Field

from viva.app import Unit
from viva.bank.content import Content, Parts
from viva.bank.errors import StaleQuestion
from viva.bank.model import QuestionStatus
from viva.kernel.errors import Conflict, InvalidInput, NotFound, Unavailable
from viva.kernel.i18n import _
from viva.snippets.grounds import Grounds, grounds
from viva.snippets.jobs import TRY, AttemptToRun, recheck_later
from viva.snippets.predicting import question_about
from viva.snippets.service import Snippet, hash_of
from viva.snippets.taking import can_take, with_code, with_output
from viva.web.addresses import NOTHING, inside
from viva.web.asking import Change, Here
from viva.web.failures import failure_of
from viva.web.pages.bank import LONGEST
from viva.web.pages.questions import question_page
from viva.web.pages.wording import Typed, form_page
from viva.web.verdicts import code_of, kit_of
from viva.web.wordings import WordingForm, with_lines

routes = APIRouter()


@routes.get("/questions/{question_id:int}/code")
def show_code(here: Here, question_id: int) -> Response:
    """The code of a question; it is asked for again while something runs."""
    if not here.partly:
        return question_page(here, question_id)
    with here.reading() as unit:
        question = unit.bank.question(question_id)
        code = code_of(unit, question)
    return here.page("question/_code.html", question=question, code=code, failure=None)


@routes.post("/questions/{question_id:int}/run")
def run_code(here: Here, question_id: int, form: Annotated[Change, Form()]) -> Response:
    """Have all code of a question run."""

    def run(unit: Unit) -> str:
        unit.bank.question(question_id)
        recheck_later(unit.jobs, kit_of(unit), [question_id])
        return _address(question_id)

    return here.change(form, run)


class RunForm(Change):
    """The questions whose code is to be run: those that were picked, or all that a query finds; or all there are."""

    id: list[int] = Field(default_factory=list)
    all: Literal["on"] | None = None
    q: str = Field("", max_length=LONGEST)
    whole: Literal["on"] | None = None
    back: str = ""
    """Where to go on; without it, to the job."""


@routes.post("/bank/run")
def run_several(here: Here, form: Annotated[RunForm, Form()]) -> Response:
    """Have the code of several questions run, or of the whole bank."""

    def run(unit: Unit) -> str:
        chosen: tuple[int, ...] = ()
        if not form.whole:
            chosen = unit.search.chosen(form.q) if form.all else tuple(dict.fromkeys(form.id))
            if not chosen:
                raise InvalidInput(_("No question is picked: tick those whose code is to be run."))
        return inside(form.back, f"/jobs/{recheck_later(unit.jobs, kit_of(unit), chosen)}")

    return here.change(form, run)


class TryForm(Change):
    """Edited code, and the hash of what was edited."""

    code: str
    base: str


@routes.post("/questions/{question_id:int}/code/{place:int}/try")
def try_code(here: Here, question_id: int, place: int, form: Annotated[TryForm, Form()]) -> Response:
    """Run code as it was edited, beside the question; what was typed stays on the page whatever happens."""
    typed = with_lines(form.code)

    def run(unit: Unit) -> str:
        content, parts, snippet = _found(unit, question_id, place)
        if snippet.hash != form.base:
            raise StaleQuestion(question_id)
        with_code(content, parts, place, typed)  # refused now rather than later
        unit.snippets.begin_attempt(question_id, place, typed, base=form.base, kit=kit_of(unit))
        key = f"{question_id} {place} {unit.person.id} {hash_of(typed)[:16]}"
        unit.snippets.give_attempt(question_id, place, unit.jobs.add(TRY, AttemptToRun(question_id, place), key=key))
        return _address(question_id, place)

    try:
        return here.change(form, run)
    except (InvalidInput, Conflict, Unavailable) as refusal:
        return question_page(here, question_id, failure=failure_of(refusal), typed={place: typed})


@routes.post("/questions/{question_id:int}/code/{place:int}/drop")
def drop_attempt(here: Here, question_id: int, place: int, form: Annotated[Change, Form()]) -> Response:
    """Forget edited code."""

    def drop(unit: Unit) -> str:
        unit.bank.question(question_id)
        unit.snippets.drop_attempt(question_id, place)
        return _address(question_id, place)

    return here.change(form, drop)


class TakeForm(Change):
    """What to take into the question: edited code, or the real output; `base` is the hash of the code that was seen."""

    what: Literal["code", "output"]
    seen: int
    base: str


@routes.post("/questions/{question_id:int}/code/{place:int}/take")
def take_result(here: Here, question_id: int, place: int, form: Annotated[TakeForm, Form()]) -> Response:
    """Take what running showed into the question, as an edit; who looked at an older wording sees both."""

    def take(unit: Unit) -> str:
        content, parts, snippet = _found(unit, question_id, place)
        if snippet.hash != form.base:
            raise StaleQuestion(question_id)
        done = unit.editing.edit(question_id, _taken(unit, form, question_id, content, parts, snippet), seen=form.seen)
        if form.what == "code":
            unit.snippets.drop_attempt(question_id, place)
        ground = _grounds(unit)
        if done.change_id and ground.runs:
            recheck_later(unit.jobs, ground.kit, [question_id])
        return f"/questions/{question_id}?done={done.change_id or NOTHING}#code-{place}"

    try:
        return here.change(form, take)
    except StaleQuestion:
        with here.reading() as unit:
            now = unit.bank.question(question_id)
            wanted = _as_seen(unit, form, question_id, place)
        if wanted is None:
            raise
        return form_page(here, WordingForm.of(wanted, seen=now.version), now, Typed(stale=True))


@routes.post("/questions/{question_id:int}/code/{place:int}/ask")
def ask_what_it_prints(here: Here, question_id: int, place: int, form: Annotated[Change, Form()]) -> Response:
    """Make a draft that asks what the code prints, once."""

    def ask(unit: Unit) -> str:
        content, _parts, snippet = _found(unit, question_id, place)
        code = code_of(unit, unit.bank.question(question_id))
        already = code.shown[place].asked_by if code else None
        if already is not None:
            return f"/questions/{already}"
        if snippet.checked is None:
            raise InvalidInput(_("It was not run as it is now: run it first."))
        asked = question_about(content, snippet.case, snippet.checked)
        done = unit.editing.follow_up(question_id, asked, status=QuestionStatus.DRAFT)
        return f"/questions/{done.question_ids[-1]}?done={done.change_id or NOTHING}"

    return here.change(form, ask)


def _taken(unit: Unit, form: TakeForm, question_id: int, content: Content, parts: Parts, snippet: Snippet) -> Content:
    if form.what == "code":
        attempt = unit.snippets.attempt(question_id, snippet.place)
        if attempt is None or attempt.base != form.base:
            raise NotFound(_("There is no edited code here: it was taken, or let go."))
        return with_code(content, parts, snippet.place, attempt.code)
    if snippet.checked is None or not can_take(snippet.checked):
        raise InvalidInput(_("There is no output to take: run the code first."))
    return with_output(content, parts, snippet.place, snippet.checked)


def _as_seen(unit: Unit, form: TakeForm, question_id: int, place: int) -> Content | None:
    """What would have come of the wording that the person saw; None where that cannot be told any more."""
    for revision in reversed(unit.bank.revisions(question_id)):
        snippets = unit.snippets.of_question(question_id, revision.content, revision.parts)
        if place < len(snippets) and snippets[place].hash == form.base:
            try:
                return _taken(unit, form, question_id, revision.content, revision.parts, snippets[place])
            except (InvalidInput, NotFound):
                return None
    return None


def _found(unit: Unit, question_id: int, place: int) -> tuple[Content, Parts, Snippet]:
    question = unit.bank.question(question_id)
    snippets = unit.snippets.of_question(question_id, question.content, question.parts)
    if place >= len(snippets):
        raise NotFound(_("There is no such code in this question any more."))
    return question.content, question.parts, snippets[place]


def _grounds(unit: Unit) -> Grounds:
    return grounds(lambda: unit.sandbox)


def _address(question_id: int, place: int | None = None) -> str:
    return f"/questions/{question_id}#code" if place is None else f"/questions/{question_id}#code-{place}"
