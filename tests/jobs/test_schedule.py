"""Jobs that come by themselves: once each time, whoever works."""

import threading
from datetime import time, timedelta

import pytest

from tests.jobs.conftest import Shop
from tests.jobs.effects import effects, leave
from viva.app import App, Unit
from viva.jobs.model import Daily
from viva.jobs.registry import Job, Nothing, in_one_unit
from viva.jobs.runner import Pace, Runner, nobody

DAY = timedelta(days=1)


def _leave(unit: Unit, _nothing: Nothing) -> None:
    leave(unit, 7)


NIGHTLY: Job[Nothing, Unit] = Job(name="nightly", payload=Nothing, work=in_one_unit(_leave), daily=Daily(time(3, 0)))


@pytest.fixture
def app(shop: Shop) -> App:
    """A program that has met its schedule for the first time: nothing is due before its time comes."""
    app = shop.open(NIGHTLY)
    shop.work(app)
    assert effects(app) == []
    return app


def test_a_scheduled_job_runs_once_however_many_workers_there_are(shop: Shop, app: App) -> None:
    other = shop.open(NIGHTLY)
    shop.passes(app, DAY)
    for each in (app, other, app):
        shop.work(each)

    assert effects(app) == [7]


def test_two_workers_that_look_at_the_same_moment_add_one_job(shop: Shop, app: App) -> None:
    programs = [app, shop.open(NIGHTLY)]
    runners = [Runner(each, each._registry, Pace(), nobody) for each in programs]
    shop.passes(app, DAY)
    gate = threading.Barrier(len(runners))

    def look(runner: Runner[Unit]) -> None:
        gate.wait()
        runner.add_scheduled()

    threads = [threading.Thread(target=look, args=(runner,)) for runner in runners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with app.reader() as unit:
        assert sum(line.name == "nightly" for line in unit.jobs.newest().jobs) == 1


def test_a_schedule_survives_the_program(shop: Shop, app: App) -> None:
    app.close()
    later = shop.open(NIGHTLY)
    shop.passes(later, DAY)
    shop.work(later)

    assert effects(later) == [7]


def test_times_that_were_missed_are_made_up_for_by_one_run(shop: Shop, app: App) -> None:
    shop.passes(app, 5 * DAY)
    shop.work(app)
    assert effects(app) == [7]

    shop.passes(app, DAY)
    shop.work(app)
    assert effects(app) == [7, 7]
