"""`viva interview run`: an interview by keyboard alone, and nothing lost while the bank is away."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import cast

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.cli.conftest import Viva
from tests.interviews.conduct.table import Table, an_interview
from tests.interviews.made import asked
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


def conduct(table: Table, do: Callable[[Pilot[None]], Awaitable[None]], bank: Away | None = None) -> Queue:
    """Run the screen, do something in it, and leave."""
    app = cast("App", bank or table.app)
    queue = Queue(app, table.tokens["Ana"])

    async def run() -> None:
        screen = InterviewScreen(app, table.tokens["Ana"], queue)
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
    assert "Dan  ·  planned  ·  0 of 3 asked" in shown[1]
    assert "n: 1 – Must coverage of gil is 0 of 1" in shown[1]
    assert "A lock." in shown[2]


def test_a_queue_keeps_what_cannot_be_saved_and_sends_it_in_order(table: Table) -> None:
    table.become(State.RUNNING)
    bank = Away(table.app)
    queue = Queue(cast("App", bank), table.tokens["Ana"])
    bank.away = True
    for number in range(3):
        queue.add(Kind.NOTE, 1, seen=number, text=f"note {number}")
    assert not queue.send()
    foreseen = queue.foreseen(table.sheet("Ana")).lines[0].entry
    assert (queue.state, foreseen.note, foreseen.version) == ("offline: 3 changes wait", "note 2", 3)
    bank.away = False

    assert queue.send()
    assert queue.state == "saved"
    assert (table.entry("Ana", 1).note, table.entry("Ana", 1).version) == ("note 2", 3)


def test_without_a_terminal_or_with_a_wrong_token_it_says_so(viva: Viva) -> None:
    ended = viva("interview", "run", "nothing")

    assert (ended.code, "opens no interview" in ended.err) == (Exit.FAILED, True)


def test_a_question_is_asked_earlier_or_later(table: Table) -> None:
    async def do(pilot: Pilot[None]) -> None:
        await pilot.press("J", "J", "K")
        await pilot.press("j", "K", "K")

    conduct(table, do)
    assert [each.line.number for each in table.sheet("Ana").lines] == [3, 2, 1]


def test_a_similar_question_is_asked_instead(table: Table) -> None:
    other = asked(table.app, "What is a spin lock?")
    table.become(State.RUNNING)

    async def do(pilot: Pilot[None]) -> None:
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("4")

    conduct(table, do)
    swapped, *_others = [each for each in table.sheet("Ana").lines if each.line.swapped_for is not None]
    assert (swapped.line.number, swapped.line.swapped_for) == (1, 4)
    assert next(each for each in table.sheet("Ana").lines if each.line.number == 4).line.question_id == other
    assert table.entry("Ana", 4).rating == 4


def test_without_a_similar_question_it_says_so(table: Table) -> None:
    told: list[str] = []

    async def do(pilot: Pilot[None]) -> None:
        await pilot.press("w")
        await pilot.pause()
        told.append(str(pilot.app.screen.query_one("Label").render()))
        await pilot.press("escape")

    conduct(table, do)
    assert told == ["The bank has no similar question that is not asked here already."]
    assert len(table.sheet("Ana").lines) == 3


def test_a_question_of_the_bank_is_added_as_one_types(table: Table) -> None:
    other = asked(table.app, "What is a semaphore?")

    async def do(pilot: Pilot[None]) -> None:
        await pilot.press("+", *"semaphore")
        await pilot.pause()
        await pilot.press("down", "down", "enter")
        await pilot.pause()

    conduct(table, do)
    assert table.sheet("Ana").lines[-1].line.question_id == other


def test_a_question_is_written_by_hand(table: Table) -> None:
    async def do(pilot: Pilot[None]) -> None:
        await pilot.press("b", "+", *"Why1?", "enter")
        await pilot.pause()
        await pilot.press("2")

    conduct(table, do)
    added = table.sheet("Ana").lines[-1]
    assert (added.line.content.prompt, added.line.question_id, added.entry.rating) == ("Why1?", None, 2)


def test_a_question_mark_tells_all_keys(table: Table) -> None:
    told: list[str] = []

    async def do(pilot: Pilot[None]) -> None:
        await pilot.press("question_mark")
        await pilot.pause()
        choices = pilot.app.screen.query_one("#choices", OptionList)
        told.extend(str(choices.get_option_at_index(place).prompt) for place in range(choices.option_count))
        await pilot.press("escape", "q")

    conduct(table, do)
    assert {"0–9  rate", "w    swap", "J    later", "+    add", "F    red flags", "?    keys"} <= set(told)


def test_all_red_flags_are_listed_and_lead_to_their_questions(table: Table) -> None:
    table.become(State.RUNNING)
    table.record("Ana", Kind.FLAG, 3, text="made it up", seen=0)
    listed: list[str] = []

    async def do(pilot: Pilot[None]) -> None:
        await pilot.press("F")
        await pilot.pause()
        choices = pilot.app.screen.query_one("#choices", OptionList)
        listed.append(str(choices.get_option_at_index(0).prompt))
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("1")

    conduct(table, do)
    assert listed == ["made it up – Okay?"]
    assert table.entry("Ana", 3).rating == 1


@pytest.mark.parametrize(("keys", "note"), [((), "theirs"), (("down",), "mine"), (("down", "down"), "theirs\nmine")])
def test_a_change_made_elsewhere_is_decided_between_both_versions(
    table: Table, keys: tuple[str, ...], note: str
) -> None:
    table.become(State.RUNNING)
    told: list[str] = []

    async def do(pilot: Pilot[None]) -> None:
        await pilot.press("i", *"mine")
        table.record("Ana", Kind.NOTE, 1, seen=0, text="theirs")
        await pilot.press("escape")
        await pilot.pause()
        choices = pilot.app.screen.query_one("#choices", OptionList)
        told.extend(str(choices.get_option_at_index(place).prompt) for place in range(2))
        await pilot.press(*keys, "enter")
        await pilot.pause()

    conduct(table, do)
    assert told == ["As it is there now: theirs", "As you have it: mine"]
    assert table.entry("Ana", 1).note == note


def test_what_is_typed_while_the_bank_is_away_is_sent_once(table: Table) -> None:
    table.become(State.RUNNING)
    bank = Away(table.app)

    async def do(pilot: Pilot[None]) -> None:
        bank.away = True
        await pilot.press("i", *"typed", "escape", "j", "k", "J")
        bank.away = False
        await pilot.press("q")

    conduct(table, do, bank)
    kinds = [change.kind for change in table.feed("Ana").changes]
    assert (table.entry("Ana", 1).note, kinds.count(Kind.NOTE), kinds.count(Kind.MOVE)) == ("typed", 1, 1)
