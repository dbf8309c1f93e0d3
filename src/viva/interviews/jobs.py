"""What is done about interviews in the background: erasing candidates when their time has come."""

from datetime import time
from pathlib import Path
from typing import Protocol

from viva.db.database import Database
from viva.db.scrubbing import scrub
from viva.interviews.conduct.candidates import ERASED_FROM, Candidates
from viva.interviews.conduct.waiting import remove_waiting
from viva.jobs.model import Daily
from viva.jobs.registry import Job, Nothing
from viva.jobs.run import JobRun, Working


class Keeping(Working, Protocol):
    """A unit of work, of which this needs no more."""

    @property
    def candidates(self) -> Candidates: ...


def forgetting(database: Database, waiting: Path) -> Job[Nothing, Keeping]:
    """The job that erases whom the rule says to erase, and scrubs database and waiting changes behind them."""

    def forget(run: JobRun[Keeping], _nothing: Nothing) -> None:
        with run.reader() as unit:
            due = unit.candidates.due()
        for done, candidate in enumerate(due, 1):
            run.cursor = {"erased": True}  # so that a run after a crash scrubs, too
            with run.unit() as unit:
                remove_waiting(waiting, unit.candidates.erase_if_due(candidate))  # they may be held by now
            run.progress(done, len(due))
        if run.cursor.get("erased"):
            scrub(database, ERASED_FROM)

    return Job(
        name="forget-candidates", payload=Nothing, work=forget, daily=Daily(time(2, 50))
    )  # before the nightly backup
