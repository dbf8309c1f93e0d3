"""Looking over a note before it comes in: its lines on one side, its drafts on the other, and what a person says."""

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Form, Response

from viva.app import Unit
from viva.intake.arrivals.corrections import Reword
from viva.intake.arrivals.found import FoundInNote
from viva.intake.arrivals.model import ArrivalState
from viva.intake.arrivals.review import Piece, Review
from viva.intake.arrivals.service import FileUnderReview, StaleReview
from viva.intake.arrivals.window import window
from viva.kernel.errors import Conflict, InvalidInput
from viva.web.asking import Asked, Here
from viva.web.failures import Failure, failure_of
from viva.web.pages.imports import Running, running_of
from viva.web.review_form import Said, SaidOfDraft, Worded, correction_of, wording_of
from viva.web.review_rows import Known, rows_of

routes = APIRouter()

MARGIN = 4
"""Lines that are shown above the one that was asked for."""


@routes.get("/import/{arrival_id}/files/{position}")
def show_note(here: Here, arrival_id: int, position: int, line: int = 1, draft: int | None = None) -> Response:
    """The note from a line on, or from where a draft begins."""
    with here.reading() as unit:
        under = unit.arrivals.under_review(arrival_id, position)
        beside = _beside(unit, under)
    if draft is not None:
        line = max(1, under.review.piece(draft).draft.line - MARGIN)
    return _page(here, under, line, beside)


@routes.post("/import/{arrival_id}/files/{position}")
def correct_note(here: Here, arrival_id: int, position: int, form: Annotated[SaidOfDraft, Form()]) -> Response:
    """Do what a button beside a draft says."""
    with here.reading() as unit:  # what takes long, which is reading the note, nobody else has to wait for
        before = unit.arrivals.under_review(arrival_id, position)

    def carry_out(unit: Unit) -> str:
        under = unit.arrivals.under_review(arrival_id, position)
        if under.file.version != form.seen:
            raise StaleReview
        unit.arrivals.correct(arrival_id, position, correction_of(form, under.review), seen=form.seen)
        return _back_to(before, form, _held(before.review, form))

    return _changed(here, arrival_id, position, form, carry_out)


@routes.post("/import/{arrival_id}/files/{position}/undo")
def undo_correction(here: Here, arrival_id: int, position: int, form: Annotated[Said, Form()]) -> Response:
    """Take back what was said last."""

    def carry_out(unit: Unit) -> str:
        draft = unit.arrivals.undo(arrival_id, position, seen=form.seen)
        return _back_to(unit.arrivals.under_review(arrival_id, position), form, draft)

    return _changed(here, arrival_id, position, form, carry_out)


@routes.post("/import/{arrival_id}/files/{position}/redo")
def redo_correction(here: Here, arrival_id: int, position: int, form: Annotated[Said, Form()]) -> Response:
    """Say again what was taken back last."""

    def carry_out(unit: Unit) -> str:
        draft = unit.arrivals.redo(arrival_id, position, seen=form.seen)
        return _back_to(unit.arrivals.under_review(arrival_id, position), form, draft)

    return _changed(here, arrival_id, position, form, carry_out)


@routes.get("/import/{arrival_id}/files/{position}/drafts/{key}")
def show_wording(here: Here, arrival_id: int, position: int, key: int, at: int = 1) -> Response:
    """A form with all that can be written of a draft."""
    with here.reading() as unit:
        under = unit.arrivals.under_review(arrival_id, position)
    return _wording_page(here, under, key, at)


@routes.post("/import/{arrival_id}/files/{position}/drafts/{key}")
def reword_draft(here: Here, arrival_id: int, position: int, key: int, form: Annotated[Worded, Form()]) -> Response:
    """Let a draft say what was typed; what cannot be is told beside what was typed."""
    with here.reading() as unit:
        before = unit.arrivals.under_review(arrival_id, position)

    def carry_out(unit: Unit) -> str:
        unit.arrivals.correct(arrival_id, position, wording_of(form, key), seen=form.seen)
        return f"{_address(arrival_id, position, form.at)}#draft-{key}"

    try:
        return here.change(form, carry_out)
    except (InvalidInput, Conflict) as refusal:
        with here.reading() as unit:
            now = unit.arrivals.under_review(arrival_id, position)
        typed = wording_of(form, key)
        stale = before.review.piece(key) if isinstance(refusal, StaleReview) else None
        return _wording_page(here, now, key, form.at, typed=typed, failure=failure_of(refusal), stale=stale)


