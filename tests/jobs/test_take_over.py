"""Jobs whose worker is not heard of: others take them over, and whoever was believed dead changes nothing."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.jobs.conftest import Shop, add, job
from tests.jobs.effects import EFFECT, Effect, counted, effects, leave, make_table, session_of
from viva.app import App, Unit
from viva.jobs.model import JobState, Outcome, Taken
from viva.jobs.registry import Job
from viva.jobs.run import JobRun
from viva.jobs.runner import Pace, Ran, Runner
from viva.settings import Settings

LEASE = timedelta(seconds=Pace().lease)


class Hands:
    """A worker's hands, without the worker around them: what they take, nobody keeps alive."""

    def __init__(self, app: App) -> None:
        self.told: list[Ran] = []
        self.runner = Runner(app, app._registry, Pace(), self.told.append)

    def take(self, job_id: int) -> Taken | None:
        """Take a job as the engine of its database does."""
        with self.runner.units.unit() as unit:
            row = unit.jobs._store.held(job_id)
            delivery = row and row.delivery
        return self.runner.take_delivered(job_id, delivery) if delivery else self.runner.take()


def test_a_job_whose_worker_is_gone_is_run_by_another(shop: Shop, app: App) -> None:
    [added] = add(app, 1)
    assert Hands(app).take(added)
    shop.passes(app, LEASE * 2)
    assert job(app, added).stalled

    assert [one.outcome for one in shop.work(app)] == [Outcome.DONE]
    assert (effects(app), job(app, added).attempts) == ([1], 2)


def test_a_worker_that_was_believed_dead_changes_nothing(shop: Shop, app: App) -> None:
    [added] = add(app, 1)
    slow = Hands(app)
    taken = slow.take(added)
    assert taken
    shop.passes(app, LEASE * 2)
    shop.work(app)
    slow.runner.run(taken)

    assert [one.outcome for one in slow.told] == [Outcome.LOST]
    assert (effects(app), job(app, added).state) == ([1], JobState.DONE)


def test_a_failure_of_a_worker_that_was_believed_dead_is_none_of_the_job(shop: Shop) -> None:
    def fail(_run: JobRun[Unit], _effect: Effect) -> None:
        if not finished:
            raise ZeroDivisionError

    finished: list[bool] = []
    declared: Job[Effect, Unit] = Job(name="slow", payload=Effect, work=fail)
    app = shop.open(declared)
    with app.unit() as unit:
        added = unit.jobs.add(declared, Effect(1))
    slow = Hands(app)
    taken = slow.take(added)
    assert taken
    shop.passes(app, LEASE * 2)
    finished.append(True)
    shop.work(app)
    finished.clear()
    slow.runner.run(taken)

    assert [one.outcome for one in slow.told] == [Outcome.LOST]
    assert job(app, added).state == JobState.DONE


def test_a_job_that_ends_its_worker_each_time_is_dead_in_the_end(shop: Shop, app: App) -> None:
    [added] = add(app, 1)
    for _attempt in range(EFFECT.retries.attempts):
        assert Hands(app).take(added)
        shop.passes(app, LEASE * 2)

    assert shop.work(app) == []
    dead = job(app, added)
    assert (dead.state, effects(app)) == (JobState.DEAD, [])
    assert "in the middle of it" in dead.error


def test_a_job_that_was_cancelled_is_not_taken_over(shop: Shop, app: App) -> None:
    [added] = add(app, 1)
    assert Hands(app).take(added)
    with app.unit() as unit:
        unit.jobs.cancel(added)
    shop.passes(app, LEASE * 2)

    assert shop.work(app) == []
    assert (effects(app), job(app, added).state) == ([], JobState.CANCELLED)


def test_what_a_queue_has_lost_is_delivered_again(shop: Shop, app: App) -> None:
    add(app, 1)
    with app.unit() as unit:
        if session_of(unit).get_bind().dialect.name == "postgresql":
            session_of(unit).execute(text("DELETE FROM procrastinate_jobs"))
    shop.work(app)

    assert effects(app) == [1]


def test_finished_jobs_leave_nothing_in_the_queue(shop: Shop, app: App) -> None:
    add(app, *range(5))
    shop.work(app)

    with app.unit() as unit:
        session = session_of(unit)
        if session.get_bind().dialect.name == "postgresql":
            left = "SELECT count(*) FROM procrastinate_jobs WHERE task_name <> 'viva:stalled'"
            assert session.scalar(text(left)) == 0


@pytest.mark.slow
def test_a_sign_of_life_keeps_a_long_job_from_being_taken(settings: Settings) -> None:
    """With the real clock: the job outlasts its first lease, and only its worker's pulse keeps it."""

    def work(run: JobRun[Unit], effect: Effect) -> None:
        begun.set()
        assert released.wait(60)
        with run.last() as unit:
            leave(unit, effect.number)

    begun, released = threading.Event(), threading.Event()
    declared: Job[Effect, Unit] = Job(name="long", payload=Effect, work=work)
    pace = Pace(poll=0.01, beat=0.1, lease=2.0)
    make_table(settings)
    app, other = (App(settings, jobs=[declared]) for _program in range(2))
    with app.unit() as unit:
        added = unit.jobs.add(declared, Effect(1))
    worker = app.worker(pace=pace)
    working = threading.Thread(target=worker.run)
    working.start()
    try:
        assert begun.wait(60)
        first = lease(app, added)
        while lease(app, added) - first < timedelta(seconds=1.2 * pace.lease):
            taken: list[Ran] = []
            other.worker(pace=pace, tell=taken.append).run(once=True)
            assert taken == []
    finally:
        released.set()
        while not counted(app):
            threading.Event().wait(0.01)
        worker.stop()
        working.join()
    assert (counted(app), job(app, added).attempts) == ({1: 1}, 1)
    app.close()
    other.close()


def lease(app: App, job_id: int) -> timedelta:
    """How long the worker of a job is believed to live, counted from when it began."""
    with app.unit() as unit:
        row = unit.jobs._store.held(job_id)
        assert row
        assert row.lease_until
        assert row.started_at
        return row.lease_until - row.started_at
