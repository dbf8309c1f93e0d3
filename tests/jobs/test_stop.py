"""Stopping a worker: what is in hand is finished or handed back, and nothing more begins."""

import threading

from tests.jobs.conftest import Shop, add, job
from tests.jobs.effects import Effect, effects, leave
from viva.app import App, Unit
from viva.jobs.model import JobState, Outcome
from viva.jobs.registry import Job, in_one_unit
from viva.jobs.run import JobRun
from viva.jobs.runner import Pace, Ran
from viva.jobs.worker import Worker


def add_one(app: App, declared: Job[Effect, Unit], number: int) -> int:
    with app.unit() as unit:
        return unit.jobs.add(declared, Effect(number))


def test_a_short_job_is_finished_and_no_other_begins(shop: Shop) -> None:
    def work(unit: Unit, effect: Effect) -> None:
        worker.stop()
        leave(unit, effect.number)

    declared: Job[Effect, Unit] = Job(name="short", payload=Effect, work=in_one_unit(work))
    app = shop.open(declared)
    add_one(app, declared, 1)
    [other] = add(app, 2)
    worker = app.worker()
    worker.run()

    assert (effects(app), job(app, other).state) == ([1], JobState.WAITING)


def test_a_long_job_is_handed_back_and_goes_on_where_it_was(shop: Shop) -> None:
    def work(run: JobRun[Unit], effect: Effect) -> None:
        for number in range(run.cursor.get("next", 0), effect.number):
            with run.unit() as unit:
                leave(unit, number)
                run.cursor = {"next": number + 1}
            if number == 1:
                worker.stop()

    declared: Job[Effect, Unit] = Job(name="long", payload=Effect, work=work)
    app = shop.open(declared)
    added = add_one(app, declared, 4)
    told: list[Ran] = []
    worker: Worker = app.worker(tell=told.append)
    worker.run()
    assert ([one.outcome for one in told], effects(app)) == ([Outcome.HANDED_BACK], [0, 1])
    assert (job(app, added).state, job(app, added).attempts) == (JobState.WAITING, 0)

    worker = app.worker(tell=told.append)
    shop.work(app)
    assert (effects(app), job(app, added).state) == ([0, 1, 2, 3], JobState.DONE)


def test_a_job_that_outlasts_the_grace_holds_nothing_up(shop: Shop) -> None:
    def work(run: JobRun[Unit], effect: Effect) -> None:
        worker.stop()
        assert released.wait(60)
        with run.last() as unit:
            leave(unit, effect.number)

    released, ended = threading.Event(), threading.Event()
    declared: Job[Effect, Unit] = Job(name="slow", payload=Effect, work=work)
    app = shop.open(declared)
    added = add_one(app, declared, 1)
    worker = app.worker(pace=Pace(grace=0.1), tell=lambda _ran: ended.set())
    worker.run()
    assert job(app, added).state == JobState.RUNNING

    released.set()
    assert ended.wait(60)


def test_a_worker_that_was_stopped_before_it_began_runs_nothing(shop: Shop) -> None:
    app = shop.open()
    add(app, 1)
    worker = app.worker()
    worker.stop()
    worker.run()

    assert effects(app) == []
