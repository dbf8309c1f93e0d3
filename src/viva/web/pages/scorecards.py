"""The scorecard of one seat, opened by its link: submitting it, amending it, and filling it in from a sheet."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Form, Response, UploadFile
from pydantic import Field

from viva.interviews.out import words as said
from viva.interviews.out.filling import fill
from viva.interviews.out.sheets import from_bytes, in_bytes, paper_sheet
from viva.interviews.results.gating import rating_word
from viva.interviews.results.model import Leaning
from viva.interviews.templates.gates import in_words
from viva.kernel.errors import Conflict, InvalidInput
from viva.kernel.i18n import _
from viva.web.amending import STATES, AmendForm, amending
from viva.web.asking import Asked, Change, Here
from viva.web.downloads import attached
from viva.web.links import Token

routes = APIRouter()


@routes.get("/seat/{token}/card")
def show_card(here: Here, token: Token) -> Response:
    """One's own scorecard: what it comes to, or what was sealed."""
    return _card(here, token)


class SubmitForm(Change):
    """What an interviewer recommends, and why where that departs from the gates."""

    recommendation: Leaning
    reason: str = ""


@routes.post("/seat/{token}/card")
def submit_card(here: Here, token: Token, form: Annotated[SubmitForm, Form()]) -> Response:
    """Seal it; sent again, it is the same scorecard."""
    try:
        with here.site.unit() as unit:
            unit.results.submit(token, form.key, form.recommendation, reason=form.reason)
    except (InvalidInput, Conflict) as trouble:
        return _card(here, token, wrong=str(trouble), typed=form.model_dump(), status=_status(trouble))
    return here.lead_to(f"/seat/{token}/card")


@routes.post("/seat/{token}/amend")
def amend_card(here: Here, token: Token, form: Annotated[AmendForm, Form()]) -> Response:
    """Change a sealed scorecard, with a reason; what it said before stays."""
    try:
        with here.site.unit() as unit:
            entries = {each.line.number: each.entry for each in unit.conduct.sheet(token).lines}
            changes = form.changes(entries)
            unit.results.amend(
                token,
                form.key,
                changes,
                reason=form.reason,
                recommendation=form.recommendation,
                seen=form.seen or None,
            )
    except (InvalidInput, Conflict) as trouble:
        typed = form.model_dump(include={"reason", "recommendation"})
        return _card(here, token, wrong=str(trouble), typed=typed, amended=form, status=_status(trouble))
    return here.lead_to(f"/seat/{token}/card")


class SheetForm(Change):
    """A sheet that was filled in."""

    file: UploadFile | None = Field(None, exclude=True)


@routes.get("/seat/{token}/sheet")
def download_sheet(here: Here, token: Token) -> Response:
    """The questions with what this seat said of them, to fill in elsewhere."""
    with here.reading() as unit:
        sheet = unit.conduct.sheet(token)
    lines = [each.line for each in sheet.lines]
    content = paper_sheet(sheet.interview, lines, {each.line.number: each.entry for each in sheet.lines})
    return attached(in_bytes(content), f"interview-{sheet.interview.id}-sheet", "csv")


@routes.post("/seat/{token}/sheet")
def take_sheet(
    here: Here, token: Token, form: Annotated[SheetForm, Form(media_type="multipart/form-data")]
) -> Response:
    """Take in a sheet, whole or not at all; the same again changes nothing."""
    try:
        text = _text(form)
        with here.site.unit() as unit:
            fill(unit.conduct, token, text)
    except (InvalidInput, Conflict) as trouble:
        return _card(here, token, wrong=str(trouble), status=_status(trouble))
    return here.lead_to(f"/seat/{token}/card")


def _text(form: SheetForm) -> str:
    if form.file is None or not form.file.filename:
        raise InvalidInput(_("Choose the sheet that was filled in."))
    return from_bytes(form.file.file.read())


def _card(
    here: Asked,
    token: str,
    *,
    wrong: str = "",
    typed: dict[str, Any] | None = None,
    amended: AmendForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    with here.reading() as unit:
        sheet = unit.conduct.sheet(token)
        verdicts, comes_to = unit.results.standing(token)
        card = unit.results.card(token) if sheet.seat.submitted_at else None
    told = {each.line: each for each in card.entries} if card else {}
    there = [each for each in sheet.lines if each.line.swapped_for is None]
    lines = [(each.line, told.get(each.line.number, each.entry)) for each in there]
    return here.page(
        "seat/card.html",
        status=status,
        token=token,
        address=f"/seat/{token}",
        interview=sheet.interview,
        seat=sheet.seat,
        lines=lines,
        amending=amending(lines, amended) if card else (),
        verdicts=verdicts,
        comes_to=comes_to,
        card=card,
        wrong=wrong,
        typed=typed or {},
        said=said,
        in_words=in_words,
        rating_word=rating_word,
        leanings=Leaning,
        states=STATES,
    )


def _status(trouble: Exception) -> HTTPStatus:
    return HTTPStatus.CONFLICT if isinstance(trouble, Conflict) else HTTPStatus.UNPROCESSABLE_ENTITY
