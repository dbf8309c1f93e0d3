"""`viva jobs`: what is to be done, is being done, and was done in the background."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.limit import at_most, natural
from viva.kernel.i18n import _, ngettext


def list_jobs(
    *,
    state: Annotated[
        Literal["waiting", "running", "done", "dead", "cancelled"] | None,
        Parameter(metavar="STATE", help=_("Only jobs in this state:")),
    ] = None,
    limit: Annotated[int, Parameter(metavar="N", converter=natural, help=_("How many at most; 0 for all."))] = 100,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Show jobs, the newest first."""
    from viva.cli.views.jobs import show_list
    from viva.jobs.model import JobState
    from viva.telling.outcomes import as_data

    with context.app() as app, app.reader() as unit:
        page = unit.jobs.newest(JobState(state) if state else None, limit=at_most(limit))
    if json:
        context.output.json({"total": page.total, "jobs": [as_data(job) for job in page.jobs]})
        return
    show_list(context.output, page.jobs)
    if not page.total:
        context.output.remark(_("There are no such jobs.") if state else _("There are no jobs."))
    elif len(page.jobs) < page.total:
        told = _("{shown} of {total} jobs; --limit 0 shows all.")
        context.output.remark(told.format(shown=len(page.jobs), total=page.total))


def show_job(
    job_id: Annotated[int, Parameter(name="ID", converter=natural, help=_("The number that `viva jobs` shows."))],
    /,
    *,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Show all that is known of a job."""
    from viva.cli.views.jobs import whole
    from viva.telling.outcomes import as_data

    with context.app() as app, app.reader() as unit:
        job = unit.jobs.job(job_id)
    if json:
        context.output.json(as_data(job))
    else:
        context.output.lines(whole(job))


def retry_jobs(
    *job_id: Annotated[
        int, Parameter(name="ID", required=True, converter=natural, help=_("Numbers that `viva jobs` shows."))
    ],
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Have jobs tried again: all of those named, or none if one of them cannot be."""
    with context.app() as app, app.unit() as unit:
        for each in dict.fromkeys(job_id):
            unit.jobs.retry(each)
    count = len(set(job_id))
    told = ngettext("{count} job waits to be run.", "{count} jobs wait to be run.", count)
    context.output.line(told.format(count=count))


def cancel_jobs(
    *job_id: Annotated[
        int, Parameter(name="ID", required=True, converter=natural, help=_("Numbers that `viva jobs` shows."))
    ],
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Cancel jobs: all of those named, or none if one of them cannot be."""
    from viva.jobs.model import JobState

    with context.app() as app, app.unit() as unit:
        for each in dict.fromkeys(job_id):
            unit.jobs.cancel(each)
        stopping = sum(unit.jobs.job(each).state is JobState.RUNNING for each in set(job_id))
    cancelled = len(set(job_id)) - stopping
    if cancelled:
        told = ngettext("{count} job cancelled.", "{count} jobs cancelled.", cancelled)
        context.output.line(told.format(count=cancelled))
    if stopping:
        told = ngettext(
            "{count} running job stops where it can, and keeps what it has done.",
            "{count} running jobs stop where they can, and keep what they have done.",
            stopping,
        )
        context.output.line(told.format(count=stopping))
