"""The rules of retries and schedules."""

from datetime import UTC, datetime, time, timedelta

import pytest

from viva.jobs.model import Daily, Retries

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_each_delay_is_twice_the_one_before_up_to_the_longest() -> None:
    retries = Retries(first=timedelta(seconds=10), longest=timedelta(seconds=60), spread=0)

    assert [retries.delay(1, attempts).seconds for attempts in range(1, 6)] == [10, 20, 40, 60, 60]


def test_jobs_that_failed_together_come_back_apart() -> None:
    retries = Retries(first=timedelta(seconds=100), spread=0.5)
    delays = {retries.delay(number, 1) for number in range(100)}

    assert len(delays) == 100
    assert min(delays) >= timedelta(seconds=100)
    assert max(delays) <= timedelta(seconds=150)


def test_the_same_job_waits_the_same() -> None:
    assert Retries().delay(7, 2) == Retries().delay(7, 2)


def test_a_delay_after_very_many_attempts_is_the_longest() -> None:
    assert Retries(spread=0).delay(1, 10_000) == Retries().longest


@pytest.mark.parametrize("hour", range(0, 24, 5))
def test_daily_is_the_next_time_the_clock_on_the_wall_shows_it(hour: int) -> None:
    daily = Daily(time(hour, 30))
    due = daily.after(NOON)

    assert due.astimezone().time() == time(hour, 30)
    assert timedelta() < due - NOON <= timedelta(days=1)
    assert daily.after(due) > due
