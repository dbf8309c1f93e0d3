"""The screen of an interview, opened by a personal link: the token in the address says who it is.

An interviewer's link shows the questions and what this seat says of them; the
candidate's shows the question that was opened and the shared text, and nothing
else. Each change carries its own key, so that sending it twice does it once:
no receipt is needed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from starlette.responses import JSONResponse

from viva.app import Unit
from viva.interviews.conduct.incoming import LINES
from viva.interviews.conduct.model import FOLLOWS, RATED_IN, Change, Fate, Outcome, Part, State
from viva.interviews.conduct.progress import not_rated_in, state_word
from viva.interviews.conduct.sheet import Sheet
from viva.interviews.out.words import answered_word, part_word
from viva.kernel.errors import InvalidInput
from viva.kernel.numbers import whole
from viva.telling.interviews import Versions, versions
from viva.telling.seats import clock, digits, ends
from viva.web.asking import Asked, Here
from viva.web.links import Token, slowing
from viva.web.look import COOKIE, SECONDS, Look
from viva.web.seats import Sent, by_section, cards, change_in, plain

routes = APIRouter()

_FOUND = 8
_NOT_DONE = frozenset({Fate.STALE, Fate.REFUSED})
_MOST_PARTS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a screen is to show beside what is there."""

    line: int | None = None
    swap: bool = False
    find: str = ""
    status: HTTPStatus = HTTPStatus.OK
    tried: Change | None = None
    """A change that was not carried out: what was typed stays in its field."""
    versions: Versions | None = None
    """Of one that came too late."""
    trouble: str = ""


async def sent_form(request: Request) -> dict[str, str]:
    """All fields of a form; what a change has beside its kind depends on the kind."""
    async with request.form() as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


Fields = Annotated[dict[str, str], Depends(sent_form)]


