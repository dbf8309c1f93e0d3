"""A person words several questions at once, and looks at many as they are."""

from dataclasses import replace

import pytest

from tests.bank.editing import a_question, listed, look, says, undo
from tests.made_notes import a_draft, a_note, put
from viva.app import App
from viva.bank.editing import Edit
from viva.bank.errors import StaleQuestion
from viva.bank.model import QuestionStatus
from viva.kernel.errors import InvalidInput


@pytest.fixture
def two(app: App) -> tuple[int, int]:
    return a_question(app, "What is a lock?"), a_question(app, "What is a thread?", source="b.md")


def edit(app: App, answers: dict[int, str], *, seen: dict[int, int], status: QuestionStatus | None = None) -> None:
    edits = {
        one: Edit(content=replace(says(app, one), answer=answer), status=status) for one, answer in answers.items()
    }
    with app.unit() as unit:
        unit.editing.edit_several(edits, seen=seen)


def test_all_of_them_are_one_change(app: App, two: tuple[int, int]) -> None:
    edit(app, dict.fromkeys(two, "Mine."), seen={})
    assert [says(app, one).answer for one in two] == ["Mine.", "Mine."]

    undo(app)
    assert [says(app, one).answer for one in two] == ["A lock.", "A lock."]


def test_where_one_is_stale_none_is_changed(app: App, two: tuple[int, int]) -> None:
    with pytest.raises(StaleQuestion):
        edit(app, dict.fromkeys(two, "Mine."), seen={two[0]: 1, two[1]: 0})

    assert [says(app, one).answer for one in two] == ["A lock.", "A lock."]


def test_a_status_goes_with_the_wording(app: App, two: tuple[int, int]) -> None:
    edit(app, {two[0]: "Mine."}, seen={}, status=QuestionStatus.RETIRED)
    assert look(app, two[0]).status is QuestionStatus.RETIRED

    undo(app)
    assert (look(app, two[0]).status, says(app, two[0]).answer) == (QuestionStatus.READY, "A lock.")


def test_what_the_notes_offer_is_settled_for_all_or_none(app: App, two: tuple[int, int]) -> None:
    edit(app, dict.fromkeys(two, "Mine."), seen={})
    put(app, a_note(a_draft("What is a lock?", answer="Theirs.", language="en"), source="a.md"))
    with pytest.raises(InvalidInput, match=f"question {two[1]}"), app.unit() as unit:
        unit.editing.settle_several(take=True, seen={one: look(app, one).version for one in two})

    assert listed(app, offered=True) == ["What is a lock?"]


def test_many_questions_are_seen_as_they_are(app: App, two: tuple[int, int]) -> None:
    with app.unit() as unit:
        unit.editing.merge(two[0], [two[1]])
    with app.reader() as unit:
        states = unit.bank.states([*two, 99, 1 << 80])
        there = unit.bank.question_ids(two[0], 1 << 80)

    assert {one: state.merged_into for one, state in states.items()} == {two[0]: None, two[1]: two[0]}
    assert states[two[0]].content == says(app, two[0])
    assert there == (two[0],)


def test_what_no_database_keeps_is_made_visible_in_tags(app: App, two: tuple[int, int]) -> None:
    with app.unit() as unit:
        unit.editing.edit(two[0], replace(says(app, two[0]), tags=("a\0b", "\udc80")), seen=1)

    assert says(app, two[0]).tags == ("a␀b", "\\udc80")
