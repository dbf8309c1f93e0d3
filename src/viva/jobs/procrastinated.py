"""The engine for PostgreSQL: Procrastinate delivers jobs, in the transaction that adds them, and finds stalled ones.

Procrastinate has one job for each time that one of ours is to run, in the
queue of our job's name, and forgets it when that run has ended. What becomes
of our job is in its row alone.
"""

import asyncio
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from datetime import timedelta
from functools import cached_property, partial
from importlib.resources import files
from typing import Any, Generic

import procrastinate
from procrastinate import exceptions, jobs, retry
from sqlalchemy import URL
from sqlalchemy.orm import Session

from viva.db.trouble import in_words, place_of
from viva.jobs.run import W
from viva.jobs.runner import Runner
from viva.kernel.clock import SystemClock
from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _

SCHEMA = "03.04.00_50"
"""The newest of Procrastinate's own migrations that our revisions contain."""

_STALLED = "viva:stalled"
_TASK = "viva:{name}"
_SOON = timedelta(seconds=5)
_WITHOUT_NOTICE = 5.0
"""Seconds between two looks for jobs that a notice was missed of."""
_OWN_CONNECTIONS = 3
"""For listening, fetching, and signs of life."""


class ProcrastinateQueue:
    """Delivers jobs in the transaction of a session."""

    def __init__(self, session: Session, defer: procrastinate.App) -> None:
        self._session = session
        self._app = defer

    def deliver(self, job_id: int, name: str, delay: timedelta) -> int:
        """Add a job to the queue; the delay is counted by the clock of the machine."""
        at = SystemClock().now() + delay if delay > timedelta() else None
        task = self._app.configure_task(
            _TASK.format(name=name),
            queue=name,
            schedule_at=at,
            connection=self._connection,
            task_kwargs={"job": job_id},
        )
        with self._trouble_told():
            return task.defer()

    def withdraw(self, delivery: int) -> None:
        """Take a job from the queue, unless a worker just took it: then its row says that there is nothing to do."""
        with self._trouble_told():
            self._app.job_manager.cancel_job_by_id(delivery, delete_job=True, connection=self._connection)

    @property
    def _connection(self) -> Any:
        return self._session.connection().connection.driver_connection

    @contextmanager
    def _trouble_told(self) -> Generator[None]:
        try:
            yield
        except exceptions.ConnectorException as trouble:
            cause = trouble.__cause__
            raise (in_words(cause, self._session.get_bind().engine.url) if cause else None) or trouble from trouble


