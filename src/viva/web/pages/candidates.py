"""What is known of candidates: for how long it is kept, all of it in one file, holding it, and erasing it for good."""

import json
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Response
from pydantic import BaseModel

from viva.app import Unit
from viva.interviews.conduct.candidates import Retention
from viva.interviews.conduct.listing import ANYBODY, Keeping, Wanted, WantedCandidates
from viva.interviews.conduct.progress import state_word
from viva.kernel.errors import Conflict, InvalidInput
from viva.kernel.i18n import _
from viva.kernel.numbers import whole
from viva.web.asking import Asked, Change, Here
from viva.web.downloads import attached
from viva.web.pages.interviews import BASE as INTERVIEWS
from viva.web.paging import PAGE, offset, paging

routes = APIRouter()

BASE = f"{INTERVIEWS}/candidates"
_MOST_DAYS = 999_999


class Filters(BaseModel):
    """Whom to show."""

    text: str = ""
    keeping: Keeping | Literal[""] = ""
    page: int = 1

    def wanted(self) -> WantedCandidates:
        """As the list is asked for it."""
        return WantedCandidates(self.text.strip(), self.keeping or None)


@routes.get(BASE)
def show_candidates(here: Here, filters: Annotated[Filters, Query()]) -> Response:
    """Candidates, and until when what is known of them is kept."""
    return _list(here, filters)


class RetentionForm(Change):
    """Days after the last interview."""

    days: str = ""
    least: str = ""
    most: str = ""


@routes.post(f"{BASE}/retention")
def keep_for(here: Here, form: Annotated[RetentionForm, Form()]) -> Response:
    """Say for how long candidates are kept."""

    def carry_out(unit: Unit) -> str:
        unit.candidates.keep_for(Retention(_days(form.days), _days(form.least), _days(form.most)))
        return BASE

    try:
        return here.change(form, carry_out)
    except InvalidInput as trouble:
        return _list(here, Filters(), form, str(trouble))


@routes.get(f"{BASE}/{{candidate_id:int}}")
def show_candidate(here: Here, candidate_id: int) -> Response:
    """One candidate: their interviews, and what may be done with what is known of them."""
    return _one(here, candidate_id)


@routes.get(f"{BASE}/{{candidate_id:int}}/download")
def download_everything(here: Here, candidate_id: int) -> Response:
    """All that is known of a person, as one file."""
    with here.reading() as unit:
        known = unit.candidates.everything(candidate_id)
    content = json.dumps(known, ensure_ascii=False, indent=2) + "\n"
    return attached(content.encode(), f"candidate-{candidate_id}", "json")


class HoldForm(Change):
    """Why it is held; without a reason it is released."""

    reason: str = ""
    release: str = ""


@routes.post(f"{BASE}/{{candidate_id:int}}/hold")
def hold_candidate(here: Here, candidate_id: int, form: Annotated[HoldForm, Form()]) -> Response:
    """Keep what is known, whatever the rule says, or let the rule hold again."""

    def carry_out(unit: Unit) -> str:
        if form.release:
            unit.candidates.release(candidate_id)
        else:
            unit.candidates.hold(candidate_id, form.reason)
        return f"{BASE}/{candidate_id}"

    try:
        return here.change(form, carry_out)
    except InvalidInput as trouble:
        return _one(here, candidate_id, wrong=str(trouble))


class EraseForm(Change):
    """That the person has read what goes and what stays."""

    sure: str = ""


@routes.post(f"{BASE}/{{candidate_id:int}}/erase")
def erase_candidate(here: Here, candidate_id: int, form: Annotated[EraseForm, Form()]) -> Response:
    """Erase all that says something of a candidate, for good; done twice, it is done once."""
    if not form.sure:
        wrong = _("Tick that you have read it: what is erased cannot be brought back.")
        return _one(here, candidate_id, wrong=wrong)
    try:
        here.site.app.erase_candidate(candidate_id)
    except Conflict as trouble:
        return _one(here, candidate_id, wrong=str(trouble), status=HTTPStatus.CONFLICT)
    return here.lead_to(f"{BASE}/{candidate_id}")


def _list(here: Asked, filters: Filters, form: RetentionForm | None = None, wrong: str = "") -> Response:
    wanted = filters.wanted()
    with here.reading() as unit:
        found = unit.candidates.candidates(wanted, limit=PAGE, offset=offset(filters.page))
        rule = unit.candidates.retention()
    shown = form or RetentionForm(key="", days=str(rule.days), least=str(rule.least), most=str(rule.most))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return here.page(
        "interviews/candidates.html",
        status=status,
        found=found,
        filters=filters,
        narrowed=wanted != ANYBODY,
        keepings=Keeping,
        walk=paging(filters.page, found.total, BASE, text=filters.text, keeping=filters.keeping),
        form=shown,
        wrong=wrong,
    )


def _one(
    here: Asked, candidate_id: int, *, wrong: str = "", status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY
) -> Response:
    with here.reading() as unit:
        line = unit.candidates.candidate(candidate_id)
        interviews = unit.interviews.interviews(Wanted(candidate_id=candidate_id), limit=200).interviews
    return here.page(
        "interviews/candidate.html",
        status=status if wrong else HTTPStatus.OK,
        line=line,
        candidate=line.candidate,
        interviews=interviews,
        copies=[str(copy) for copy in here.site.app.copies()],
        state_said=state_word,
        wrong=wrong,
    )


def _days(text: str) -> int:
    days = whole(text.strip(), _MOST_DAYS)
    if days is None:
        raise InvalidInput(_("“{text}” is no number of days.").format(text=text.strip()[:40]))
    return days
