"""Jobs that fail: tried again later and later, dead in the end, read by a person and tried anew."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.jobs.conftest import Shop, add, job
from tests.jobs.effects import Effect, effects, leave
from viva.app import App, Unit
from viva.jobs.model import JobState, Outcome, Retries
from viva.jobs.registry import Job, in_one_unit
from viva.jobs.run import JobRun
from viva.kernel.errors import Conflict, InvalidInput, NotFound

RETRIES = Retries(attempts=3, first=timedelta(seconds=10), spread=0)


class Moody:
    """A job that fails until it is told not to, after it has left a row."""

    def __init__(self) -> None:
        self.failure: Exception | None = Conflict("The moon is full.")
        self.declared: Job[Effect, Unit] = Job(
            name="moody", payload=Effect, work=in_one_unit(self.work), retries=RETRIES
        )

    def work(self, unit: Unit, effect: Effect) -> None:
        leave(unit, effect.number)
        if self.failure:
            raise self.failure


@pytest.fixture
def moody() -> Moody:
    return Moody()


@pytest.fixture
def app(shop: Shop, moody: Moody) -> App:
    return shop.open(moody.declared)


@pytest.fixture
def added(app: App, moody: Moody) -> int:
    with app.unit() as unit:
        return unit.jobs.add(moody.declared, Effect(1))


def outcomes(shop: Shop, app: App) -> list[Outcome]:
    return [one.outcome for one in shop.work(app)]


def test_a_job_that_fails_leaves_nothing_behind(shop: Shop, app: App, added: int) -> None:
    assert outcomes(shop, app) == [Outcome.AGAIN]
    assert effects(app) == []
    failed = job(app, added)
    assert (failed.state, failed.attempts, failed.error) == (JobState.WAITING, 1, "The moon is full.")


def test_a_job_that_failed_waits_longer_after_each_attempt(shop: Shop, app: App, moody: Moody, added: int) -> None:
    outcomes(shop, app)
    shop.passes(app, timedelta(seconds=9))
    assert outcomes(shop, app) == []
    shop.passes(app, timedelta(seconds=1))
    assert outcomes(shop, app) == [Outcome.AGAIN]
    shop.passes(app, timedelta(seconds=19))
    assert outcomes(shop, app) == []
    shop.passes(app, timedelta(seconds=1))
    moody.failure = None
    assert outcomes(shop, app) == [Outcome.DONE]

    done = job(app, added)
    assert (effects(app), done.attempts, done.error) == ([1], 3, "")


def dies(shop: Shop, app: App) -> None:
    for _attempt in range(RETRIES.attempts):
        shop.work(app)
        shop.passes(app, timedelta(hours=1))


def test_a_job_that_failed_too_often_is_dead_and_says_why(shop: Shop, app: App, moody: Moody, added: int) -> None:
    moody.failure = ZeroDivisionError("by zero")
    dies(shop, app)

    dead = job(app, added)
    assert (dead.state, dead.attempts, dead.error) == (JobState.DEAD, 3, "ZeroDivisionError: by zero")
    assert "raise self.failure" in dead.trace
    assert outcomes(shop, app) == []
    with app.reader() as unit:
        assert [line.id for line in unit.jobs.newest(JobState.DEAD).jobs] == [added]


def test_a_dead_job_is_tried_anew_when_a_person_says_so(shop: Shop, app: App, moody: Moody, added: int) -> None:
    dies(shop, app)
    moody.failure = None
    with app.unit() as unit:
        unit.jobs.retry(added)

    assert outcomes(shop, app) == [Outcome.DONE]
    assert (effects(app), job(app, added).state) == ([1], JobState.DONE)


def test_a_job_that_waits_to_be_tried_again_is_tried_at_once_when_a_person_says_so(
    shop: Shop, app: App, moody: Moody, added: int
) -> None:
    shop.work(app)
    moody.failure = None
    with app.unit() as unit:
        unit.jobs.retry(added)
    assert outcomes(shop, app) == [Outcome.DONE]

    shop.passes(app, timedelta(hours=1))
    assert outcomes(shop, app) == []


@pytest.mark.parametrize("hopeless", [InvalidInput, NotFound])
def test_what_no_second_attempt_mends_is_dead_at_once(
    shop: Shop, app: App, moody: Moody, added: int, hopeless: Callable[[str], Exception]
) -> None:
    moody.failure = hopeless("There is no such file.")

    assert outcomes(shop, app) == [Outcome.DEAD]
    assert job(app, added).error == "There is no such file."


def test_a_job_that_is_done_is_not_tried_again(shop: Shop, app: App) -> None:
    [added] = add(app, 1)
    shop.work(app)

    with pytest.raises(Conflict, match=f"Job {added} is done"), app.unit() as unit:
        unit.jobs.retry(added)


def test_a_payload_of_another_version_is_dead_at_once(shop: Shop, app: App, added: int) -> None:
    with app.unit() as unit:
        row = unit.jobs._store.held(added)
        assert row
        row.payload = {"number": 1, "colour": "red"}

    assert outcomes(shop, app) == [Outcome.DEAD]
    assert "another version of Viva" in job(app, added).error


def test_what_a_failing_long_job_has_kept_stays_kept(shop: Shop) -> None:
    def work(run: JobRun[Unit], effect: Effect) -> None:
        for number in range(run.cursor.get("next", 0), effect.number):
            with run.unit() as unit:
                leave(unit, number)
                run.cursor = {"next": number + 1}
            if number == 1 and not crashed:
                crashed.append(number)
                raise ZeroDivisionError

    crashed: list[int] = []
    declared: Job[Effect, Unit] = Job(name="long", payload=Effect, work=work, retries=RETRIES)
    app = shop.open(declared)
    with app.unit() as unit:
        unit.jobs.add(declared, Effect(4))

    assert outcomes(shop, app) == [Outcome.AGAIN]
    assert effects(app) == [0, 1]
    shop.passes(app, timedelta(seconds=10))
    assert outcomes(shop, app) == [Outcome.DONE]
    assert effects(app) == [0, 1, 2, 3]
