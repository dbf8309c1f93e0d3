"""Cancelling jobs: those that wait never run, those that run stop where they can."""

from datetime import timedelta

import pytest

from tests.jobs.conftest import Shop, add, job
from tests.jobs.effects import Effect, effects, leave
from viva.app import App, Unit
from viva.jobs.model import JobState, Outcome, Retries
from viva.jobs.registry import Job
from viva.jobs.run import JobRun
from viva.kernel.errors import Conflict, InvalidInput


def cancel(app: App, job_id: int) -> None:
    with app.unit() as unit:
        unit.jobs.cancel(job_id)


def test_a_job_that_was_cancelled_does_not_run(shop: Shop, app: App) -> None:
    one, two = add(app, 1, 2)
    cancel(app, one)

    assert [ran.id for ran in shop.work(app)] == [two]
    assert (effects(app), job(app, one).state) == ([2], JobState.CANCELLED)


def test_a_cancelled_job_can_be_tried_after_all(shop: Shop, app: App) -> None:
    [added] = add(app, 1)
    cancel(app, added)
    with app.unit() as unit:
        unit.jobs.retry(added)
    shop.work(app)

    assert effects(app) == [1]


def test_a_cancelled_job_for_later_never_comes(shop: Shop, app: App) -> None:
    [added] = add(app, 1, run_at=shop.clock.now() + timedelta(hours=1))
    cancel(app, added)
    shop.passes(app, timedelta(hours=2))

    assert shop.work(app) == []


def test_the_key_of_a_cancelled_job_is_free(shop: Shop, app: App) -> None:
    [added] = add(app, 1, key="same")
    cancel(app, added)
    add(app, 2, key="same")
    shop.work(app)

    assert effects(app) == [2]


@pytest.mark.parametrize("tells", [True, False])
def test_a_running_job_stops_where_it_can_and_keeps_what_it_has_done(shop: Shop, tells: bool) -> None:
    def work(run: JobRun[Unit], effect: Effect) -> None:
        for number in range(effect.number):
            with run.unit() as unit:
                leave(unit, number)
            if number == 1:
                cancel(app, run.id)
                assert job(app, run.id).cancelling
            if tells:
                run.progress(number + 1, effect.number)

    declared: Job[Effect, Unit] = Job(name="long", payload=Effect, work=work)
    app = shop.open(declared)
    with app.unit() as unit:
        added = unit.jobs.add(declared, Effect(5))

    assert [one.outcome for one in shop.work(app)] == [Outcome.CANCELLED]
    assert (effects(app), job(app, added).state) == ([0, 1], JobState.CANCELLED)


def test_a_dead_job_can_be_put_away(shop: Shop) -> None:
    def fail(_run: JobRun[Unit], _effect: Effect) -> None:
        raise InvalidInput("Nothing helps.")

    declared: Job[Effect, Unit] = Job(name="hopeless", payload=Effect, work=fail, retries=Retries())
    app = shop.open(declared)
    with app.unit() as unit:
        added = unit.jobs.add(declared, Effect(1))
    shop.work(app)
    cancel(app, added)

    assert job(app, added).state == JobState.CANCELLED


def test_what_is_done_or_cancelled_cannot_be_cancelled(shop: Shop, app: App) -> None:
    [done] = add(app, 1)
    shop.work(app)
    [cancelled] = add(app, 2)
    cancel(app, cancelled)

    for each, why in ((done, "is done"), (cancelled, "is cancelled already")):
        with pytest.raises(Conflict, match=why):
            cancel(app, each)
