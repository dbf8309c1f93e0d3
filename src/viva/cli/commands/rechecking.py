"""`viva recheck`: run the code of the whole bank again, as far as anything changed."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.exits import Exit
from viva.kernel.i18n import _

if TYPE_CHECKING:
    from viva.app import App
    from viva.cli.output import Output
    from viva.jobs.model import JobLine

_GLANCE = 0.3
"""Seconds between two looks at how far the job is."""


def recheck(
    *,
    kit: Annotated[
        str, Parameter(metavar="KIT", help=_("What the code finds installed; `viva kit list` shows kits."))
    ] = "all",
    later: Annotated[bool, Parameter(help=_("Leave it to a worker: `viva work` runs one."))] = False,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> Exit:
    """Add the job, and run what is due here unless a worker is to do it."""
    from viva.cli.commands.working import ending_on_signals
    from viva.jobs.model import JobState
    from viva.snippets.jobs import recheck_later
    from viva.telling.outcomes import said

    output = context.output
    with context.app() as app:
        app.runner.kit(kit)  # what is missing is told now
        with app.unit() as unit:
            job_id = recheck_later(unit.jobs, kit)
        if later:
            if json:
                output.json({"job": job_id})
            else:
                told = _("Job {id} will check the code: `viva work` runs it, `viva jobs` shows how far it is.")
                output.line(told.format(id=job_id))
            return Exit.OK
        worker = app.worker()
        with _watched(app, job_id, output), ending_on_signals(worker, output):
            worker.run(once=True)
        with app.reader() as unit:
            job = unit.jobs.job(job_id)
            tally = unit.snippets.tally()
    done = job.state is JobState.DONE
    if json:
        verdicts = {verdict.value: count for verdict, count in tally.items()}
        output.json({"job": job_id, "state": job.state.value, "verdicts": verdicts, "error": job.error})
    else:
        output.line(
            said(job)
            if done
            else job.error or _("Job {id} is not done yet: `viva jobs` shows how far it is.").format(id=job_id)
        )
    return Exit.OK if done else Exit.FAILED


@contextmanager
def _watched(app: App, job_id: int, output: Output) -> Generator[None]:
    """Tell how far the job is while the block runs it."""
    ended = threading.Event()

    def look() -> JobLine:
        with app.reader() as unit:
            return unit.jobs.job(job_id)

    def watch() -> None:
        from viva.cli.progress import progress
        from viva.telling.outcomes import said

        while not (job := look()).progress.total:
            if ended.wait(_GLANCE):
                return
        with progress(output, _("Running"), job.progress.total) as advance:
            told = 0
            while not ended.wait(_GLANCE):
                job = look()
                for _one in range(told, job.progress.done):
                    advance(said(job))
                told = max(told, job.progress.done)

    watching = threading.Thread(target=watch, name="viva-recheck", daemon=True)
    watching.start()
    try:
        yield
    finally:
        ended.set()
        watching.join()
