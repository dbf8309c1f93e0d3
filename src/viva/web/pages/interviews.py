"""Interviews as their owner sees them: the list, a new one, and one with its plan, its seats and how far it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Response
from pydantic import BaseModel

from viva.app import Unit
from viva.interviews.conduct.listing import Wanted
from viva.interviews.conduct.model import FOLLOWS, NEEDS_REASON, Interview, Part, SeatLink, State
from viva.interviews.conduct.planning import Plan
from viva.interviews.conduct.progress import state_word
from viva.interviews.templates.gates import in_words
from viva.kernel.clock import minute
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.kernel.ids import IDS
from viva.kernel.numbers import whole
from viva.web.asking import Asked, Change, Here
from viva.web.paging import PAGE, offset, paging

routes = APIRouter()

BASE = "/interviews"
STRETCHES = (
    ("running", (State.RUNNING,)),
    ("planned", (State.PLANNED, State.POSTPONED)),
    ("past", (State.FINISHED, State.NO_SHOW, State.ABORTED)),
)
"""How a list is parted; what is under way comes first."""


class Filters(BaseModel):
    """What is looked for; dates are days, as the machine has them."""

    state: State | str = ""
    candidate: str = ""
    template: str = ""
    text: str = ""
    since: str = ""
    until: str = ""
    page: int = 1

    def wanted(self) -> Wanted:
        """As the list is asked for it."""
        return Wanted(
            state=State(self.state) if self.state in set(State) else None,
            candidate_id=_number(self.candidate),
            template_id=_number(self.template),
            text=self.text.strip(),
            since=_midnight(self.since),
            until=_midnight(self.until, behind=1),
        )


@routes.get(BASE)
def show_interviews(here: Here, filters: Annotated[Filters, Query()]) -> Response:
    """What is under way, planned and past; with filters, what fits them."""
    try:
        wanted, wrong = filters.wanted(), ""
    except InvalidInput as trouble:
        wanted, wrong = Wanted(), str(trouble)
    narrowed = wanted != Wanted()
    with here.reading() as unit:
        stretches: list[tuple[str, Any]] = []
        for name, states in STRETCHES if not narrowed else (("found", ()),):
            here_too = Wanted(states=states) if not narrowed else wanted
            before = offset(filters.page) if name in {"past", "found"} else 0
            stretches.append((name, unit.interviews.interviews(here_too, limit=PAGE, offset=before)))
        candidates = unit.interviews.candidates()
        templates = unit.templates.templates(retired=True)
    return here.page(
        "interviews/page.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        filters=filters,
        wrong=wrong,
        narrowed=narrowed,
        stretches=stretches,
        walk=paging(filters.page, stretches[-1][1].total, BASE, **filters.model_dump(exclude={"page"})),
        candidates=candidates,
        templates=templates,
        states=State,
        state_said=state_word,
    )


class PlanForm(Change):
    """An interview that is to be made."""

    key: str = ""
    template: str = ""
    candidate: str = ""
    contact: str = ""
    known: str = ""
    """The number of a candidate who is known."""
    language: str = ""
    planned_at: str = ""
    extra: str = "0"


@routes.get(f"{BASE}/new")
def begin_interview(here: Here, template: str = "", candidate: str = "") -> Response:
    """An empty form."""
    return _new(here, PlanForm(template=template, known=candidate))


@routes.post(f"{BASE}/new")
def make_interview(here: Here, form: Annotated[PlanForm, Form()]) -> Response:
    """Make an interview of a template as it is now; what is wrong is told beside the form, which stays as it is."""

    def carry_out(unit: Unit) -> str:
        template, extra = _number(form.template), _number(form.extra or "0")
        if template is None:
            raise InvalidInput(_("Choose a template."))
        plan = Plan(
            template_id=template,
            candidate=form.candidate,
            candidate_id=_number(form.known),
            contact=form.contact,
            planned_at=_moment(form.planned_at),
            language=form.language.strip() or None,
            extra=-1 if extra is None else extra,
        )
        return f"{BASE}/{unit.interviews.create(plan)}"

    try:
        return here.change(form, carry_out)
    except InvalidInput as trouble:
        return _new(here, form, str(trouble))


@routes.get(f"{BASE}/{{interview_id:int}}")
def show_interview(here: Here, interview_id: int, already: str = "") -> Response:
    """One interview: its plan, its seats, how far it is."""
    return interview_page(here, interview_id, already=bool(already))


def interview_page(
    here: Asked,
    interview_id: int,
    *,
    link: SeatLink | None = None,
    already: bool = False,
    wrong: Mapping[str, str] | None = None,
) -> Response:
    """The page of an interview; `link` is told on it once."""
    with here.reading() as unit:
        interview = unit.interviews.interview(interview_id)
        lines = unit.interviews.lines(interview_id)
        glasses = unit.results.glasses(interview_id)
    kept = here.request.cookies
    mine = [seat for seat in interview.seats if not seat.closed and seat_cookie(seat.id) in kept]
    answer = here.page(
        "interviews/interview.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        interview=interview,
        lines=[line for line in lines if line.swapped_for is None],
        planned_at=interview.planned_at,
        follows=FOLLOWS[interview.state],
        needs_reason=NEEDS_REASON,
        state_said=state_word,
        in_words=in_words,
        parts=Part,
        mine=mine,
        link=link,
        address=seat_address(here, interview, link.token) if link else "",
        own_links=[(seat, seat_address(here, interview, kept[seat_cookie(seat.id)])) for seat in mine],
        network=here.site.network,
        already=already,
        wrong=wrong or {},
        glasses=[(minute(at), reason) for at, reason in glasses],
        local=local,
    )
    if link:
        answer.headers["Cache-Control"] = "no-store"
    return answer


class StateForm(Change):
    """How far it is to be."""

    state: State
    seen: State
    reason: str = ""


@routes.post(f"{BASE}/{{interview_id:int}}/state")
def change_state(here: Here, interview_id: int, form: Annotated[StateForm, Form()]) -> Response:
    """Say how far an interview is."""

    def carry_out(unit: Unit) -> str:
        unit.interviews.become(interview_id, form.state, seen=form.seen, reason=form.reason)
        return f"{BASE}/{interview_id}"

    try:
        return here.change(form, carry_out)
    except InvalidInput as trouble:
        return interview_page(here, interview_id, wrong={"state": str(trouble)})


class MomentForm(Change):
    """When it takes place; empty: nobody knows yet."""

    planned_at: str = ""


@routes.post(f"{BASE}/{{interview_id:int}}/when")
def reschedule(here: Here, interview_id: int, form: Annotated[MomentForm, Form()]) -> Response:
    """Say when it takes place."""

    def carry_out(unit: Unit) -> str:
        unit.interviews.reschedule(interview_id, _moment(form.planned_at))
        return f"{BASE}/{interview_id}"

    try:
        return here.change(form, carry_out)
    except InvalidInput as trouble:
        return interview_page(here, interview_id, wrong={"when": str(trouble)})


def seat_cookie(seat_id: int) -> str:
    """The name of the cookie in which this browser keeps the token of a seat that it opened."""
    return f"viva-seat-{seat_id}"


def seat_address(here: Asked, interview: Interview, token: str) -> str:
    """Where a seat is, as one sends it: in the local network, where the interview is reached from there."""
    if here.site.network and interview.reachable_since:
        return f"{here.site.network}/seat/{token}"
    return str(here.request.url.replace(path=f"/seat/{token}", query="", fragment=""))


def local(moment: datetime | None) -> str:
    """A moment as a field for date and time has it."""
    return f"{moment.astimezone():%Y-%m-%dT%H:%M}" if moment else ""


@dataclass(frozen=True, slots=True)
class _Choices:
    templates: Any
    candidates: Any


def _new(here: Asked, form: PlanForm, wrong: str = "") -> Response:
    with here.reading() as unit:
        choices = _Choices(unit.templates.templates(), unit.interviews.candidates())
    return here.page(
        "interviews/new.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        form=form,
        wrong=wrong,
        choices=choices,
    )


def _number(text: str) -> int | None:
    return whole(text.strip(), IDS[-1])


def _midnight(text: str, *, behind: int = 0) -> datetime | None:
    """When a day begins, or one so many days behind it, in the time of the machine."""
    return _moment(text, lambda told: datetime.combine(told.date() + timedelta(days=behind), time()))


def _moment(text: str, of: Callable[[datetime], datetime] = lambda told: told) -> datetime | None:
    """A day or a moment as a browser's field sends it, in the time of the machine."""
    if not text.strip():
        return None
    try:
        return of(datetime.fromisoformat(text.strip())).astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise InvalidInput(
            _("“{text}” is no date: write it as 2026-11-30 or 2026-11-30T14:00.").format(text=text[:40])
        ) from error
