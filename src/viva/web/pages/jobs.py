"""Work in the background: how far each job is, what went wrong, and what is due when."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response

from viva.app import Unit
from viva.jobs.model import JobLine, JobState
from viva.telling.plain import plain
from viva.web.addresses import inside
from viva.web.asking import Asked, Change, Here

routes = APIRouter()

PAGE = 100


class JobForm(Change):
    """Trying a job again or cancelling it, and where to go afterwards."""

    back: str = "/jobs"


@routes.get("/jobs")
def show_jobs(
    here: Here,
    state: Annotated[str, Query(max_length=20)] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Response:
    """The newest jobs, all or those in one state; the list asks for itself again while something goes on."""
    only = next((each for each in JobState if each == state), None)
    with here.reading() as unit:
        jobs = unit.jobs.newest(only, limit=PAGE, offset=(page - 1) * PAGE)
        active = unit.jobs.active()
        neglected = unit.jobs.is_neglected()
        due = unit.jobs.schedules()
    return here.page(
        "jobs/_list.html" if here.partly else "jobs/page.html",
        jobs=jobs,
        states=list(JobState),
        state=only,
        page=page,
        pages=-(-jobs.total // PAGE),
        active=active,
        neglected=neglected,
        due=due,
    )


@routes.get("/jobs/{job_id}")
def show_job(here: Here, job_id: int) -> Response:
    """One job with everything that is known of it."""
    with here.reading() as unit:
        job = unit.jobs.job(job_id)
        neglected = unit.jobs.is_neglected()
    return here.page(
        "jobs/_job.html" if here.partly else "jobs/job.html", job=job, given=_given(job), neglected=neglected
    )


@routes.post("/jobs/{job_id}/retry")
def retry_job(here: Here, job_id: int, form: Annotated[JobForm, Form()]) -> Response:
    """Have it tried now, with all its attempts again."""
    return _act(here, form, lambda unit: unit.jobs.retry(job_id))


@routes.post("/jobs/{job_id}/cancel")
def cancel_job(here: Here, job_id: int, form: Annotated[JobForm, Form()]) -> Response:
    """Let it not be done, or stop where it is."""
    return _act(here, form, lambda unit: unit.jobs.cancel(job_id))


def _act(here: Asked, form: JobForm, act: Callable[[Unit], None]) -> Response:
    def carry_out(unit: Unit) -> str:
        act(unit)
        return inside(form.back, "/jobs")

    return here.change(form, carry_out)


def _given(job: JobLine) -> list[tuple[str, str]]:
    """What the job was told, as far as it was told anything."""
    return [(name, str(plain(value))) for name, value in job.payload.items() if value]
