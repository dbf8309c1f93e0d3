"""What of certain jobs goes on, as a page shows it beside what they are about."""

from datetime import timedelta

from tests.jobs.conftest import Shop, add
from tests.jobs.effects import EFFECT, Effect
from viva.app import App, Unit
from viva.jobs.registry import Job
from viva.jobs.run import JobRun


def in_hand(app: App, *jobs: Job[Effect, Unit], limit: int = 100) -> list[int]:
    with app.reader() as unit:
        return [job.id for job in unit.jobs.in_hand(*jobs, limit=limit)]


def test_jobs_that_wait_are_in_hand_the_newest_first(shop: Shop, app: App) -> None:
    one, two = add(app, 1, 2)
    later = add(app, 3, run_at=shop.clock.now() + timedelta(hours=1))

    assert in_hand(app, EFFECT) == [*later, two, one]
    assert in_hand(app, EFFECT, limit=1) == later


def test_what_is_done_or_cancelled_is_not_in_hand(shop: Shop, app: App) -> None:
    add(app, 1)
    shop.work(app)
    [cancelled] = add(app, 2)
    with app.unit() as unit:
        unit.jobs.cancel(cancelled)

    assert in_hand(app, EFFECT) == []


def test_a_job_that_runs_comes_before_newer_ones_that_wait(shop: Shop) -> None:
    seen: list[int] = []

    def look(run: JobRun[Unit], _effect: Effect) -> None:
        with run.unit() as unit:
            seen.extend(job.id for job in unit.jobs.in_hand(looking))

    looking: Job[Effect, Unit] = Job(name="look", payload=Effect, work=look)
    app = shop.open(looking)
    with app.unit() as unit:
        running = unit.jobs.add(looking, Effect(1))
        waiting = unit.jobs.add(looking, Effect(2), run_at=shop.clock.now() + timedelta(hours=1))
    shop.work(app)

    assert seen == [running, waiting]


def test_jobs_of_other_names_are_not_looked_at(app: App) -> None:
    add(app, 1)
    other: Job[Effect, Unit] = Job(name="other", payload=Effect, work=EFFECT.work)

    assert in_hand(app, other) == []
