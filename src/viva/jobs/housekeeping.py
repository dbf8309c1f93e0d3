"""The jobs that look after the bank itself: forgetting old jobs, and nightly backups."""

from datetime import time, timedelta
from pathlib import Path
from typing import Any, Protocol

from viva.db import backups
from viva.db.database import Database
from viva.jobs.model import Daily
from viva.jobs.registry import Job, Nothing, in_one_unit
from viva.jobs.run import JobRun, Working
from viva.jobs.service import Jobs
from viva.kernel.clock import Clock, day
from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _
from viva.kernel.refusals import reason

KEPT_FOR = timedelta(days=30)
KEPT_BACKUPS = 7

_NIGHTLY = "viva-nightly-"
_ENDING = ".sqlite3"


class Housekeeping(Working, Protocol):
    """A unit of work, of which keeping house needs no more than this."""

    @property
    def jobs(self) -> Jobs: ...


def housekeeping(database: Database, clock: Clock, backup_dir: Path | None) -> list[Job[Any, Housekeeping]]:
    """The jobs that look after this bank; PostgreSQL makes its backups itself."""
    jobs: list[Job[Any, Housekeeping]] = [PRUNE]
    if backup_dir and database.file:
        jobs.append(_backup(database, clock, backup_dir))
    return jobs


def _prune(unit: Housekeeping, _nothing: Nothing) -> None:
    unit.jobs.prune(KEPT_FOR)


PRUNE: Job[Nothing, Housekeeping] = Job(
    name="prune-jobs", payload=Nothing, work=in_one_unit(_prune), daily=Daily(time(3, 30))
)


def _backup(database: Database, clock: Clock, folder: Path) -> Job[Nothing, Housekeeping]:
    def back_up(run: JobRun[Housekeeping], _nothing: Nothing) -> None:
        made = folder / f"{_NIGHTLY}{day(clock.now())}{_ENDING}"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not made.exists():  # else an earlier attempt has made it
                backups.back_up(database, made)
            for old in sorted(folder.glob(f"{_NIGHTLY}????-??-??{_ENDING}"))[:-KEPT_BACKUPS]:
                old.unlink()
        except OSError as refusal:
            raise Unavailable(
                _("{folder} cannot be used for backups: {cause}").format(folder=folder, cause=reason(refusal))
            ) from refusal
        run.progress(1, 1, str(made))

    return Job(name="nightly-backup", payload=Nothing, work=back_up, daily=Daily(time(3, 0)))
