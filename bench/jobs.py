"""Jobs per second, and how long a job waits to be begun, on both engines.

The peer on SQLite is a bare loop that leases a row and marks it as done in two
durable transactions, through the same driver and on the same table; Viva takes the
next job in the transaction in which one is done, and waits for the disk once. The peer
on PostgreSQL is Procrastinate alone, whose jobs have no row that people see.
All jobs do nothing, so that what is measured is what a job costs.

The PostgreSQL of `VIVA_TEST_POSTGRES` is used, or one that is started for
this and does not wait for the disk; both sides meet the same one.
"""

import asyncio
import logging
import random
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import procrastinate

from bench.servers import plain, postgres
from tests.postgres import Postgres
from viva.app import App, Unit
from viva.jobs.registry import Job, Nothing, in_one_unit
from viva.settings import BANK_FILE, Settings

JOBS = 1_000
RUNS = 3
STARTS = 60

SQLITE_LIMIT = 4.0
POSTGRES_LIMIT = 5.0
SQLITE_START_LIMIT = 250
POSTGRES_START_LIMIT = 100
OWN_START_LIMIT = 20

TAKE = """
UPDATE jobs SET state = 'running', run = 'bare', lease_until = '2030', attempts = attempts + 1
WHERE id = (SELECT id FROM jobs WHERE state = 'waiting' ORDER BY id LIMIT 1) RETURNING id
"""
DONE = "UPDATE jobs SET state = 'done', run = NULL, finished_at = '2026' WHERE id = ? AND run = 'bare'"

Began = Callable[[], None]


def main() -> int:
    """Print the figures beside their limits; 1 when one is missed."""
    logging.getLogger("procrastinate").setLevel(logging.ERROR)  # it warns of programs in one file, as this one
    with tempfile.TemporaryDirectory(prefix="viva-bench-") as name, postgres() as server:
        folder = Path(name)
        missed = [_sqlite(folder), _postgres(folder, server)]
    return int(any(missed))


def _sqlite(folder: Path) -> bool:
    ours, peers = [], []
    for run in range(RUNS):
        settings = Settings.read({"VIVA_DATA": str(folder / f"sqlite-{run}")})
        ours.append(viva(settings))
        peers.append(leased_rows(folder / f"sqlite-{run}" / BANK_FILE))
    starts = viva_starts(Settings.read({"VIVA_DATA": str(folder / "sqlite-starts")}))
    own_starts = viva_starts(Settings.read({"VIVA_DATA": str(folder / "sqlite-own-starts")}), one_program=True)
    slower = statistics.median(ours) / statistics.median(peers)
    print(f"SQLite, {JOBS:,} jobs that do nothing, median of {RUNS}")
    print(f"  viva           {per_second(ours):6,.0f} jobs/s")
    print(f"  bare rows      {per_second(peers):6,.0f} jobs/s   ratio {slower:5.2f}   limit {SQLITE_LIMIT:.0f}")
    late = [
        told("another viva", starts, SQLITE_START_LIMIT),
        told("the same viva", own_starts, OWN_START_LIMIT),
    ]
    return slower > SQLITE_LIMIT or any(late)


def _postgres(folder: Path, server: Postgres) -> bool:
    ours, peers = [], []
    for run in range(RUNS):
        with server.database() as address:
            settings = Settings.read({"VIVA_DATA": str(folder / f"data-{run}"), "VIVA_DATABASE_URL": address})
            ours.append(viva(settings))
            peers.append(asyncio.run(bare_procrastinate(address)))
    with server.database() as address:
        settings = Settings.read({"VIVA_DATA": str(folder / "data-starts"), "VIVA_DATABASE_URL": address})
        starts = viva_starts(settings)
        bare_starts = asyncio.run(procrastinate_starts(address))
    slower = statistics.median(ours) / statistics.median(peers)
    print(f"PostgreSQL, {JOBS:,} jobs that do nothing, median of {RUNS}")
    print(f"  viva           {per_second(ours):6,.0f} jobs/s")
    print(f"  procrastinate  {per_second(peers):6,.0f} jobs/s   ratio {slower:5.2f}   limit {POSTGRES_LIMIT:.0f}")
    late = told("another viva", starts, POSTGRES_START_LIMIT)
    told("procrastinate", bare_starts, None)
    return slower > POSTGRES_LIMIT or late


def per_second(times: list[float]) -> float:
    """Jobs in a second of the median run."""
    return JOBS / statistics.median(times)


