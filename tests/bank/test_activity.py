"""What was done to questions, read one by one and in pages."""

from dataclasses import replace

import pytest

from tests.bank.editing import a_question, look, undo
from viva.app import App
from viva.bank.activity import ChangeInFull
from viva.bank.content import Content
from viva.bank.keymap import Said, TermKey
from viva.bank.model import Decision, QuestionStatus
from viva.kernel.errors import Conflict, NotFound
from viva.notes.model import RelationKind


@pytest.fixture
def question(app: App) -> int:
    return a_question(app)


def answer(app: App, question: int, text: str) -> int:
    now = look(app, question)
    with app.unit() as unit:
        done = unit.editing.edit(question, replace(now.content, answer=text), seen=now.version)
    assert done.change_id is not None
    return done.change_id


def change(app: App, number: int) -> ChangeInFull:
    with app.reader() as unit:
        return unit.activity.change(number)


def test_a_page_goes_on_before_the_last_change_of_the_page_before(app: App, question: int) -> None:
    numbers = [answer(app, question, text) for text in ("One.", "Two.", "Three.")]
    with app.reader() as unit:
        first = unit.activity.changes(limit=2)
        second = unit.activity.changes(limit=2, before=first[-1].id)

    assert [[each.id for each in page] for page in (first, second)] == [numbers[:0:-1], numbers[:1]]


def test_a_change_shows_its_questions_before_and_after_whatever_came_later(app: App, question: int) -> None:
    first = answer(app, question, "One.")
    answer(app, question, "Two.")
    (edited,) = change(app, first).questions

    assert edited.before is not None
    assert (edited.before.content.answer, edited.after.content.answer) == ("A lock.", "One.")


def test_a_bulk_change_shows_each_of_its_questions(app: App, question: int) -> None:
    other = a_question(app, "What is a thread?", source="b.md")
    with app.unit() as unit:
        done = unit.editing.change_status([question, other], QuestionStatus.RETIRED)
    assert done.change_id is not None

    shown = [(each.before and each.before.status, each.after.status) for each in change(app, done.change_id).questions]
    assert shown == [(QuestionStatus.READY, QuestionStatus.RETIRED)] * 2


def test_a_question_that_a_change_made_was_not_there_before(app: App) -> None:
    with app.unit() as unit:
        done = unit.editing.add(Content(prompt="What is a mutex?", answer="A lock."))
    assert done.change_id is not None
    (made,) = change(app, done.change_id).questions

    assert made.before is None
    assert made.after.content.prompt == "What is a mutex?"


def test_what_was_said_of_relations_and_terms_is_told(app: App, question: int) -> None:
    other = a_question(app, "Что такое GIL?", source="b.md")
    with app.unit() as unit:
        linked = unit.editing.link(question, other, RelationKind.TWIN)
        unlinked = unit.editing.unlink(question, other, RelationKind.TWIN)
        said = unit.keywords.put("concurrency", "nursery", tech="python", names={"ru": ("ясли",)})
    numbers = [done.change_id for done in (linked, unlinked, said) if done.change_id]
    first, second, third = (change(app, number) for number in numbers)

    assert [(each.before, each.after) for each in first.relations] == [(None, Decision.CONFIRMED)]
    assert [(each.before, each.after) for each in second.relations] == [(Decision.CONFIRMED, Decision.DENIED)]
    assert first.change.relations == ((question, other, "twin"),)
    (term,) = third.terms
    assert (term.term, term.before) == (TermKey("concurrency", "python", "nursery"), None)
    assert term.after == Said(names={"ru": ("ясли",)})


def test_it_tells_which_changes_have_to_be_undone_first(app: App, question: int) -> None:
    numbers = [answer(app, question, text) for text in ("One.", "Two.", "Three.")]

    assert change(app, numbers[0]).hindered_by == (numbers[2], numbers[1])
    assert change(app, numbers[2]).hindered_by == ()


def test_a_link_hinders_no_edit_from_being_undone(app: App, question: int) -> None:
    other = a_question(app, "Что такое GIL?", source="b.md")
    edit = answer(app, question, "One.")
    with app.unit() as unit:
        unit.editing.link(question, other, RelationKind.TWIN)
    undo(app, edit)

    assert look(app, question).content.answer == "A lock."
    assert [each.id for each in look(app, question).related] == [other]


def test_a_change_that_is_not_there_is_not_found(app: App) -> None:
    for number in (1, 0, 2**70):
        with pytest.raises(NotFound, match="no change"):
            change(app, number)


def test_a_change_is_done_again_by_its_number_while_newer_ones_stand(app: App, question: int) -> None:
    other = a_question(app, "What is a thread?", source="b.md")
    first = answer(app, question, "One.")
    answer(app, other, "Two.")
    undo(app, first)
    with app.unit() as unit:
        unit.activity.redo(first)

    assert look(app, question).content.answer == "One."


def test_what_is_not_undone_is_not_done_again(app: App, question: int) -> None:
    number = answer(app, question, "One.")

    with pytest.raises(NotFound, match=f"Change {number} is not undone"), app.unit() as unit:
        unit.activity.redo(number)


def test_a_later_change_of_the_same_is_not_done_again_before_the_earlier_one(app: App, question: int) -> None:
    first, second = (answer(app, question, text) for text in ("One.", "Two."))
    undo(app)
    undo(app)

    with pytest.raises(Conflict, match=rf"do it again first \({first}\)"), app.unit() as unit:
        unit.activity.redo(second)
    assert change(app, second).hindered_by == (first,)
