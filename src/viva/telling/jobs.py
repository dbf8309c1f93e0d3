"""How far a job is, in words."""

from viva.jobs.model import JobLine, JobState
from viva.kernel.i18n import _


def name(value: str) -> str:
    """What a job does; one that this program does not know is called by its name."""
    return {
        "import": _("import of notes"),
        "compare": _("comparing questions"),
        "starter": _("adding the starter bank"),
        "prune-jobs": _("forgetting old jobs"),
        "prune-receipts": _("forgetting old receipts"),
        "recheck": _("running the code of questions"),
        "check-bank": _("checking the bank"),
        "try-snippet": _("running edited code"),
        "read-arrival": _("reading notes"),
        "run-arrival": _("running the code of notes"),
        "import-arrival": _("import of notes"),
        "forget-arrivals": _("forgetting notes that nobody let in"),
        "forget-candidates": _("forgetting candidates whose time is over"),
        "nightly-backup": _("nightly backup"),
    }.get(value, value)


def part(name: str) -> str:
    """What a part of what a job was told is called; one that this program does not know, by its name."""
    return {
        "arrival": _("import"),
        "exclude": _("left out"),
        "folder": _("folder"),
        "include": _("only"),
        "kit": _("packages"),
        "language": _("language"),
        "languages": _("languages"),
        "paths": _("files"),
        "place": _("place"),
        "question": _("question"),
        "questions": _("questions"),
        "told_in": _("language"),
    }.get(name, name)


def state(job: JobLine) -> str:
    """How far a job is, in a word or two."""
    if job.stalled:
        return _("stalled")
    if job.cancelling:
        return _("being cancelled")
    if job.state is JobState.WAITING and job.attempts:
        return _("to be tried again")
    return word(job.state)


def word(value: JobState) -> str:
    """A state in a word."""
    return {
        JobState.WAITING: _("waiting"),
        JobState.RUNNING: _("running"),
        JobState.DONE: _("done"),
        JobState.DEAD: _("dead"),
        JobState.CANCELLED: _("cancelled"),
    }[value]
