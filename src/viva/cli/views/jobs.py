"""Jobs for people: in a list, one by one, and as they end."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from viva.cli.column import Column
from viva.cli.output import Output, Part
from viva.jobs.model import JobLine, JobState, Outcome, Progress
from viva.jobs.runner import Ran
from viva.kernel.i18n import _
from viva.telling.jobs import state
from viva.telling.outcomes import said
from viva.telling.plain import plain

Line = tuple[Part, ...]

_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


def show_list(output: Output, jobs: Sequence[JobLine]) -> None:
    """One row for each; a pipe has moments instead of ages."""
    columns = [
        Column(heading=_("No."), numbers=True),
        Column(heading=_("Job")),
        Column(heading=_("State"), widest=18),
        Column(heading=_("Progress"), rank=1, numbers=True),
        Column(heading=_("Age") if output.on_terminal else _("Added"), rank=2, numbers=True),
        Column(heading=_("Attempts"), rank=4, numbers=True),
        Column(heading=_("Said last"), rank=3, widest=40),
    ]
    now = datetime.now(UTC)
    output.table(columns, [_row(job, now if output.on_terminal else None) for job in jobs], main=1)


def whole(job: JobLine) -> Iterator[Line]:
    """A job with everything that is known of it."""
    yield ((f"{job.id}  ", "cyan"), (job.name, "bold"), f"  {state(job)}")
    yield ((_("added {when} by {who}").format(when=_when(job.added_at), who=job.added_by), "dim"),)
    if job.state is JobState.WAITING:
        yield ((_("due {when}").format(when=_when(job.run_at)), "dim"),)
    if job.started_at:
        began = _("begun {when}, attempt {count}").format(when=_when(job.started_at), count=job.attempts)
        yield ((began, "dim"),)
    if job.finished_at:
        yield ((_("ended {when}").format(when=_when(job.finished_at)), "dim"),)
    if job.progress.done or job.progress.total:
        yield (_("Progress: {progress}").format(progress=_progress(job.progress)),)
    for line in said(job).splitlines():
        yield (line,)
    for name, value in _filled(job.payload).items():
        yield ((f"{name}: ", "dim"), str(plain(value)))
    if job.error:
        yield ()
        yield ((job.error, "bold red"),)
    for line in job.trace.splitlines():
        yield (("  " + line, "dim"),)


def ran(one: Ran) -> Line:
    """A run that ended."""
    styles = {Outcome.DONE: "green", Outcome.AGAIN: "yellow", Outcome.DEAD: "bold red"}
    first, *_more = (one.trouble or said(one)).splitlines() or [""]
    return (
        (_outcome(one.outcome), styles.get(one.outcome, "dim")),
        f"  {one.name} {one.id}  ",
        (_("{seconds} s").format(seconds=f"{one.seconds:.1f}"), "dim"),
        f"  {first}" if first else "",
    )


def _outcome(outcome: Outcome) -> str:
    return {
        Outcome.DONE: _("done"),
        Outcome.AGAIN: _("to be tried again"),
        Outcome.DEAD: _("dead"),
        Outcome.CANCELLED: _("cancelled"),
        Outcome.HANDED_BACK: _("handed back"),
        Outcome.LOST: _("lost"),
    }[outcome]


def _row(job: JobLine, now: datetime | None) -> list[str]:
    first, *_more = (job.error or said(job)).splitlines() or [""]
    return [
        str(job.id),
        job.name,
        state(job) if now else job.state.value,
        _progress(job.progress),
        _age(now - job.added_at) if now else job.added_at.isoformat(),
        str(job.attempts),
        first,
    ]


def _progress(progress: Progress) -> str:
    if progress.total:
        return f"{progress.done}/{progress.total}"
    return str(progress.done) if progress.done else ""


def _age(age: timedelta) -> str:
    if age >= 2 * timedelta(days=1):
        return _("{count} d").format(count=age.days)
    if age >= _HOUR:
        return _("{count} h").format(count=age // _HOUR)
    return _("{count} min").format(count=age // _MINUTE)


def _when(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S}"


def _filled(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in payload.items() if value}