@routes.get("/seat/{token}")
def show_seat(
    here: Here,
    token: Token,
    line: int | None = None,
    swap: Annotated[str, Query(max_length=10)] = "",
    find: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The screen of a seat: of an interviewer with one question in hand, or of the candidate."""
    return _screen(here, token, View(line=line, swap=swap == "true", find=find))


@routes.post("/seat/{token}")
def change_by_form(here: Here, token: Token, fields: Fields) -> Response:
    """One change from a page without scripts; a stale one is shown beside what is there, and what was typed stays."""
    view = View(line=whole(fields.get("at", ""), LINES[-1]))
    unusable = replace(view, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        change = change_in(fields)
    except InvalidInput as trouble:
        return _screen(here, token, replace(unusable, trouble=str(trouble)))
    with here.site.unit() as unit:
        (outcome,) = unit.conduct.record(token, [change])
        interview, seat = unit.conduct.interview_id(token), unit.conduct.heard_by(token, [change])
    here.site.live.wake(interview, seat)
    if outcome.fate is Fate.REFUSED:
        return _screen(here, token, replace(unusable, tried=change, trouble=outcome.trouble))
    if outcome.fate is Fate.STALE:
        (both,) = _worded(here, token, [(change, outcome)])
        return _screen(here, token, replace(view, status=HTTPStatus.CONFLICT, tried=change, versions=both))
    there = outcome.line if change.kind in {"add", "swap"} and outcome.line else view.line
    return here.lead_to(f"/seat/{token}?line={there}" if there else f"/seat/{token}")


@routes.post("/seat/{token}/changes")
def take_changes(here: Here, token: str, sent: Sent) -> Response:
    """Changes from the page's own queue, in order; each is answered, and what is answered is on disk."""
    with slowing(here.site, token), here.site.unit() as unit:
        changes = [each.change() for each in sent.changes]
        outcomes = unit.conduct.record(token, changes)
        interview, seat = unit.conduct.interview_id(token), unit.conduct.heard_by(token, changes)
    here.site.live.wake(interview, seat)
    words = _worded(here, token, list(zip(changes, outcomes, strict=True)))
    return JSONResponse({"outcomes": [plain(*each) for each in zip(outcomes, words, strict=True)]})


@routes.get("/seat/{token}/parts")
def show_parts(here: Here, token: Token, line: Annotated[list[int], Query(max_length=_MOST_PARTS)]) -> Response:
    """What may have changed on the screen: the list, the head, and these questions."""
    with here.reading() as unit:
        if unit.conduct.part(token) is Part.CANDIDATE:
            return here.page("seat/_shown.html", page=unit.conduct.candidate_page(token), token=token)
        sheet = unit.conduct.sheet(token)
    return here.page("seat/_parts.html", **_values(here, token, sheet, None), wanted=frozenset(line))


@routes.get("/seat/{token}/find")
def find_questions(here: Here, token: Token, find: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Questions of the bank to add, as one types."""
    with here.reading() as unit:
        found = _found(unit, token, find)
    return here.page("seat/_found.html", found=found, find=find, address=f"/seat/{token}", at="")


@routes.post("/seat/{token}/look")
def change_look(
    here: Here, token: Token, language: Annotated[str, Form()] = "", keys: Annotated[str, Form()] = ""
) -> Response:
    """Keep in this browser how its screen is to look."""
    before = here.look
    chosen = Look(
        language=language if language in {"en", "ru"} else before.language,
        theme=before.theme,
        keys=keys == "on" if keys else before.keys,
    )
    answer = here.lead_to(f"/seat/{token}")
    answer.set_cookie(COOKIE, chosen.cookie(), max_age=SECONDS, samesite="lax")
    return answer


def _worded(here: Asked, token: str, changed: Sequence[tuple[Change, Outcome]]) -> list[Versions | None]:
    """Of each change that was not carried out both versions, in words."""
    if not any(outcome.fate in _NOT_DONE for _change, outcome in changed):
        return [None] * len(changed)
    with here.reading() as unit:
        sheet = None if unit.conduct.part(token) is Part.CANDIDATE else unit.conduct.sheet(token)
    return [versions(*each, sheet) if each[1].fate in _NOT_DONE else None for each in changed]


def _screen(here: Asked, token: str, view: View) -> Response:
    """The whole screen; not even the way back leads to an older one, in which somebody would write on."""
    answer = _shown(here, token, view)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _shown(here: Asked, token: str, view: View) -> Response:
    told_too = {"tried": view.tried, "versions": view.versions, "trouble": view.trouble}
    with here.site.unit() as unit:
        unit.conduct.beat(token)
    with here.reading() as unit:
        if unit.conduct.part(token) is Part.CANDIDATE:
            page = unit.conduct.candidate_page(token)
            name = sha256(token.encode()).hexdigest()[:16]
            return here.page("seat/candidate.html", page=page, token=token, name=name, status=view.status, **told_too)
        sheet = unit.conduct.sheet(token)
        values = _values(here, token, sheet, view.line)
        current = values["current"]
        similar = unit.conduct.similar(token, current.shown.line.number) if view.swap and current else ()
        found = _found(unit, token, view.find)
    shown = {"similar": similar, "swap": view.swap, "found": found, "find": view.find}
    return here.page("seat/page.html", status=view.status, **{**values, **shown, **told_too})


def _values(here: Asked, token: str, sheet: Sheet, line: int | None) -> Mapping[str, Any]:
    """What the screen and its parts show."""
    there = cards(sheet)
    current = next((card for card in there if card.shown.line.number == line), None)
    if current is None:
        suggested = sheet.next.line if sheet.next else None
        current = next((card for card in there if card.shown.line.number == suggested), there[0] if there else None)
    return {
        "sheet": sheet,
        "interview": sheet.interview,
        "seat": sheet.seat,
        "token": token,
        "address": f"/seat/{token}",
        "cards": there,
        "current": current,
        "sections": by_section(there),
        "digits": digits(sheet.interview.scale),
        "names": {each.id: each.name for each in sheet.interview.seats},
        "asking": [each for each in sheet.interview.seats if each.part in {Part.LEAD, Part.PANEL} and not each.closed],
        "leads": sheet.seat.part is Part.LEAD,
        "shares": sheet.seat.part is not Part.SHADOW,
        "rates": sheet.interview.state in RATED_IN and sheet.seat.submitted_at is None,
        "follows": FOLLOWS[sheet.interview.state],
        "ends": ends(sheet.interview.state),
        "State": State,
        "state_of": state_word,
        "not_rated_in": not_rated_in,
        "part_of": part_word,
        "answered_of": answered_word,
        "clock": clock,
        "owner": here.site.gate.knows(here.request.cookies.get(here.site.gate.cookie, "")),
    }


def _found(unit: Unit, token: str, find: str) -> tuple[Any, ...]:
    """Questions to add, for those who may."""
    if unit.conduct.part(token) not in {Part.LEAD, Part.PANEL} or not find.strip():
        return ()
    try:
        return unit.search.find(find, limit=_FOUND).hits
    except InvalidInput:
        return ()