class ProcrastinateWorker(Generic[W]):
    """Runs what Procrastinate delivers, each job in a thread of its own.

    The threads end with the process, so that a job that outlasts the grace
    holds nothing up.
    """

    def __init__(self, runner: Runner[W], concurrency: int, url: URL) -> None:
        self._runner = runner
        self._concurrency = concurrency
        self._url = url
        self._stop: Callable[[], object] = self._runner.stop

    def run(self, *, once: bool = False) -> None:
        """Work until told to stop; `once`: until none is due."""
        refuse_other_schema()
        # psycopg needs this kind of loop, which is not the usual one everywhere.
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as loop:
            loop.run(self._work(once=once))

    def stop(self) -> None:
        """Let no further job begin."""
        self._runner.stop()
        self._stop()

    async def _work(self, *, once: bool) -> None:
        async with self._app.open_async():
            await _in_thread(self._runner.add_scheduled)
            self._runner.start_pulse()
            try:
                await self._work_on(once=once)
            except exceptions.ConnectorException as trouble:
                raise in_words(trouble.__cause__ or trouble, self._url) or trouble from trouble
            finally:
                self._runner.end_pulse()

    async def _work_on(self, *, once: bool) -> None:
        while not self._runner.stopping:
            await self._take_back_stalled()
            if await self._until_stopped(once=once):
                return
            if not once:
                raise Unavailable(_("The worker has lost its database {place}.").format(place=place_of(self._url)))
            if not self._runner.has_due(lapsed=False):
                return

    async def _until_stopped(self, *, once: bool) -> bool:
        """Work; whether it ended because it was told to stop."""
        pace = self._runner.pace
        working = asyncio.create_task(
            self._app.run_worker_async(
                queues=[*self._runner.registry.names, _STALLED],
                concurrency=self._concurrency,
                wait=not once,
                fetch_job_polling_interval=_WITHOUT_NOTICE,
                shutdown_graceful_timeout=pace.grace,
                delete_jobs="always",
                install_signal_handlers=False,
                update_heartbeat_interval=pace.beat,
                stalled_worker_timeout=pace.lease,
            )
        )
        loop = asyncio.get_running_loop()
        self._stop = lambda: loop.call_soon_threadsafe(working.cancel)
        if self._runner.stopping:
            working.cancel()
        try:
            await working
        except asyncio.CancelledError:
            if not self._runner.stopping:
                raise
        finally:
            self._stop = self._runner.stop
        return self._runner.stopping

    @cached_property
    def _app(self) -> procrastinate.App:
        address = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        connector = procrastinate.PsycopgConnector(
            conninfo=address, min_size=1, max_size=self._concurrency + _OWN_CONNECTIONS
        )
        app = procrastinate.App(connector=connector)
        for name in self._runner.registry.names:
            app.task(name=_TASK.format(name=name), queue=name, pass_context=True, retry=_Redelivery())(self._deliver)
        seconds = max(1, round(self._runner.pace.beat))
        often = f"* * * * * */{min(seconds, 59)}"
        stalled = app.task(
            name=_STALLED, queue=_STALLED, lock=_STALLED, queueing_lock=_STALLED, priority=1, retry=_Redelivery()
        )
        app.periodic(cron=often)(stalled(self._stalled))
        return app

    async def _deliver(self, context: procrastinate.JobContext, *, job: int) -> None:
        await _in_thread(partial(self._run_delivered, job, context.job.id or 0))

    def _run_delivered(self, job_id: int, delivery: int) -> None:
        taken = self._runner.take_delivered(job_id, delivery)
        if taken:
            self._runner.run(taken)

    async def _stalled(self, timestamp: int) -> None:  # noqa: ARG002 - Procrastinate tells for when it was due
        await self._take_back_stalled()

    async def _take_back_stalled(self) -> None:
        """Have the jobs of workers that are not heard of any more delivered again."""
        manager = self._app.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=self._runner.pace.lease):
            with suppress(exceptions.ConnectorException):  # it has just ended after all, or another worker was first
                await manager.retry_job(job)
        await _in_thread(self._deliver_again)

    def _deliver_again(self) -> None:
        with self._runner.units.unit() as unit:
            unit.ledger.deliver_again()


class _Redelivery(retry.BaseRetryStrategy):
    """Whatever gets in the way of running a job: it is delivered again. How the job itself fails is in its row."""

    def get_retry_decision(self, *, exception: BaseException, job: jobs.Job) -> retry.RetryDecision:  # noqa: ARG002
        """At once when the worker ends, else soon."""
        now = SystemClock().now()
        return retry.RetryDecision(retry_at=now if isinstance(exception, asyncio.CancelledError) else now + _SOON)


def deferring() -> procrastinate.App:
    """What adds jobs to the queue: it is never opened, since each unit brings its connection."""
    refuse_other_schema()
    return procrastinate.App(connector=procrastinate.SyncPsycopgConnector())


def refuse_other_schema() -> None:
    """Stop at a Procrastinate that needs tables which our revisions do not make."""
    newest = max(file.name for file in files("procrastinate.sql.migrations").iterdir() if file.name.endswith(".sql"))
    if not newest.startswith(SCHEMA):
        raise Unavailable(
            _("This Viva does not know the installed Procrastinate yet: install with pip install 'viva[postgres]'.")
        )


async def _in_thread(work: Callable[[], object]) -> None:
    """Do work in a thread of its own, which does not keep the process from ending."""
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[None] = loop.create_future()

    def settle(trouble: BaseException | None) -> None:
        if ended.cancelled():
            return
        if trouble:
            ended.set_exception(trouble)
        else:
            ended.set_result(None)

    def begin() -> None:
        trouble = None
        try:
            work()
        except BaseException as raised:  # noqa: BLE001 - raised again where it is waited for
            trouble = raised
        with suppress(RuntimeError):  # the loop is closed, because the grace has passed
            loop.call_soon_threadsafe(settle, trouble)

    threading.Thread(target=copy_context().run, args=(begin,), name="viva-job", daemon=True).start()
    await ended
