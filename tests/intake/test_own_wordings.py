"""Notes are imported again after a person worded their questions differently."""

from dataclasses import replace

import pytest

from tests.bank.editing import a_question, found, listed, look, redo, says, undo
from tests.made_notes import a_draft, a_note, put
from viva.app import App
from viva.bank.combining import Amendment
from viva.bank.content import Necessity
from viva.bank.model import QuestionStatus
from viva.kernel.errors import InvalidInput
from viva.notes.model import Group, Level, Need


@pytest.fixture
def question(app: App) -> int:
    """A question with the person's own answer."""
    question = a_question(app)
    with app.unit() as unit:
        unit.editing.edit(question, replace(says(app, question), answer="Mine."), seen=1)
    return question


def edit_note(app: App, answer: str) -> None:
    put(app, a_note(a_draft("What is the GIL?", answer=answer, language="en"), source="a.md"))


def settle(app: App, question: int, *, take: bool) -> None:
    with app.unit() as unit:
        unit.editing.settle(question, take=take, seen=look(app, question).version)


def test_their_own_wording_goes_on_counting_and_the_new_one_is_offered(app: App, question: int) -> None:
    edit_note(app, "Theirs.")

    offered = look(app, question).offered
    assert offered is not None
    assert (says(app, question).answer, offered.content.answer) == ("Mine.", "Theirs.")
    assert (found(app, "mine"), found(app, "theirs")) == (["What is the GIL?"], [])
    assert listed(app, offered=True) == ["What is the GIL?"]


def test_labels_that_a_person_gave_stay_on_the_notes_new_text(app: App) -> None:
    question = a_question(app, "What is a heap?", source="b.md", topics=("data-structures",))
    with app.unit() as unit:
        unit.editing.amend([question], Amendment(add_tags=("hard",), groups={Level.ADVANCED: Group.MUST}))
    put(app, a_note(a_draft("What is a heap?", answer="A tree.", language="en", topics=("trees",)), source="b.md"))

    content = says(app, question)
    assert (content.answer, content.tags, content.topics) == ("A tree.", ("hard",), ("trees",))
    assert content.groups == (Necessity(Level.ADVANCED, Group.MUST),)
    assert look(app, question).offered is None
    assert (found(app, "tree"), listed(app, tag="hard")) == (["What is a heap?"], ["What is a heap?"])


def test_labels_stay_however_often_the_notes_change(app: App) -> None:
    question = a_question(app, "What is a heap?", source="b.md")
    with app.unit() as unit:
        unit.editing.amend([question], Amendment(add_tags=("hard",)))
    for answer in ("A tree.", "A tree in an array."):
        put(app, a_note(a_draft("What is a heap?", answer=answer, language="en"), source="b.md"))

    assert (says(app, question).answer, says(app, question).tags) == ("A tree in an array.", ("hard",))


def test_labels_are_taken_back_also_after_the_notes_went_on(app: App) -> None:
    question = a_question(app, "What is a heap?", source="b.md")
    with app.unit() as unit:
        unit.editing.amend([question], Amendment(add_tags=("hard",)))
    put(app, a_note(a_draft("What is a heap?", answer="A tree.", language="en"), source="b.md"))
    undo(app)

    offered = look(app, question).offered
    assert says(app, question).tags == ()
    assert offered is not None
    assert offered.content.answer == "A tree."


def test_tags_stay_when_the_notes_text_is_taken(app: App, question: int) -> None:
    with app.unit() as unit:
        unit.editing.amend([question], Amendment(add_tags=("hard",)))
    edit_note(app, "Theirs.")
    settle(app, question, take=True)

    assert (says(app, question).answer, says(app, question).tags) == ("Theirs.", ("hard",))


def test_what_is_offered_can_be_taken(app: App, question: int) -> None:
    edit_note(app, "Theirs.")
    settle(app, question, take=True)

    assert (says(app, question).answer, look(app, question).offered) == ("Theirs.", None)
    assert found(app, "theirs") == ["What is the GIL?"]


