"""The time of an interview and of its questions, against what is planned."""

from datetime import timedelta

import pytest

from tests.interviews.conduct.table import Table, an_interview
from viva.app import App
from viva.cli.seat.clock import LONGEST_STEP, SeatClock
from viva.cli.views.conducted import about, head
from viva.interviews.conduct.model import Kind
from viva.interviews.conduct.sheet import Sheet
from viva.kernel.clock import FrozenClock


class Time:
    """A stopwatch that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


def ticked(clock: SeatClock, time: Time, sheet: Sheet, seconds: int) -> None:
    for _second in range(seconds):
        time.now += 1
        clock.tick(sheet, sheet.lines[0].line)


def test_the_time_of_a_question_runs_while_it_is_asked(table: Table, time: Time) -> None:
    clock = SeatClock(now=time)
    before = table.sheet("Ana")
    clock.look(before.lines[0].line)
    ticked(clock, time, before, 10)
    assert clock.seconds == 0

    table.record("Ana", Kind.ASK, 1, asked=True)
    asked = table.sheet("Ana")
    ticked(clock, time, asked, 14)
    assert (clock.seconds, clock.to_keep(asked, asked.lines[0].line)) == (14, None)
    ticked(clock, time, asked, 1)
    assert clock.to_keep(asked, asked.lines[0].line) == 15
    assert clock.to_keep(asked, asked.lines[0].line) is None


def test_a_machine_that_slept_asked_nothing_meanwhile(table: Table, time: Time) -> None:
    table.record("Ana", Kind.ASK, 1, asked=True)
    clock, sheet = SeatClock(now=time), table.sheet("Ana")
    clock.look(sheet.lines[0].line)
    time.now += 3_600
    clock.tick(sheet, sheet.lines[0].line)

    assert clock.seconds == LONGEST_STEP


def test_who_asks_tells_the_time_and_nobody_else(table: Table, time: Time) -> None:
    table.record("Ana", Kind.ASK, 1, asked=True)
    table.record("Ana", Kind.ASSIGN, 1, seat=table.seats["Ben"], seen=2)
    told = {}
    for who in ("Ana", "Ben"):
        clock, sheet = SeatClock(now=time), table.sheet(who)
        clock.look(sheet.lines[0].line)
        ticked(clock, time, sheet, 20)
        told[who] = clock.to_keep(sheet, sheet.lines[0].line)

    assert told == {"Ana": None, "Ben": 20}


def test_a_longer_time_that_another_seat_told_is_taken_over(table: Table, time: Time) -> None:
    clock = SeatClock(now=time)
    clock.look(table.sheet("Ana").lines[0].line)
    table.record("Ben", Kind.TIME, 1, seconds=90)
    clock.look(table.sheet("Ana").lines[0].line)

    assert clock.seconds == 90


def test_time_is_told_against_the_plan_with_the_extra_time(sqlite_app: App, clock: FrozenClock, time: Time) -> None:
    table = an_interview(sqlite_app, extra=50)
    clock.advance(timedelta(minutes=29))
    seconds, sheet = SeatClock(now=time), table.sheet("Ana")
    within = head(sheet, seconds)
    time.now += 90
    over = head(sheet, seconds)

    assert "29:00 of 30 min (50 % extra)" in within
    assert "30:30 of 30 min, 0:30 over (50 % extra)" in over
    assert "0:00 of 10 min" in about(sheet.lines[0], sheet, 0)
    assert "10:30 of 10 min, 0:30 over" in about(sheet.lines[0], sheet, 630)
