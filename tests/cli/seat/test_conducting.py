"""`viva interview run`: an interview by keyboard alone."""

import pytest
from textual import events

from tests.cli.conftest import Viva
from tests.cli.seat.desk import Desk, at_desk
from tests.interviews.conduct.table import Table
from tests.interviews.made import asked
from viva.cli.exits import Exit
from viva.interviews.conduct.model import Answered, Kind, State


def test_an_interview_goes_by_keyboard_alone(planned: Table) -> None:
    async def do(desk: Desk) -> None:
        await desk.press("exclamation_mark", "p", "1", "3", "j", "x", "j", "s")
        await desk.press("k", "k", "e", *"clear", "escape", "F", "q")

    at_desk(planned, do)
    entries = [planned.entry("Ana", line) for line in (1, 2, 3)]

    assert [(entry.state, entry.rating) for entry in entries] == [
        (Answered.RATED, 3),
        (Answered.NO_ANSWER, None),
        (Answered.NOT_ASKED, None),
    ]
    assert (entries[0].note, entries[0].ticked) == ("clear", (0,))
    assert planned.sheet("Ana").lines[2].line.skipped
    assert planned.sheet("Ana").interview.state is State.FINISHED


def test_letters_do_the_same_on_a_russian_keyboard(table: Table) -> None:
    async def do(desk: Desk) -> None:
        await desk.press("о", "ч", "Л")  # j, x, K

    at_desk(table, do)
    assert table.entry("Ana", 2).state is Answered.NO_ANSWER
    assert [each.line.number for each in table.sheet("Ana").lines] == [2, 1, 3]


def test_keys_that_come_at_once_go_where_they_are_meant(table: Table) -> None:
    async def do(desk: Desk) -> None:
        for key in ("p", "1", "3", "j", "x", "e", *"skip2"):
            desk.screen.post_message(events.Key(key, key))
        await desk.until(lambda: table.entry("Ana", 2).note == "skip2")

    at_desk(table, do)
    assert (table.entry("Ana", 1).ticked, table.entry("Ana", 1).rating) == ((0,), 3)
    assert table.entry("Ana", 2).state is Answered.NO_ANSWER
    assert not any(each.line.skipped for each in table.sheet("Ana").lines)


def test_digits_in_a_note_do_not_rate(table: Table) -> None:
    async def do(desk: Desk) -> None:
        await desk.press("e", "1", "2", "escape")

    at_desk(table, do)
    assert (table.entry("Ana", 1).note, table.entry("Ana", 1).rating) == ("12", None)


def test_nothing_is_rated_before_it_begins_and_the_screen_says_why(planned: Table) -> None:
    said: list[str] = []

    async def do(desk: Desk) -> None:
        await desk.press("3", "e", "x")
        said.extend(str(each.message) for each in desk.screen._notifications)

    at_desk(planned, do)
    assert planned.entry("Ana", 1).state is Answered.NOT_ASKED
    assert said[0] == "Start the interview first: nothing is rated before."


def test_a_rating_is_chosen_from_all_with_their_anchors(table: Table) -> None:
    seen: list[str] = []

    async def do(desk: Desk) -> None:
        await desk.press("r")
        seen.extend(desk.choices())
        await desk.press("down", "down", "enter")

    at_desk(table, do)
    assert seen[2] == "  2 Should  bytecode"
    assert table.entry("Ana", 1).rating == 2


def test_the_rating_that_key_points_come_to_is_taken(table: Table) -> None:
    async def do(desk: Desk) -> None:
        await desk.press("p", "1", "p", "2", "y")

    at_desk(table, do)
    assert (table.entry("Ana", 1).ticked, table.entry("Ana", 1).rating) == ((0, 1), 2)


def test_a_question_that_does_not_count_needs_a_reason(table: Table) -> None:
    async def do(desk: Desk) -> None:
        await desk.press("v", "enter", "v", *"unclear", "enter")

    at_desk(table, do)
    assert (table.entry("Ana", 1).state, table.entry("Ana", 1).reason) == (Answered.VOID, "unclear")


def test_a_question_is_skipped_with_a_reason_and_taken_in_again(table: Table) -> None:
    skipped: list[str] = []

    async def do(desk: Desk) -> None:
        await desk.press("S", *"late", "enter")
        await desk.saved()
        skipped.append(table.sheet("Ana").lines[0].line.skip_reason)
        await desk.press("s")

    at_desk(table, do)
    assert skipped == ["late"]
    assert not table.sheet("Ana").lines[0].line.skipped


