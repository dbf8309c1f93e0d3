"""One question becomes several."""

from dataclasses import replace

import pytest

from tests.bank.editing import a_question, found, listed, look, redo, says, undo
from tests.made_notes import a_draft, a_note, put
from viva.app import App
from viva.kernel.errors import InvalidInput

WHAT, WHY = "What is the GIL?", "Why is there a GIL?"


@pytest.fixture
def question(app: App) -> int:
    return a_question(app, "What is the GIL, and why?", answer="A lock. For reference counts.")


def split(app: App, question: int) -> int:
    content = says(app, question)
    parts = [replace(content, prompt=WHAT, answer="A lock."), replace(content, prompt=WHY, answer="Reference counts.")]
    with app.unit() as unit:
        return unit.editing.split(question, parts, seen=look(app, question).version).question_ids[-1]


def test_it_keeps_the_first_part_and_the_other_is_new(app: App, question: int) -> None:
    new = split(app, question)

    assert [says(app, one).prompt for one in (question, new)] == [WHAT, WHY]
    assert (listed(app), found(app, "reference")) == ([WHAT, WHY], [WHY])


def test_the_new_one_tells_where_it_comes_from(app: App, question: int) -> None:
    new = split(app, question)

    assert look(app, new).place == look(app, question).place


def test_its_note_again_makes_no_third_question(app: App, question: int) -> None:
    new = split(app, question)
    put(app, a_note(a_draft("What is the GIL, and why?", answer="A mutex.", language="en"), source="a.md"))

    offered = look(app, question).offered
    assert listed(app) == [WHAT, WHY]
    assert offered is not None
    assert offered.content.answer == "A mutex."
    assert look(app, new).offered is None


def test_it_is_undone_and_done_again(app: App, question: int) -> None:
    split(app, question)
    undo(app)
    undone = listed(app)
    redo(app)

    assert (undone, listed(app)) == (["What is the GIL, and why?"], [WHAT, WHY])


def test_into_one_it_cannot_be_split(app: App, question: int) -> None:
    with pytest.raises(InvalidInput, match="at least two"), app.unit() as unit:
        unit.editing.split(question, [says(app, question)], seen=1)