def told(who: str, starts: list[float], limit: int | None) -> bool:
    """Print how long jobs waited to be begun; whether that is too long."""
    middle, most = statistics.median(starts) * 1000, statistics.quantiles(starts, n=20)[-1] * 1000
    beside = "" if limit is None else f"   limit {limit}"
    print(f"  begun by {who:<14} p50 {middle:6.1f} ms   p95 {most:6.1f} ms{beside}")
    return limit is not None and most > limit


def program(settings: Settings, began: Began) -> tuple[App, Job[Nothing, Unit]]:
    """A program with one job, which only tells that it has begun."""

    def work(_unit: Unit, _nothing: Nothing) -> None:
        began()

    declared: Job[Nothing, Unit] = Job(name="nothing", payload=Nothing, work=in_one_unit(work))
    app = App(settings, jobs=[declared])
    with app.reader():
        return app, declared


def viva(settings: Settings) -> float:
    """Seconds that a worker takes for all jobs."""
    app, declared = program(settings, lambda: None)
    with app.unit() as unit:
        for _job in range(JOBS):
            unit.jobs.add(declared, Nothing())
    start = time.perf_counter()
    app.worker().run(once=True)
    taken = time.perf_counter() - start
    app.close()
    return taken


def leased_rows(bank: Path) -> float:
    """Seconds that a bare loop takes for the same rows."""
    with closing(sqlite3.connect(bank, isolation_level=None)) as peer:
        for pragma in ("synchronous = FULL", "foreign_keys = ON", "cache_size = -65536", "wal_autocheckpoint = 4000"):
            peer.execute(f"PRAGMA {pragma}")
        peer.execute("UPDATE jobs SET state = 'waiting', run = NULL, finished_at = NULL")
        start = time.perf_counter()
        while True:
            peer.execute("BEGIN IMMEDIATE")
            taken = peer.execute(TAKE).fetchone()
            peer.execute("COMMIT")
            if taken is None:
                return time.perf_counter() - start
            peer.execute("BEGIN IMMEDIATE")
            peer.execute(DONE, taken)
            peer.execute("COMMIT")


def viva_starts(settings: Settings, *, one_program: bool = False) -> list[float]:
    """How long each job waits from the end of the unit that adds it until it begins, there or in another program."""
    begun = threading.Event()
    worker_app, its_job = program(settings, begun.set)
    app, declared = (worker_app, its_job) if one_program else program(settings, begun.set)
    worker = worker_app.worker()
    working = threading.Thread(target=worker.run)
    working.start()

    def add() -> None:
        with app.unit() as unit:
            unit.jobs.add(declared, Nothing())

    try:
        return timed(add, begun)
    finally:
        worker.stop()
        working.join()
        app.close()
        worker_app.close()


def timed(add: Callable[[], object], begun: threading.Event) -> list[float]:
    """Add jobs at odd moments, and measure how long each takes to begin; the first ones warm up."""
    chance = random.Random(7)  # noqa: S311 - the same moments in every run
    starts = []
    for _job in range(STARTS + 5):
        time.sleep(chance.uniform(0.02, 0.15))  # so that jobs come at any moment between two looks of the worker
        begun.clear()
        add()
        added = time.perf_counter()
        if not begun.wait(60):
            raise TimeoutError("the job did not begin")
        starts.append(time.perf_counter() - added)
    return starts[5:]


async def bare_procrastinate(address: str) -> float:
    """Seconds that Procrastinate takes for jobs of its own."""
    app = procrastinate_app(address, lambda: None)
    async with app.open_async():
        await app.tasks["nothing"].batch_defer_async(*({} for _job in range(JOBS)))
        start = time.perf_counter()
        await app.run_worker_async(wait=False, queues=["nothing"], delete_jobs="always", install_signal_handlers=False)
        return time.perf_counter() - start


async def procrastinate_starts(address: str) -> list[float]:
    """How long jobs of Procrastinate alone wait to be begun."""
    begun = threading.Event()
    app = procrastinate_app(address, begun.set)
    adding = procrastinate.App(connector=procrastinate.SyncPsycopgConnector(conninfo=plain(address)))
    async with app.open_async():
        worker = asyncio.create_task(
            app.run_worker_async(queues=["nothing"], delete_jobs="always", install_signal_handlers=False)
        )
        with adding.open():
            defer = adding.configure_task("nothing", queue="nothing").defer
            starts = await asyncio.to_thread(timed, defer, begun)
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)
    return starts


def procrastinate_app(address: str, began: Began) -> procrastinate.App:
    """Procrastinate with one task, which only tells that it has begun."""
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=plain(address)))

    @app.task(name="nothing", queue="nothing")
    def nothing() -> None:
        began()

    return app


if __name__ == "__main__":
    sys.exit(main())
