"""Adding jobs: they are there exactly when the change is, and run once."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.jobs.conftest import Shop, add, job
from tests.jobs.effects import EFFECT, Effect, effects
from viva.accounts.model import Person
from viva.app import App, Unit
from viva.db.database import Database
from viva.jobs.model import JobState, Outcome
from viva.jobs.registry import Job, in_one_unit
from viva.kernel.errors import NotFound
from viva.settings import Settings


def test_a_job_of_a_unit_that_fails_was_never_added(shop: Shop, app: App) -> None:
    def fails() -> None:
        with app.unit() as unit:
            unit.jobs.add(EFFECT, Effect(1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()

    assert shop.work(app) == []
    assert effects(app) == []


def test_a_job_of_a_unit_that_is_kept_runs_once(shop: Shop, app: App) -> None:
    [added] = add(app, 1)

    assert [(one.id, one.outcome) for one in shop.work(app)] == [(added, Outcome.DONE)]
    assert shop.work(app) == []
    assert effects(app) == [1]


def test_a_job_that_is_done_says_when_and_by_whom_it_was_added(shop: Shop, app: App) -> None:
    [added] = add(app, 1)
    shop.work(app)

    done = job(app, added)
    assert (done.state, done.added_by, done.attempts, done.error) == (JobState.DONE, "local", 1, "")
    assert done.added_at == done.started_at == done.finished_at == shop.clock.now()


def test_jobs_run_in_the_order_in_which_they_were_added(shop: Shop, app: App) -> None:
    add(app, 3, 1, 2)
    add(app, 0)
    shop.work(app)

    assert effects(app) == [3, 1, 2, 0]


def test_a_job_for_later_waits_until_then(shop: Shop, app: App) -> None:
    add(app, 1, run_at=shop.clock.now() + timedelta(minutes=5))
    add(app, 2)
    shop.work(app)
    shop.passes(app, timedelta(minutes=4))
    shop.work(app)
    assert effects(app) == [2]

    shop.passes(app, timedelta(minutes=1))
    shop.work(app)
    assert effects(app) == [2, 1]


def test_a_job_with_the_key_of_one_that_waits_is_that_one(shop: Shop, app: App) -> None:
    first, second = add(app, 1, key="same") + add(app, 2, key="same")
    [other] = add(app, 3, key="other")
    shop.work(app)

    assert (first == second, first == other) == (True, False)
    assert effects(app) == [1, 3]


def test_a_job_with_the_key_of_one_that_has_begun_is_another(shop: Shop, app: App) -> None:
    add(app, 1, key="same")
    shop.work(app)
    add(app, 2, key="same")
    shop.work(app)

    assert effects(app) == [1, 2]


@pytest.mark.postgres
def test_the_one_that_waits_does_not_begin_before_what_it_is_to_see_is_there(postgres_settings: Settings) -> None:
    app, other = App(postgres_settings, jobs=[EFFECT]), Database(postgres_settings.database_url)
    add(app, 1, key="same")

    with app.unit() as unit, other.writer() as session:
        unit.jobs.add(EFFECT, Effect(2), key="same")
        free = session.scalars(text("SELECT id FROM jobs FOR UPDATE SKIP LOCKED")).all()
    assert free == []
    other.close()
    app.close()


def test_a_job_added_by_a_job_runs_as_well(shop: Shop) -> None:
    def add_another(unit: Unit, effect: Effect) -> None:
        unit.jobs.add(EFFECT, effect)

    parent = Job(name="parent", payload=Effect, work=in_one_unit(add_another))
    app = shop.open(parent)
    with app.unit() as unit:
        unit.jobs.add(parent, Effect(1))
    shop.work(app)

    assert effects(app) == [1]


def test_a_job_that_a_program_does_not_know_is_left_to_one_that_does(shop: Shop, app: App) -> None:
    news = Job(name="news", payload=Effect, work=EFFECT.work)
    newer = shop.open(news)
    with newer.unit() as unit:
        unit.jobs.add(news, Effect(1))

    assert shop.work(app) == []
    assert [one.outcome for one in shop.work(newer)] == [Outcome.DONE]


def test_jobs_of_another_workspace_are_not_seen(app: App) -> None:
    [added] = add(app, 1)
    with app.reader() as unit:
        stranger = Person(unit.person.id, unit.person.workspace_id + 1, "Cleo")
    with app.reader(stranger) as unit:
        assert unit.jobs.newest().total == 0
        with pytest.raises(NotFound, match=f"There is no job {added}"):
            unit.jobs.job(added)


@pytest.mark.parametrize("number", [0, 1 << 70])
def test_a_number_that_no_job_can_have_is_not_found(app: App, number: int) -> None:
    with pytest.raises(NotFound), app.reader() as unit:
        unit.jobs.job(number)
    with pytest.raises(NotFound), app.unit() as unit:
        unit.jobs.retry(number)
