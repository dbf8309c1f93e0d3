"""Seats of an interview, from the owner's side: giving them out, giving them a new link, closing them, one's own."""

from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Response

from viva.app import Unit
from viva.interviews.conduct.model import Part, SeatLink
from viva.kernel.errors import InvalidInput
from viva.web.asking import Asked, Change, Here
from viva.web.pages.interviews import BASE, interview_page, seat_cookie

routes = APIRouter()

_SECONDS = 60 * 60 * 24 * 90
"""For how long a browser keeps the way to one's own seat."""


class SeatForm(Change):
    """A seat that is to be given out."""

    part: Part
    name: str = ""


class NetworkForm(Change):
    """Whether the links are to be reached from the local network."""

    open: bool


class MineForm(Change):
    """Whose own seat it is to be."""

    name: str = ""


@routes.post(f"{BASE}/{{interview_id:int}}/seats")
def give_seat(here: Here, interview_id: int, form: Annotated[SeatForm, Form()]) -> Response:
    """Give out a seat; its link is shown in the answer, and never again."""
    return _telling(here, interview_id, form, lambda unit: unit.interviews.seat(interview_id, form.part, form.name))


@routes.post(f"{BASE}/{{interview_id:int}}/seats/{{seat_id:int}}/renew")
def renew_seat(here: Here, interview_id: int, seat_id: int, form: Annotated[Change, Form()]) -> Response:
    """Give a seat another link; the one before opens nothing any more."""
    return _telling(here, interview_id, form, lambda unit: unit.interviews.renew(interview_id, seat_id))


@routes.post(f"{BASE}/{{interview_id:int}}/seats/{{seat_id:int}}/close")
def close_seat(here: Here, interview_id: int, seat_id: int, form: Annotated[Change, Form()]) -> Response:
    """Close a seat."""

    def carry_out(unit: Unit) -> str:
        unit.interviews.close(interview_id, seat_id)
        return f"{BASE}/{interview_id}"

    answer = here.change(form, carry_out)
    answer.delete_cookie(seat_cookie(seat_id), path=f"{BASE}/{interview_id}")
    return answer


@routes.post(f"{BASE}/{{interview_id:int}}/seats/mine")
def take_seat(here: Here, interview_id: int, form: Annotated[MineForm, Form()]) -> Response:
    """Sit down oneself as the lead, and go there."""
    try:
        link = _once(here, interview_id, form, lambda unit: unit.interviews.seat(interview_id, Part.LEAD, form.name))
    except InvalidInput as trouble:
        return interview_page(here, interview_id, wrong={"mine": str(trouble)})
    if link is None:
        return here.lead_to(f"{BASE}/{interview_id}?already=1")
    return _keeping(here, here.lead_to(f"/seat/{link.token}"), interview_id, link)


@routes.get(f"{BASE}/{{interview_id:int}}/seats/{{seat_id:int}}/open")
def open_seat(here: Here, interview_id: int, seat_id: int) -> Response:
    """Go to a seat whose link this browser keeps."""
    token = here.request.cookies.get(seat_cookie(seat_id), "")
    known = token.isascii() and all(letter.isalnum() or letter in "-_" for letter in token)
    return here.lead_to(f"/seat/{token}" if token and known else f"{BASE}/{interview_id}")


@routes.post(f"{BASE}/{{interview_id:int}}/network")
def reach_interview(here: Here, interview_id: int, form: Annotated[NetworkForm, Form()]) -> Response:
    """Let the links of an interview be reached from the local network, or end that; open sockets look at once."""

    def carry_out(unit: Unit) -> str:
        if form.open:
            unit.interviews.open_to_network(interview_id)
        else:
            unit.interviews.close_to_network(interview_id)
        return f"{BASE}/{interview_id}"

    answer = here.change(form, carry_out)
    here.site.live.wake(interview_id)
    return answer


def _telling(here: Asked, interview_id: int, form: Change, give: Callable[[Unit], SeatLink]) -> Response:
    try:
        link = _once(here, interview_id, form, give)
    except InvalidInput as trouble:
        return interview_page(here, interview_id, wrong={"seat": str(trouble)})
    if link is None:
        return here.lead_to(f"{BASE}/{interview_id}?already=1")
    answer = interview_page(here, interview_id, link=link)
    mine = seat_cookie(link.seat.id) in here.request.cookies
    return _keeping(here, answer, interview_id, link) if mine else answer


def _once(here: Asked, interview_id: int, form: Change, give: Callable[[Unit], SeatLink]) -> SeatLink | None:
    """Give a link once; None when it was told before: it is kept nowhere."""
    told: list[SeatLink] = []

    def carry() -> Mapping[str, str]:
        told.append(give(unit))
        return {"address": f"{BASE}/{interview_id}"}

    with here.site.app.unit() as unit:
        asked = f"{here.request.url.path} {form.model_dump_json()}".encode()
        unit.receipts.once(form.key, asked, carry)
    return told[0] if told else None


def _keeping(here: Asked, answer: Response, interview_id: int, link: SeatLink) -> Response:
    """This browser keeps the way to one's own seat; to those of others it keeps none, for what they rate is sealed."""
    answer.set_cookie(
        seat_cookie(link.seat.id),
        link.token,
        max_age=_SECONDS,
        path=f"{BASE}/{interview_id}",
        httponly=True,
        samesite="lax",
        secure=here.request.url.scheme == "https",
    )
    return answer
