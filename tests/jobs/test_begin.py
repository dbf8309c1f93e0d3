"""When a job begins: at once in the program that adds it, and in the transaction in which the one before is done."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import Connection, event

from tests.apps import START
from tests.jobs.conftest import Shop, add, job
from tests.jobs.effects import EFFECT, Effect, effects
from viva.app import App, Unit
from viva.jobs.model import JobState
from viva.jobs.queue import Bell
from viva.jobs.registry import Job, in_one_unit
from viva.jobs.runner import Pace, Ran, Runner
from viva.jobs.worker import Worker
from viva.kernel.clock import FrozenClock
from viva.settings import Settings

HOUR = 3600.0
JOBS = 20


def test_a_worker_need_not_look_for_jobs_that_its_own_program_adds(shop: Shop) -> None:
    ended = threading.Semaphore(0)
    app = shop.open()
    worker = app.worker(pace=Pace(poll=HOUR), tell=lambda _ran: ended.release())
    working = threading.Thread(target=worker.run)
    working.start()
    for number in range(3):
        add(app, number)
        assert ended.acquire(timeout=60)
    worker.stop()
    working.join(60)

    assert (effects(app), working.is_alive()) == ([0, 1, 2], False)


def test_the_bell_rings_only_for_jobs_that_are_kept_and_due(sqlite_settings: Settings) -> None:
    app = App(sqlite_settings, jobs=[EFFECT])
    bell = app.engine._bell
    with app.rehearsal() as unit:
        unit.jobs.add(EFFECT, Effect(1))
    with app.unit() as unit:
        unit.jobs.add(EFFECT, Effect(2), run_at=unit._clock.now() + timedelta(hours=1))
    assert bell.rung == 0

    add(app, 3, 4)
    assert bell.rung == 1
    app.close()


def test_a_bell_that_has_rung_is_not_waited_for() -> None:
    bell = Bell()
    heard = bell.rung
    bell.ring()
    bell.wait(heard, HOUR)


def test_each_job_is_one_transaction_on_sqlite(sqlite_settings: Settings) -> None:
    shop = Shop(sqlite_settings, FrozenClock(START))
    app = shop.open()
    shop.work(app)  # which meets its schedules for the first time
    add(app, *range(JOBS))
    kept: list[Connection] = []
    event.listen(app._database.writing_engine, "commit", kept.append)
    shop.work(app)

    assert (effects(app), len(kept)) == ([*range(JOBS)], JOBS + 1)
    shop.close()


def test_a_job_that_was_taken_by_a_worker_that_ends_is_handed_back(shop: Shop) -> None:
    app = shop.open()
    first, second = add(app, 1, 2)
    worker: Worker = app.worker(tell=lambda _ran: worker.stop())
    worker.run()

    assert (effects(app), job(app, first).state) == ([1], JobState.DONE)
    assert (job(app, second).state, job(app, second).attempts) == (JobState.WAITING, 0)


def test_who_cannot_tell_of_a_job_hands_the_next_one_back(sqlite_settings: Settings) -> None:
    def refuse(_ran: Ran) -> None:
        raise BrokenPipeError

    shop = Shop(sqlite_settings, FrozenClock(START))
    app = shop.open()
    _first, second = add(app, 1, 2)
    runner = Runner(app, app._registry, Pace(), refuse)
    taken = runner.take()
    assert taken
    with pytest.raises(BrokenPipeError):
        runner.run(taken, follow=True)

    assert (effects(app), job(app, second).state) == ([1], JobState.WAITING)
    shop.close()


def test_a_job_that_another_adds_in_its_last_unit_follows_it(shop: Shop) -> None:
    def more(unit: Unit, effect: Effect) -> None:
        unit.jobs.add(EFFECT, Effect(effect.number + 1))

    declared: Job[Effect, Unit] = Job(name="more", payload=Effect, work=in_one_unit(more))
    app = shop.open(declared)
    with app.unit() as unit:
        unit.jobs.add(declared, Effect(1))
    shop.work(app)

    assert effects(app) == [2]