def test_after_that_it_follows_the_notes_again(app: App, question: int) -> None:
    edit_note(app, "Theirs.")
    settle(app, question, take=True)
    edit_note(app, "Newer.")

    assert says(app, question).answer == "Newer."


def test_their_own_can_be_kept(app: App, question: int) -> None:
    edit_note(app, "Theirs.")
    settle(app, question, take=False)

    assert (says(app, question).answer, look(app, question).offered) == ("Mine.", None)


def test_the_same_notes_again_do_not_offer_it_again(app: App, question: int) -> None:
    edit_note(app, "Theirs.")
    settle(app, question, take=False)
    edit_note(app, "Theirs.")

    assert look(app, question).offered is None


def test_the_decision_is_undone(app: App, question: int) -> None:
    edit_note(app, "Theirs.")
    settle(app, question, take=True)
    undo(app)

    assert says(app, question).answer == "Mine."
    assert listed(app, offered=True) == ["What is the GIL?"]


def test_the_decision_is_undone_also_after_the_notes_went_on(app: App, question: int) -> None:
    edit_note(app, "Theirs.")
    settle(app, question, take=True)
    edit_note(app, "Newer.")
    undo(app)

    offered = look(app, question).offered
    assert offered is not None
    assert (says(app, question).answer, offered.content.answer) == ("Mine.", "Newer.")


def test_notes_that_come_to_say_the_same_offer_nothing(app: App, question: int) -> None:
    edit_note(app, "Mine.")

    assert look(app, question).offered is None


def test_editing_to_what_is_offered_takes_it(app: App, question: int) -> None:
    edit_note(app, "Theirs.")
    now = look(app, question)
    with app.unit() as unit:
        unit.editing.edit(question, replace(now.content, answer="Theirs."), seen=now.version)

    assert look(app, question).offered is None


def test_a_question_worded_by_a_person_stays_in_sight_when_the_notes_lose_it(app: App, question: int) -> None:
    put(app, a_note(a_draft("Another?"), source="a.md"))

    assert look(app, question).vanished_at is not None
    assert listed(app) == ["What is the GIL?", "Another?"]


def test_a_retired_question_stays_retired(app: App, question: int) -> None:
    with app.unit() as unit:
        unit.editing.change_status([question], QuestionStatus.RETIRED)
    edit_note(app, "Theirs.")

    assert look(app, question).status is QuestionStatus.RETIRED


def test_where_nothing_is_offered_there_is_nothing_to_decide(app: App, question: int) -> None:
    with pytest.raises(InvalidInput, match="No other wording"):
        settle(app, question, take=True)


def test_notes_that_came_to_say_the_same_are_followed_again(app: App, question: int) -> None:
    edit_note(app, "Mine.")
    edit_note(app, "Newer.")

    assert (says(app, question).answer, look(app, question).offered) == ("Newer.", None)


def test_without_the_edit_that_the_notes_took_over_it_is_offered(app: App, question: int) -> None:
    edit_note(app, "Mine.")
    undo(app)

    offered = look(app, question).offered
    assert offered is not None
    assert (says(app, question).answer, offered.content.answer) == ("A lock.", "Mine.")
    redo(app)
    assert (says(app, question).answer, look(app, question).offered) == ("Mine.", None)


def test_what_is_taken_makes_a_question_ready_that_only_missed_it(app: App) -> None:
    question = a_question(app, answer="", needs=(Need.ANSWER,))
    with app.unit() as unit:
        unit.editing.edit(question, replace(says(app, question), prompt="What is the GIL for?"), seen=1)
    edit_note(app, "Theirs.")
    before = look(app, question).status
    settle(app, question, take=True)

    assert (before, look(app, question).status) == (QuestionStatus.DRAFT, QuestionStatus.READY)