@routes.post("/import/{arrival_id}/files/{position}/drafts/{key}/preview")
def preview_draft(here: Here, arrival_id: int, position: int, key: int, form: Annotated[Worded, Form()]) -> Response:
    """How a draft would look with what was typed; nothing is kept."""
    typed = wording_of(form, key)
    if not here.partly:
        with here.reading() as unit:
            under = unit.arrivals.under_review(arrival_id, position)
        return _wording_page(here, under, key, form.at, typed=typed)
    with here.reading() as unit:
        piece = unit.arrivals.under_review(arrival_id, position).review.piece(key)
        findings = unit.arrivals.findings_in(replace(piece, worded=typed).content)
    return here.page("import/_preview.html", content=typed, findings=findings)


def _changed(here: Asked, arrival_id: int, position: int, form: Said, carry_out: Callable[[Unit], str]) -> Response:
    """Carry it out, or show the note as it is now with what stands against it."""
    try:
        return here.change(form, carry_out)
    except (InvalidInput, Conflict) as refusal:
        with here.reading() as unit:
            under = unit.arrivals.under_review(arrival_id, position)
            beside = _beside(unit, under)
        return _page(here, under, form.at, beside, failure=failure_of(refusal), said=form)


def _known(unit: Unit, under: FileUnderReview) -> Known:
    """Of each draft what the bank has already, as it is there now."""
    states = unit.bank.states(one.question_id for some in under.relatives.values() for one in some)
    still = {key: state for key, state in states.items() if not state.withdrawn and state.merged_into is None}
    return {
        key: [(one, still[one.question_id]) for one in some if one.question_id in still]
        for key, some in under.relatives.items()
    }


class _Beside(NamedTuple):
    """What is shown beside a note: what the bank has of each draft, what was found, and how it stands with its code."""

    known: Known
    found: FoundInNote
    running: Running


def _beside(unit: Unit, under: FileUnderReview) -> _Beside:
    return _Beside(_known(unit, under), unit.arrivals.findings(under), running_of(unit, under.arrival))


def _page(
    here: Asked,
    under: FileUnderReview,
    line: int,
    beside: _Beside,
    *,
    failure: Failure | None = None,
    said: Said | None = None,
) -> Response:
    at = _address(under.arrival.id, under.file.position)
    shown = window(under.review, line)
    is_open = under.arrival.state is ArrivalState.REVIEW and under.file.imported is None
    refused = said if isinstance(said, SaidOfDraft) else None
    return here.page(
        "import/review.html",
        status=failure.status if failure else HTTPStatus.OK,
        under=under,
        arrival=under.arrival,
        file=under.file,
        review=under.review,
        at=at,
        open=is_open,
        window=shown,
        rows=list(rows_of(at, under.review, shown, beside.known, beside.found, refused, is_open=is_open)),
        found=beside.found,
        running=beside.running,
        failure=failure,
        said=refused,
    )


def _wording_page(
    here: Asked,
    under: FileUnderReview,
    key: int,
    at: int,
    *,
    typed: Reword | None = None,
    failure: Failure | None = None,
    stale: Piece | None = None,
) -> Response:
    piece = under.review.piece(key)
    with here.reading() as unit:
        findings = unit.arrivals.findings_in((replace(piece, worded=typed) if typed else piece).content)
    return here.page(
        "import/wording.html",
        status=failure.status if failure else HTTPStatus.OK,
        under=under,
        file=under.file,
        piece=piece,
        content=typed or piece.content,
        findings=findings,
        at=at,
        failure=failure,
        now=piece.content if stale else None,
    )


def _held(review: Review, form: SaidOfDraft) -> int | None:
    """The draft to look at next: the one below when this one is decided about, else the same."""
    if form.draft < 0:
        return None
    piece = review.piece(form.draft)
    if form.do == "merge-above":
        above = review.before(piece)
        return above.key if above else form.draft
    if form.do in {"accept", "reject"}:
        following = review.next_after(piece)
        return following.key if following else form.draft
    return form.draft


def _back_to(under: FileUnderReview, form: Said, held: int | None) -> str:
    """The same lines again, or those of the draft in hand where it is not among them."""
    address = _address(under.arrival.id, under.file.position, form.at)
    if held is None:
        return address
    shown = window(under.review, form.at)
    if shown.first <= under.review.piece(held).draft.line <= shown.last:
        return f"{address}#draft-{held}"
    return f"{_address(under.arrival.id, under.file.position)}?draft={held}#draft-{held}"


def _address(arrival_id: int, position: int, line: int = 1) -> str:
    address = f"/import/{arrival_id}/files/{position}"
    return address if line <= 1 else f"{address}?line={line}"
