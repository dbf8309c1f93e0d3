"""Which engine runs the jobs of a database."""

from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from viva.db.database import Database
from viva.jobs.queue import Bell, Queue, Rows
from viva.jobs.run import W
from viva.jobs.runner import Runner
from viva.jobs.worker import LeasedWorker, Worker

if TYPE_CHECKING:
    import procrastinate


class Engine:
    """Leased rows on SQLite, Procrastinate on PostgreSQL, which is loaded when it is needed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._bell = Bell()

    def queue(self, session: Session) -> Queue:
        """What delivers jobs in the transaction of a session."""
        if self._database.file:
            return Rows(session, self._bell)
        from viva.jobs.procrastinated import ProcrastinateQueue

        return ProcrastinateQueue(session, self._deferring)

    def worker(self, runner: Runner[W], concurrency: int) -> Worker:
        """What runs jobs."""
        if self._database.file:
            return LeasedWorker(runner, concurrency, self._bell)
        from viva.jobs.procrastinated import ProcrastinateWorker

        return ProcrastinateWorker(runner, concurrency, self._database.url)

    @cached_property
    def _deferring(self) -> "procrastinate.App":
        """What adds jobs to the queue of Procrastinate."""
        from viva.jobs.procrastinated import deferring

        return deferring()
