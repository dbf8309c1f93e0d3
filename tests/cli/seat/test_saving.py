"""What is typed is saved by itself, and what cannot be saved waits on this machine's disk."""

import errno
from pathlib import Path

import pytest

from tests.cli.conftest import Viva
from tests.cli.seat.desk import Desk, at_desk
from tests.interviews.conduct.table import Table
from viva.cli.exits import Exit
from viva.cli.seat.saving import AFTER_LAST_KEY, AT_LEAST_EVERY
from viva.interviews.conduct.model import Answered, Kind, State
from viva.interviews.conduct.waiting import Waiting, WaitingRoom
from viva.kernel.clock import SystemClock


def kinds(table: Table) -> list[Kind]:
    """What was done; how long a question took is told besides, where the machine is slow."""
    return [change.kind for change in table.feed("Ana").changes if change.kind is not Kind.TIME]


def test_what_is_typed_is_saved_without_another_key(table: Table) -> None:
    async def do(desk: Desk) -> None:
        await desk.press("e", *"note")
        await desk.until(lambda: table.entry("Ana", 1).note == "note")

    at_desk(table, do)
    assert AFTER_LAST_KEY < AT_LEAST_EVERY < 1


def test_what_is_typed_while_the_bank_is_away_is_sent_once_in_its_order(table: Table) -> None:
    async def do(desk: Desk) -> None:
        desk.bank.away = True
        await desk.press("e", *"typed", "escape", "2", "j", "x", "k", "J", "3")
        await desk.until(lambda: desk.shown("foot").startswith("Offline. 5 changes wait"))
        desk.bank.away = False
        await desk.until(lambda: desk.shown("foot").startswith("Saved"))

    at_desk(table, do)
    assert kinds(table)[1:] == [Kind.NOTE, Kind.RATE, Kind.ASK, Kind.STATE, Kind.ASK, Kind.MOVE, Kind.RATE]
    assert (table.entry("Ana", 1).note, table.entry("Ana", 1).rating) == ("typed", 3)
    assert table.entry("Ana", 2).state is Answered.NO_ANSWER


def test_a_question_that_came_in_is_taken_in_hand_also_when_the_sheet_comes_later(table: Table) -> None:
    desk = Desk(table, "Ana")
    desk.queue.add(Kind.ADD, prompt="One more?")
    change = desk.queue.batch()[0].change
    desk.queue.settle(table.send("Ana", change))
    desk.queue.settle(())

    assert desk.queue.came == 4


def test_the_next_run_sends_what_an_earlier_one_has_left(table: Table) -> None:
    async def leave(desk: Desk) -> None:
        desk.bank.away = True
        await desk.press("4", "e", *"kept", "escape")
        await desk.until(lambda: bool(desk.queue.trouble))
        await desk.press("q")
        await desk.asked()
        assert desk.choices()[1].startswith("Leave: 2 changes stay on this machine")
        await desk.press("down", "enter")

    left = at_desk(table, leave)
    assert (left.queue.count, table.entry("Ana", 1).rating) == (2, None)

    async def look(desk: Desk) -> None:
        assert "Perfect" in desk.shown("ratings")

    at_desk(table, look)
    assert (table.entry("Ana", 1).rating, table.entry("Ana", 1).note) == (4, "kept")
    assert kinds(table).count(Kind.RATE) == 1
    assert not any(table.app.waiting_dir.iterdir())


def test_one_may_stay_where_something_waits(table: Table) -> None:
    async def do(desk: Desk) -> None:
        desk.bank.away = True
        await desk.press("4")
        await desk.until(lambda: bool(desk.queue.trouble))
        await desk.press("q")
        await desk.asked()
        await desk.press("enter")
        desk.bank.away = False
        await desk.until(lambda: desk.shown("foot").startswith("Saved"))

    at_desk(table, do)
    assert table.entry("Ana", 1).rating == 4


def test_two_screens_of_one_seat_change_different_things_and_nobody_is_asked(table: Table) -> None:
    async def do(desk: Desk) -> None:
        desk.bank.away = True
        await desk.press("e", *"mine", "escape")
        await desk.until(lambda: bool(desk.queue.trouble))
        table.rate("Ana", 1, 3)
        desk.bank.away = False
        await desk.until(lambda: not desk.queue.waits)
        assert len(desk.screen.screen_stack) == 1

    at_desk(table, do)
    assert (table.entry("Ana", 1).note, table.entry("Ana", 1).rating) == ("mine", 3)


def test_texts_that_were_changed_in_different_places_are_put_together(table: Table) -> None:
    table.record("Ana", Kind.NOTE, 1, seen=0, text="one two")

    async def do(desk: Desk) -> None:
        desk.bank.away = True
        await desk.press("e", *" three", "escape")
        await desk.until(lambda: bool(desk.queue.trouble))
        table.record("Ana", Kind.NOTE, 1, seen=1, text="zero one two")
        desk.bank.away = False
        await desk.until(lambda: not desk.queue.waits)
        assert desk.screen.query_one("#note").text == "zero one two three"  # type: ignore[attr-defined]

    at_desk(table, do)
    assert table.entry("Ana", 1).note == "zero one two three"


