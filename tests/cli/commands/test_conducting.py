"""`viva interview run`: an interview by keyboard alone, and nothing lost while the bank is away."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from tests.cli.conftest import Viva
from tests.interviews.conduct.table import Table, an_interview
from viva.app import App
from viva.cli.exits import Exit
from viva.cli.interview_queue import Queue
from viva.cli.interview_screen import InterviewScreen
from viva.interviews.conduct.model import Answered, Kind, State
from viva.kernel.errors import Unavailable


@pytest.fixture
def table(sqlite_app: App) -> Table:
    return an_interview(sqlite_app, start=False)


class Away:
    """A bank that is away until it is back."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.away = False

    def unit(self) -> object:
        if self.away:
            raise Unavailable("the disk is full")
        return self.app.unit()

    def reader(self) -> object:
        return self.app.reader()


def conduct(table: Table, do: Callable[[Pilot[None]], Awaitable[None]]) -> Queue:
    """Run the screen, do something in it, and leave."""
    queue = Queue(table.app, table.tokens["Ana"])

    async def run() -> None:
        screen = InterviewScreen(table.app, table.tokens["Ana"], queue)
        async with screen.run_test(size=(110, 40)) as pilot:
            await pilot.pause()
            await do(pilot)
            await pilot.pause()

    asyncio.run(run())
    return queue


def test_an_interview_goes_by_keyboard_alone(table: Table) -> None:
    async def do(pilot: Pilot[None]) -> None:
        await pilot.press("b")
        await pilot.press("p", "down", "space", "escape")
        await pilot.press("3", "j", "x", "j", "s")
        await pilot.press("k", "k", "i", *"clear", "escape", "e", "q")

    conduct(table, do)
    entries = [table.entry("Ana", line) for line in (1, 2, 3)]

    assert [(entry.state, entry.rating) for entry in entries] == [
        (Answered.RATED, 3),
        (Answered.NO_ANSWER, None),
        (Answered.NOT_ASKED, None),
    ]
    assert (entries[0].note, entries[0].ticked) == ("clear", (0,))
    assert table.sheet("Ana").lines[2].line.skipped
    assert table.sheet("Ana").interview.state is State.FINISHED


def test_what_is_typed_is_saved_within_a_second_of_the_last_key(table: Table) -> None:
    table.become(State.RUNNING)
    saved: list[str] = []

    async def do(pilot: Pilot[None]) -> None:
        await pilot.press("i", *"note")
        await asyncio.sleep(0.9)
        saved.append(table.entry("Ana", 1).note)

    conduct(table, do)
    assert saved == ["note"]


def test_digits_in_a_note_do_not_rate(table: Table) -> None:
    table.become(State.RUNNING)

    async def do(pilot: Pilot[None]) -> None:
        await pilot.press("i", "1", "2", "escape", "q")

    conduct(table, do)
    assert (table.entry("Ana", 1).note, table.entry("Ana", 1).rating) == ("12", None)


def test_the_screen_shows_what_is_known_and_no_ones_mark_up(table: Table) -> None:
    shown: list[str] = []

    async def do(pilot: Pilot[None]) -> None:
        shown.append(str(pilot.app.query_one("#anchors").render()))
        shown.append(str(pilot.app.query_one("#status").render()))
        await pilot.press("a")
        shown.append(str(pilot.app.query_one("#what").render()))

    conduct(table, do)
    assert "2 Should  bytecode" in shown[0]
    assert "Dan  ·  planned" in shown[1]
    assert "n: 1 – Must coverage of gil is 0 of 1" in shown[1]
    assert "A lock." in shown[2]


def test_a_queue_keeps_what_cannot_be_saved_and_sends_it_in_order(table: Table) -> None:
    table.become(State.RUNNING)
    bank = Away(table.app)
    queue = Queue(bank, table.tokens["Ana"])  # type: ignore[arg-type]
    bank.away = True
    for number in range(3):
        queue.add(Kind.NOTE, 1, seen=queue.pending(1), text=f"note {number}")
    assert not queue.send()
    assert (queue.state, queue.pending(1)) == ("offline: 3 changes wait", 3)
    bank.away = False

    assert queue.send()
    assert queue.state == "saved"
    assert (table.entry("Ana", 1).note, table.entry("Ana", 1).version) == ("note 2", 3)


def test_a_change_made_elsewhere_is_told_with_both_versions(table: Table) -> None:
    table.become(State.RUNNING)
    queue = Queue(table.app, table.tokens["Ana"])
    queue.add(Kind.NOTE, 1, seen=0, text="mine")
    table.record("Ana", Kind.NOTE, 1, seen=0, text="theirs")
    queue.send()

    assert queue.state == "This was changed elsewhere meanwhile."
    assert queue.stale
    assert (queue.stale.mine["text"], queue.stale.theirs["note"]) == ("mine", "theirs")


def test_without_a_terminal_or_with_a_wrong_token_it_says_so(viva: Viva) -> None:
    ended = viva("interview", "run", "nothing")

    assert (ended.code, "opens no interview" in ended.err) == (Exit.FAILED, True)
