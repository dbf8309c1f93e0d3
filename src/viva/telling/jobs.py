"""How far a job is, in words."""

from viva.jobs.model import JobLine, JobState
from viva.kernel.i18n import _


def state(job: JobLine) -> str:
    """How far a job is, in a word or two."""
    if job.stalled:
        return _("stalled")
    if job.cancelling:
        return _("being cancelled")
    if job.state is JobState.WAITING and job.attempts:
        return _("to be tried again")
    return {
        JobState.WAITING: _("waiting"),
        JobState.RUNNING: _("running"),
        JobState.DONE: _("done"),
        JobState.DEAD: _("dead"),
        JobState.CANCELLED: _("cancelled"),
    }[job.state]