@pytest.mark.parametrize(("keys", "note"), [((), "theirs"), (("down",), "mine"), (("down", "down"), "theirs\nmine")])
def test_a_change_made_elsewhere_is_decided_between_both_versions(
    table: Table, keys: tuple[str, ...], note: str
) -> None:
    told: list[str] = []

    async def do(desk: Desk) -> None:
        desk.bank.away = True
        await desk.press("e", *"mine", "escape")
        await desk.until(lambda: bool(desk.queue.trouble))
        table.record("Ana", Kind.NOTE, 1, seen=0, text="theirs")
        desk.bank.away = False
        await desk.asked()
        told.extend(desk.choices()[:2])
        await desk.press(*keys, "enter")
        await desk.saved()
        assert desk.screen.query_one("#note").text == note  # type: ignore[attr-defined]

    at_desk(table, do)
    assert told == ["As it is there now: theirs", "As you have it: mine"]
    assert table.entry("Ana", 1).note == note


def test_a_decision_is_put_off_and_asked_for_again_even_after_a_restart(table: Table) -> None:
    async def put_off(desk: Desk) -> None:
        desk.bank.away = True
        await desk.press("4")
        await desk.until(lambda: bool(desk.queue.trouble))
        table.rate("Ana", 1, 1)
        desk.bank.away = False
        await desk.asked()
        await desk.press("escape")
        assert desk.shown("foot").startswith("Conflict. To decide: 1")
        await desk.press("D", "escape")

    at_desk(table, put_off)

    async def decide(desk: Desk) -> None:
        await desk.asked()
        assert desk.choices() == ["As it is there now: 1 Must", "As you have it: 4 Perfect"]
        await desk.press("down", "enter")

    at_desk(table, decide)
    assert table.entry("Ana", 1).rating == 4
    assert not any(table.app.waiting_dir.iterdir())


def test_what_the_bank_refuses_is_told_and_let_go(table: Table) -> None:
    async def do(desk: Desk) -> None:
        desk.bank.away = True
        await desk.press("4")
        await desk.until(lambda: bool(desk.queue.trouble))
        table.become(State.POSTPONED, "ill")
        desk.bank.away = False
        await desk.asked()
        told = str(desk.screen.screen.query_one("Label").render())
        assert told == "Not taken: State: postponed. Nothing is rated before it goes on."
        await desk.press("enter")
        await desk.until(lambda: desk.shown("foot").startswith("Saved"))

    at_desk(table, do)
    assert table.entry("Ana", 1).rating is None


def test_a_seat_that_was_closed_keeps_what_waits_and_says_so(table: Table) -> None:
    async def do(desk: Desk) -> None:
        desk.bank.away = True
        await desk.press("4")
        await desk.until(lambda: bool(desk.queue.trouble))
        with table.app.unit() as unit:
            unit.interviews.close(table.interview, table.seats["Ana"])
        desk.bank.away = False
        await desk.until(lambda: "This link opens no interview" in desk.shown("foot"))

    assert at_desk(table, do).queue.count == 1


class NoRoom(WaitingRoom):
    """A disk that takes nothing."""

    def put(self, waiting: Waiting) -> Waiting:
        raise OSError(errno.ENOSPC, "full", str(waiting.change.key))


def test_a_disk_that_keeps_nothing_is_told_and_the_bank_has_it_all_the_same(table: Table, tmp_path: Path) -> None:
    async def do(desk: Desk) -> None:
        desk.bank.away = True
        await desk.press("4")
        await desk.until(lambda: bool(desk.queue.trouble))
        assert desk.shown("foot").startswith("This machine's disk keeps nothing (no space is left on the disk)")
        await desk.press("q")
        await desk.asked()
        assert desk.choices() == ["Stay", "Leave, and lose 1 change"]
        await desk.press("enter")
        desk.bank.away = False
        await desk.until(lambda: desk.shown("foot").startswith("Saved"))

    Desk(table, "Ana", room=NoRoom(tmp_path, table.interview, "token", SystemClock())).use(do)
    assert table.entry("Ana", 1).rating == 4


def test_a_scorecard_is_sealed_with_what_waited(table: Table, viva: Viva, monkeypatch: pytest.MonkeyPatch) -> None:
    async def leave(desk: Desk) -> None:
        desk.bank.away = True
        await desk.press("4")
        await desk.until(lambda: bool(desk.queue.trouble))

    at_desk(table, leave)
    monkeypatch.setenv("VIVA_DATA", str(table.app.waiting_dir.parent))
    ended = viva("interview", "submit", table.tokens["Ana"], "undecided")

    assert (ended.code, ended.err) == (Exit.OK, "")
    assert table.entry("Ana", 1).rating == 4


def test_nothing_is_sealed_while_something_is_to_be_decided(
    table: Table, viva: Viva, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def leave(desk: Desk) -> None:
        desk.bank.away = True
        await desk.press("4")
        await desk.until(lambda: bool(desk.queue.trouble))
        table.rate("Ana", 1, 1)

    at_desk(table, leave)
    monkeypatch.setenv("VIVA_DATA", str(table.app.waiting_dir.parent))
    ended = viva("interview", "submit", table.tokens["Ana"], "undecided")

    assert (ended.code, "waits for your decision" in ended.err) == (Exit.FAILED, True)
    assert table.entry("Ana", 1).rating == 1
