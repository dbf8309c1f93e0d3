"""Bringing notes in: what arrives, what it would do to the bank, and the way in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Response

from viva.app import Unit
from viva.intake.arrivals import jobs as later
from viva.intake.arrivals.model import Arrival, ArrivalState, chosen
from viva.intake.arrivals.running import RUN, run_later
from viva.jobs.model import JobLine, JobState
from viva.kernel.errors import NotFound
from viva.snippets.grounds import grounds
from viva.web.addresses import inside
from viva.web.asking import Asked, Change, Here
from viva.web.uploads import Brought
from viva.web.verdicts import kit_of

routes = APIRouter()

_LOOKED_AT = 50
"""Jobs that are looked through."""


@dataclass(frozen=True, slots=True)
class Running:
    """Whether the code of an arrival can be run, and what runs it just now."""

    address: str
    can: bool
    """There is code that was not run, and it would be kept in."""
    job: JobLine | None


Posted = Annotated[Change, Form()]


@routes.get("/import")
def show_ways_in(here: Here) -> Response:
    """Where notes are dropped, and what waits to be looked over."""
    with here.reading() as unit:
        return here.page("import/page.html", waiting=unit.arrivals.in_progress(), finished=unit.arrivals.finished())


@routes.post("/import")
def receive_notes(here: Here, brought: Brought) -> Response:
    """Keep what was brought, and have it read."""
    files, skipped = chosen(brought.arriving())
    return here.once(
        brought.key,
        brought.fingerprint(),
        lambda unit: address_of(later.receive(unit, files, skipped=skipped)),
    )


@routes.get("/import/{arrival_id}")
def show_arrival(here: Here, arrival_id: int) -> Response:
    """How far it is, with what there is to do next."""
    with here.reading() as unit:
        arrival = unit.arrivals.arrival(arrival_id)
        job = _job(unit, arrival)
        running = running_of(unit, arrival)
    template = "import/_arrival.html" if here.partly else "import/arrival.html"
    return here.page(template, arrival=arrival, job=job, halted=_is_halted(arrival, job), running=running)


@routes.get("/import/{arrival_id}/plan")
def show_plan(here: Here, arrival_id: int) -> Response:
    """What the import would do to the bank."""
    with here.reading() as unit:
        arrival = unit.arrivals.arrival(arrival_id)
        plan = unit.arrivals.foresee(arrival_id)
    template = "import/_plan.html" if here.partly else "import/plan.html"
    return here.page(template, arrival=arrival, plan=plan)


@routes.get("/import/{arrival_id}/run")
def show_running(here: Here, arrival_id: int, back: str = "") -> Response:
    """How far running the code of the notes is; it is asked for again while it goes on."""
    address = inside(back, address_of(arrival_id))
    if not here.partly:
        return here.lead_to(address)
    with here.reading() as unit:
        running = running_of(unit, unit.arrivals.arrival(arrival_id))
    return here.page("import/_running.html", running=running, back=address, ended=True)


class RunForm(Change):
    """The page that the button stood on."""

    back: str = ""


@routes.post("/import/{arrival_id}/run")
def run_code(here: Here, arrival_id: int, form: Annotated[RunForm, Form()]) -> Response:
    """Have the code of the notes run, before any of it is in the bank."""

    def run(unit: Unit) -> str:
        unit.arrivals.arrival(arrival_id)
        run_later(unit.jobs, arrival_id, kit_of(unit))
        return inside(form.back, address_of(arrival_id))

    return here.change(form, run)


@routes.post("/import/{arrival_id}/begin")
def begin_import(here: Here, arrival_id: int, form: Posted) -> Response:
    """Let the notes in."""
    return _changed(here, arrival_id, form, lambda unit: later.begin(unit, arrival_id))


@routes.post("/import/{arrival_id}/stop")
def stop_import(here: Here, arrival_id: int, form: Posted) -> Response:
    """Let no further note in."""

    def stop(unit: Unit) -> None:
        job = _job(unit, unit.arrivals.arrival(arrival_id))
        unit.arrivals.stop(arrival_id)
        _cancel(unit, job)

    return _changed(here, arrival_id, form, stop)


@routes.post("/import/{arrival_id}/again")
def try_again(here: Here, arrival_id: int, form: Posted) -> Response:
    """Have a job that gave up go on."""

    def go_on(unit: Unit) -> None:
        job = _job(unit, unit.arrivals.arrival(arrival_id))
        if job:
            unit.jobs.retry(job.id)

    return _changed(here, arrival_id, form, go_on)


@routes.post("/import/{arrival_id}/discard")
def discard_arrival(here: Here, arrival_id: int, form: Posted) -> Response:
    """Forget what has not come in."""

    def discard(unit: Unit) -> str:
        job = _job(unit, unit.arrivals.arrival(arrival_id))
        unit.arrivals.discard(arrival_id)
        _cancel(unit, job)
        return "/import"

    return here.change(form, discard)


@routes.post("/import/{arrival_id}/take-back")
def take_back(here: Here, arrival_id: int, form: Posted) -> Response:
    """Take what was new out of the bank again."""
    return _changed(here, arrival_id, form, lambda unit: unit.arrivals.take_back(arrival_id))


def address_of(arrival_id: int) -> str:
    """Where an arrival is shown."""
    return f"/import/{arrival_id}"


def running_of(unit: Unit, arrival: Arrival) -> Running:
    """How it stands with the code of the notes."""
    hands = unit.jobs.in_hand(RUN, limit=_LOOKED_AT)
    job = next((one for one in hands if one.payload.get("arrival") == arrival.id), None)
    waits = arrival.state is ArrivalState.REVIEW and any(
        file.problem is None and file.imported is None and file.ran is None for file in arrival.files
    )
    can = waits and job is None and grounds(lambda: unit.sandbox).runs
    return Running(f"{address_of(arrival.id)}/run", can, job)


def _changed(here: Asked, arrival_id: int, form: Change, carry_out: Callable[[Unit], None]) -> Response:
    def carry(unit: Unit) -> str:
        carry_out(unit)
        return address_of(arrival_id)

    return here.change(form, carry)


def _job(unit: Unit, arrival: Arrival) -> JobLine | None:
    if arrival.job_id is None:
        return None
    try:
        return unit.jobs.job(arrival.job_id)
    except NotFound:  # jobs are forgotten on their own
        return None


def _cancel(unit: Unit, job: JobLine | None) -> None:
    if job and job.state in {JobState.WAITING, JobState.RUNNING}:
        unit.jobs.cancel(job.id)


def _is_halted(arrival: Arrival, job: JobLine | None) -> bool:
    """Whether something should be going on, and is not."""
    working = arrival.state in {ArrivalState.READING, ArrivalState.IMPORTING}
    return working and (job is None or job.state in {JobState.DEAD, JobState.CANCELLED})
