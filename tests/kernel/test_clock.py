"""What time it is."""

from datetime import UTC, datetime, timedelta

import pytest

from viva.kernel.clock import Clock, FrozenClock, SystemClock, day, minute

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("clock", [SystemClock(), FrozenClock(NOON)])
def test_every_clock_tells_utc_and_never_goes_back(clock: Clock) -> None:
    first, second = clock.now(), clock.now()

    assert (first.tzinfo, first <= second) == (UTC, True)


def test_a_frozen_clock_moves_when_told() -> None:
    clock = FrozenClock(NOON)
    clock.advance(timedelta(minutes=5))

    assert clock.now() == NOON + timedelta(minutes=5)


@pytest.mark.usefixtures("in_berlin")
def test_people_read_a_moment_by_the_clock_of_their_machine() -> None:
    late = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)

    assert (day(late), minute(late)) == ("2026-07-01", "2026-07-01 00:30")
    assert day(datetime(2026, 12, 31, 22, 30, tzinfo=UTC)) == "2026-12-31"
