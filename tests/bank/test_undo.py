"""Changes are undone in order, and done again."""

from dataclasses import replace

import pytest

from tests.bank.editing import a_question, look, redo, says, undo
from tests.made_notes import a_draft, a_note, put
from viva.accounts.service import Accounts
from viva.app import App
from viva.bank.changes import Verb
from viva.bank.model import QuestionStatus
from viva.db.database import Database
from viva.kernel.clock import FrozenClock
from viva.kernel.errors import Conflict, NotFound
from viva.settings import Settings


@pytest.fixture
def question(app: App) -> int:
    return a_question(app)


def answer(app: App, question: int, text: str) -> int | None:
    now = look(app, question)
    with app.unit() as unit:
        return unit.editing.edit(question, replace(now.content, answer=text), seen=now.version).change_id


def test_each_undo_takes_back_the_newest_that_is_left(app: App, question: int) -> None:
    for text in ("One.", "Two.", "Three."):
        answer(app, question, text)
    answers = []
    for _time in range(3):
        undo(app)
        answers.append(says(app, question).answer)

    assert answers == ["Two.", "One.", "A lock."]


def test_with_nothing_left_it_says_so(app: App, question: int) -> None:
    answer(app, question, "One.")
    undo(app)

    with pytest.raises(NotFound, match="nothing to undo"):
        undo(app)


def test_what_was_undone_is_done_again_in_order(app: App, question: int) -> None:
    for text in ("One.", "Two."):
        answer(app, question, text)
    undo(app)
    undo(app)
    redo(app)
    one = says(app, question).answer
    redo(app)

    assert (one, says(app, question).answer) == ("One.", "Two.")


def test_after_something_else_was_done_to_the_same_nothing_is_done_again(app: App, question: int) -> None:
    answer(app, question, "One.")
    undo(app)
    answer(app, question, "Two.")

    with pytest.raises(Conflict, match="undo the later changes first"):
        redo(app)
    assert says(app, question).answer == "Two."


def test_an_older_change_is_done_again_while_newer_ones_of_others_stand(app: App, question: int) -> None:
    other = a_question(app, "What is a thread?", source="b.md")
    first = answer(app, question, "One.")
    answer(app, other, "Two.")
    undo(app, first)
    redo(app)

    assert (says(app, question).answer, says(app, other).answer) == ("One.", "Two.")


def test_an_earlier_change_of_the_same_question_waits_for_the_later_ones(app: App, question: int) -> None:
    first = answer(app, question, "One.")
    answer(app, question, "Two.")

    with pytest.raises(Conflict, match="undo the later changes first"), app.unit() as unit:
        unit.activity.undo(first)
    assert says(app, question).answer == "Two."


def test_an_earlier_change_of_another_question_need_not_wait(app: App, question: int) -> None:
    other = a_question(app, "What is a thread?", source="b.md")
    first = answer(app, question, "One.")
    answer(app, other, "Two.")
    with app.unit() as unit:
        unit.activity.undo(first)

    assert (says(app, question).answer, says(app, other).answer) == ("A lock.", "Two.")


def test_an_edited_note_does_not_hinder_it(app: App, question: int) -> None:
    answer(app, question, "Mine.")
    put(app, a_note(a_draft("What is the GIL?", answer="Theirs.", language="en"), source="a.md"))
    undo(app)

    offered = look(app, question).offered
    assert says(app, question).answer == "A lock."
    assert offered is not None
    assert offered.content.answer == "Theirs."


def test_a_new_wording_after_an_undo_gets_a_number_of_its_own(app: App, question: int) -> None:
    answer(app, question, "One.")
    undo(app)
    answer(app, question, "Two.")

    with app.reader() as unit:
        assert [one.content.answer for one in unit.bank.revisions(question)] == ["A lock.", "One.", "Two."]


def test_the_log_tells_what_was_done_by_whom(app: App, question: int) -> None:
    answer(app, question, "One.")
    with app.unit() as unit:
        unit.editing.change_status([question], QuestionStatus.RETIRED)
    undo(app)

    with app.reader() as unit:
        status, edit = unit.activity.changes()
    assert (edit.verb, edit.question_ids, edit.made_by, edit.undone_at) == (Verb.EDIT, (question,), "local", None)
    assert (status.verb, status.undone_by) == (Verb.STATUS, "local")


def test_a_stranger_undoes_nothing_here(app: App, question: int, settings: Settings, clock: FrozenClock) -> None:
    change = answer(app, question, "One.")
    database = Database(settings.database_url)
    with database.writer() as session:
        cleo = Accounts(session, clock).open_workspace("other team", owner="Cleo")
        session.commit()
    database.close()

    for number in (None, change):
        with pytest.raises(NotFound), app.unit(cleo) as unit:
            unit.activity.undo(number)
    with pytest.raises(NotFound), app.unit(cleo) as unit:
        unit.editing.change_status([question], QuestionStatus.RETIRED)
