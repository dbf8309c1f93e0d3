"""Jobs in the background: how far they are, trying again, cancelling."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel

from viva.app import Unit
from viva.jobs.model import JobLine, JobState
from viva.kernel.ids import IDS
from viva.telling.outcomes import as_data
from viva.web.api.calling import IdempotencyKey, once
from viva.web.asking import Here

routes = APIRouter(prefix="/jobs", tags=["jobs"])

JobId = Annotated[int, Path(ge=1, le=IDS[-1])]


class JobBody(BaseModel):
    """A job as people see it."""

    id: int
    name: str
    state: JobState
    added_by: str
    added_at: datetime
    run_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    attempts: int
    progress: dict[str, Any]
    error: str
    cancelling: bool
    stalled: bool

    @classmethod
    def of(cls, job: JobLine) -> "JobBody":
        """Of what the jobs tell."""
        return cls.model_validate(as_data(job))


class JobPage(BaseModel):
    """The newest jobs, and how many there are in all."""

    items: list[JobBody]
    total: int


@routes.get("")
def list_jobs(here: Here, state: JobState | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 20) -> JobPage:
    """The newest jobs, all or those in one state."""
    with here.reading() as unit:
        page = unit.jobs.newest(state, limit=limit)
    return JobPage(items=[JobBody.of(job) for job in page.jobs], total=page.total)


@routes.get("/{job_id}")
def tell_job(here: Here, job_id: JobId) -> JobBody:
    """One job."""
    with here.reading() as unit:
        return JobBody.of(unit.jobs.job(job_id))


@routes.post("/{job_id}/retry")
def retry_job(here: Here, job_id: JobId, key: IdempotencyKey) -> JobBody:
    """Have a job tried again; 409 when it runs or is done."""

    def retry(unit: Unit) -> dict[str, Any]:
        unit.jobs.retry(job_id)
        return JobBody.of(unit.jobs.job(job_id)).model_dump(mode="json")

    return JobBody.model_validate(once(here, key, None, retry))


@routes.post("/{job_id}/cancel")
def cancel_job(here: Here, job_id: JobId, key: IdempotencyKey) -> JobBody:
    """Cancel a job that waits, or ask one that runs to stop; 409 when it has ended."""

    def cancel(unit: Unit) -> dict[str, Any]:
        unit.jobs.cancel(job_id)
        return JobBody.of(unit.jobs.job(job_id)).model_dump(mode="json")

    return JobBody.model_validate(once(here, key, None, cancel))