def test_that_it_is_asked_is_said_and_taken_back(table: Table) -> None:
    at: list[bool] = []

    async def do(desk: Desk) -> None:
        for key in ("a", "A"):
            await desk.press(key)
            await desk.saved()
            at.append(table.sheet("Ana").lines[0].line.asked_at is not None)

    at_desk(table, do)
    assert at == [True, False]


def test_a_question_is_asked_earlier_or_later(table: Table) -> None:
    async def do(desk: Desk) -> None:
        await desk.press("J", "J", "K")
        await desk.press("j", "K", "K")

    at_desk(table, do)
    assert [each.line.number for each in table.sheet("Ana").lines] == [3, 2, 1]


def test_a_similar_question_is_asked_instead(table: Table) -> None:
    other = asked(table.app, "What is a spin lock?")

    async def do(desk: Desk) -> None:
        await desk.press("w")
        await desk.press("enter")
        await desk.saved()
        await desk.press("4")

    at_desk(table, do)
    swapped, *_others = [each for each in table.sheet("Ana").lines if each.line.swapped_for is not None]
    assert (swapped.line.number, swapped.line.swapped_for) == (1, 4)
    assert next(each for each in table.sheet("Ana").lines if each.line.number == 4).line.question_id == other
    assert table.entry("Ana", 4).rating == 4


def test_without_a_similar_question_it_says_so(table: Table) -> None:
    told: list[str] = []

    async def do(desk: Desk) -> None:
        await desk.press("w")
        told.append(str(desk.screen.screen.query_one("Label").render()))
        await desk.press("escape")

    at_desk(table, do)
    assert told == ["The bank has no similar question that is not asked here already."]
    assert len(table.sheet("Ana").lines) == 3


def test_a_question_of_the_bank_is_added_as_one_types(table: Table) -> None:
    other = asked(table.app, "What is a semaphore?")

    async def do(desk: Desk) -> None:
        await desk.press("b", *"semaphore")
        await desk.press("down", "down", "enter")

    at_desk(table, do)
    assert table.sheet("Ana").lines[-1].line.question_id == other


def test_a_question_is_written_by_hand(table: Table) -> None:
    async def do(desk: Desk) -> None:
        await desk.press("b", *"Why1?", "enter")
        await desk.saved()
        await desk.press("2")

    at_desk(table, do)
    added = table.sheet("Ana").lines[-1]
    assert (added.line.content.prompt, added.line.question_id, added.entry.rating) == ("Why1?", None, 2)


def test_all_red_flags_are_listed_and_lead_to_their_questions(table: Table) -> None:
    table.record("Ana", Kind.FLAG, 3, text="made it up", seen=0)
    listed: list[str] = []

    async def do(desk: Desk) -> None:
        await desk.press("R")
        listed.extend(desk.choices())
        await desk.press("enter", "1")

    at_desk(table, do)
    assert listed == ["made it up – Okay?"]
    assert table.entry("Ana", 3).rating == 1


def test_extra_time_is_given(table: Table) -> None:
    async def do(desk: Desk) -> None:
        await desk.press("i", "enter", "backspace", "2", "5", "enter")

    at_desk(table, do)
    assert table.sheet("Ana").interview.extra == 25


@pytest.mark.parametrize(
    ("keys", "state"), [(("down",), State.NO_SHOW), (("down", "down"), State.POSTPONED), (("end",), State.ABORTED)]
)
def test_how_it_did_not_take_place_is_said_with_a_reason(planned: Table, keys: tuple[str, ...], state: State) -> None:
    async def do(desk: Desk) -> None:
        await desk.press("i", *keys, "enter", *"ill", "enter")

    at_desk(planned, do)
    interview = planned.sheet("Ana").interview
    assert (interview.state, interview.reason) == (state, "ill")


def test_one_that_was_put_off_is_planned_again(planned: Table) -> None:
    planned.become(State.POSTPONED, "ill")

    async def do(desk: Desk) -> None:
        await desk.press("i", "end", "enter")

    at_desk(planned, do)
    assert planned.sheet("Ana").interview.state is State.PLANNED


def test_only_the_lead_says_how_far_it_is(table: Table) -> None:
    said: list[str] = []

    async def do(desk: Desk) -> None:
        await desk.press("F")
        said.extend(str(each.message) for each in desk.screen._notifications)

    at_desk(table, do, "Ben")
    assert table.sheet("Ana").interview.state is State.RUNNING
    assert said == ["Only the lead says how far the interview is."]


def test_without_a_terminal_or_with_a_wrong_token_it_says_so(viva: Viva) -> None:
    ended = viva("interview", "run", "nothing")

    assert (ended.code, "opens no interview" in ended.err) == (Exit.FAILED, True)
