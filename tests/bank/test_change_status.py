"""Making a question ready, a draft, or retiring it."""

import pytest

from tests.made_notes import a_draft, a_note, put
from viva.app import App
from viva.bank.model import Question, QuestionStatus
from viva.kernel.errors import Conflict, NotFound
from viva.notes.model import Need


@pytest.fixture
def question(app: App) -> int:
    """A question of the bank, at version 1."""
    return put(app, a_note(a_draft(answer="Code that runs."))).question_ids[0]


def look(app: App, question: int) -> Question:
    with app.reader() as unit:
        return unit.bank.question(question)


def change(app: App, question: int, status: QuestionStatus, *, seen: int) -> None:
    with app.unit() as unit:
        unit.editing.change_status([question], status, seen={question: seen})


def test_a_question_can_be_retired(app: App, question: int) -> None:
    change(app, question, QuestionStatus.RETIRED, seen=1)

    assert (look(app, question).status, look(app, question).version) == (QuestionStatus.RETIRED, 2)


def test_a_stale_change_is_refused(app: App, question: int) -> None:
    change(app, question, QuestionStatus.RETIRED, seen=1)

    with pytest.raises(Conflict, match="changed meanwhile"):
        change(app, question, QuestionStatus.DRAFT, seen=1)


def test_an_edited_note_makes_what_was_seen_stale(app: App, question: int) -> None:
    put(app, a_note(a_draft(answer="A sequence of instructions.")))

    with pytest.raises(Conflict):
        change(app, question, QuestionStatus.RETIRED, seen=1)


def test_lines_that_moved_leave_what_was_seen_fresh(app: App, question: int) -> None:
    put(app, a_note(a_draft(answer="Code that runs.", line=30)))
    change(app, question, QuestionStatus.RETIRED, seen=1)

    assert look(app, question).status is QuestionStatus.RETIRED


def test_a_retired_question_stays_retired_when_its_note_is_edited(app: App, question: int) -> None:
    change(app, question, QuestionStatus.RETIRED, seen=1)
    put(app, a_note(a_draft(answer="A sequence of instructions.")))

    assert (look(app, question).status, look(app, question).wording.number) == (QuestionStatus.RETIRED, 2)


def test_a_question_that_does_not_exist_is_not_found(app: App) -> None:
    with pytest.raises(NotFound):
        change(app, 7, QuestionStatus.RETIRED, seen=1)


def test_of_two_who_change_it_at_once_the_second_is_told(app: App, question: int) -> None:
    with app.unit() as ana:
        ana.editing.change_status([question], QuestionStatus.RETIRED, seen={question: 1})
    with pytest.raises(Conflict), app.unit() as ben:
        ben.editing.change_status([question], QuestionStatus.READY, seen={question: 1})

    assert look(app, question).status is QuestionStatus.RETIRED


def test_a_draft_stays_one_when_its_note_is_edited(app: App, question: int) -> None:
    change(app, question, QuestionStatus.DRAFT, seen=1)
    put(app, a_note(a_draft(answer="A sequence of instructions.")))

    assert (look(app, question).status, look(app, question).wording.number) == (QuestionStatus.DRAFT, 2)


def test_what_nobody_judged_follows_its_note(app: App, question: int) -> None:
    put(app, a_note(a_draft(needs=(Need.ANSWER,))))

    assert look(app, question).status is QuestionStatus.DRAFT
