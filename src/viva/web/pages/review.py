"""Looking over a note before it comes in: its lines on one side, its drafts on the other, and what a person says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Annotated, Literal, NamedTuple

from fastapi import APIRouter, Form, Response

from viva.app import Unit
from viva.bank.content import Point
from viva.bank.model import State
from viva.intake.arrivals import review as steps
from viva.intake.arrivals.corrections import (
    Accept,
    AcceptRest,
    Correction,
    Merge,
    Move,
    Reject,
    RejectRest,
    Reopen,
    Reword,
    Split,
)
from viva.intake.arrivals.found import FoundInNote
from viva.intake.arrivals.relatives import InBank
from viva.intake.arrivals.review import MOST_POINTS, Review
from viva.intake.arrivals.service import FileUnderReview, StaleReview
from viva.intake.arrivals.window import cuts_in, window
from viva.kernel.errors import Conflict, InvalidInput
from viva.kernel.i18n import _
from viva.notes.model import Group, Kind, Level
from viva.web.asking import Asked, Change, Here
from viva.web.failures import Failure, failure_of
from viva.web.pages.imports import Running, running_of

routes = APIRouter()

MARGIN = 4
"""Lines that are shown above the one that was asked for."""


class Said(Change):
    """What a person says about a note; `seen` is the version they looked at, `at` the first line they saw."""

    seen: int
    at: int = 1


class SaidOfDraft(Said):
    """One of the buttons beside a draft, or a form below them."""

    do: Literal[
        "accept", "reject", "reopen", "merge", "merge-above", "longer", "shorter", "split", "move", "accept-rest",
        "reject-rest",
    ]  # fmt: skip
    draft: int = -1
    line: str = ""
    prompt_first: str = ""
    prompt_last: str = ""
    answer_first: str = ""
    answer_last: str = ""


class Worded(Said):
    """A wording as it was typed; a key point stands in `point`, its group at the same place in `group`."""

    prompt: str = ""
    answer: str = ""
    kind: Kind = Kind.QUESTION
    level: Level | Literal[""] = ""
    point: list[str] = []  # noqa: RUF012 - pydantic copies it
    group: list[Group | Literal[""]] = []  # noqa: RUF012 - as above


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
        unit.arrivals.correct(arrival_id, position, _correction(form, under.review), seen=form.seen)
        return _back_to(before, form, _held(before.review, form))

    return _changed(here, arrival_id, position, form, carry_out)


@routes.post("/import/{arrival_id}/files/{position}/undo")
def undo_correction(here: Here, arrival_id: int, position: int, form: Annotated[Said, Form()]) -> Response:
    """Take back what was said last."""

    def carry_out(unit: Unit) -> str:
        unit.arrivals.undo(arrival_id, position, seen=form.seen)
        return _address(arrival_id, position, form.at)

    return _changed(here, arrival_id, position, form, carry_out)


@routes.post("/import/{arrival_id}/files/{position}/redo")
def redo_correction(here: Here, arrival_id: int, position: int, form: Annotated[Said, Form()]) -> Response:
    """Say again what was taken back last."""

    def carry_out(unit: Unit) -> str:
        unit.arrivals.redo(arrival_id, position, seen=form.seen)
        return _address(arrival_id, position, form.at)

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
        unit.arrivals.correct(arrival_id, position, _wording(form, key), seen=form.seen)
        return f"{_address(arrival_id, position, form.at)}#draft-{key}"

    try:
        return here.change(form, carry_out)
    except (InvalidInput, Conflict) as refusal:
        with here.reading() as unit:
            now = unit.arrivals.under_review(arrival_id, position)
        typed = _wording(form, key)
        stale = before.review.piece(key) if isinstance(refusal, StaleReview) else None
        return _wording_page(here, now, key, form.at, typed=typed, failure=failure_of(refusal), stale=stale)


@routes.post("/import/{arrival_id}/files/{position}/drafts/{key}/preview")
def preview_draft(here: Here, arrival_id: int, position: int, key: int, form: Annotated[Worded, Form()]) -> Response:
    """How a draft would look with what was typed; nothing is kept."""
    typed = _wording(form, key)
    if not here.partly:
        with here.reading() as unit:
            under = unit.arrivals.under_review(arrival_id, position)
        return _wording_page(here, under, key, form.at, typed=typed)
    with here.reading() as unit:
        piece = unit.arrivals.under_review(arrival_id, position).review.piece(key)
        findings = unit.arrivals.findings_in(replace(piece, worded=typed).content)
    return here.page("import/_preview.html", content=typed, findings=findings)


_JUDGEMENTS: Mapping[str, Callable[[int], Correction]] = {
    "accept": Accept,
    "reject": Reject,
    "reopen": Reopen,
    "merge": Merge,
    "accept-rest": lambda _key: AcceptRest(),
    "reject-rest": lambda _key: RejectRest(),
}


def _correction(form: SaidOfDraft, review: Review) -> Correction:
    key = form.draft
    match form.do:
        case "merge-above":
            above = review.before(review.piece(key))
            if above is None:
                raise InvalidInput(_("There is no question above this one to merge it with."))
            return Merge(above.key)
        case "longer":
            return steps.longer(review, key)
        case "shorter":
            return steps.shorter(review, key)
        case "split":
            return Split(key, _number(form.line))
        case "move":
            answer = (form.answer_first.strip(), form.answer_last.strip())
            first, last = (_number(text) if text else None for text in answer)
            return Move(key, _number(form.prompt_first), _number(form.prompt_last), first, last)
        case simple:
            return _JUDGEMENTS[simple](key)


def _number(text: str) -> int:
    told = text.strip()
    if not (told.isascii() and told.isdigit() and len(told) < len("1000000000")):
        raise InvalidInput(_("{text} is no line number.").format(text=repr(told[:20])))
    return int(told)


def _wording(form: Worded, key: int) -> Reword:
    pairs = zip(form.point[: MOST_POINTS + 1], form.group[: MOST_POINTS + 1], strict=False)
    points = tuple(Point(" ".join(text.split()), group) for text, group in pairs if group and text.strip())
    answer = form.answer.replace("\r\n", "\n")
    return Reword(key, " ".join(form.prompt.split()), answer, form.kind, form.level or None, points)


def _changed(here: Asked, arrival_id: int, position: int, form: Said, carry_out: Callable[[Unit], str]) -> Response:
    """Carry it out, or show the note as it is now with what stands against it."""
    try:
        return here.change(form, carry_out)
    except (InvalidInput, Conflict) as refusal:
        with here.reading() as unit:
            under = unit.arrivals.under_review(arrival_id, position)
            beside = _beside(unit, under)
        return _page(here, under, form.at, beside, failure=failure_of(refusal), said=form)


def _known(unit: Unit, under: FileUnderReview) -> dict[int, list[tuple[InBank, State]]]:
    """Of each draft what the bank has already, as it is there now."""
    states = unit.bank.states(one.question_id for some in under.relatives.values() for one in some)
    still = {key: state for key, state in states.items() if not state.withdrawn and state.merged_into is None}
    return {
        key: [(one, still[one.question_id]) for one in some if one.question_id in still]
        for key, some in under.relatives.items()
    }


class _Beside(NamedTuple):
    """What is shown beside a note: what the bank has of each draft, what was found, and how it stands with its code."""

    known: Mapping[int, Sequence[tuple[InBank, State]]]
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
    return here.page(
        "import/review.html",
        status=failure.status if failure else HTTPStatus.OK,
        under=under,
        arrival=under.arrival,
        file=under.file,
        review=under.review,
        window=window(under.review, line),
        known=beside.known,
        found=beside.found,
        running=beside.running,
        groups=Group,
        cuts_in=cuts_in,
        failure=failure,
        said=said if isinstance(said, SaidOfDraft) else None,
    )


def _wording_page(
    here: Asked,
    under: FileUnderReview,
    key: int,
    at: int,
    *,
    typed: Reword | None = None,
    failure: Failure | None = None,
    stale: steps.Piece | None = None,
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
    return f"/import/{under.arrival.id}/files/{under.file.position}?draft={held}#draft-{held}"


def _address(arrival_id: int, position: int, line: int) -> str:
    address = f"/import/{arrival_id}/files/{position}"
    return address if line <= 1 else f"{address}?line={line}"
