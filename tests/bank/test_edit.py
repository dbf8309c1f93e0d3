"""A person words a question."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from tests.apps import START
from tests.bank.editing import a_question, found, listed, look, redo, says, undo
from tests.made_notes import a_draft, a_note, put
from viva.app import App
from viva.bank.content import Content, Picture, Point, Remark, Task, WrongSolution
from viva.bank.errors import StaleQuestion
from viva.bank.model import Origin, QuestionStatus
from viva.db.database import Database
from viva.kernel.errors import NotFound
from viva.notes.model import Group, Image, Level, Need
from viva.settings import Settings

BETTER = "One lock around the interpreter."


def edit(app: App, question: int, *, seen: int | None = None, **changed: object) -> None:
    now = look(app, question)
    with app.unit() as unit:
        unit.editing.edit(question, replace(now.content, **changed), seen=seen or now.version)  # type: ignore[arg-type]


@pytest.fixture
def question(app: App) -> int:
    return a_question(app)


def test_the_new_wording_counts_and_the_old_one_is_kept(app: App, question: int) -> None:
    edit(app, question, answer=BETTER)

    with app.reader() as unit:
        wordings = [(one.origin, one.content.answer) for one in unit.bank.revisions(question)]
    assert says(app, question).answer == BETTER
    assert wordings == [(Origin.NOTES, "A lock."), (Origin.PERSON, BETTER)]


def test_a_wording_tells_who_made_it_and_when(app: App, question: int) -> None:
    edit(app, question, answer=BETTER)

    wording = look(app, question).wording
    assert (wording.made_by, wording.made_at) == ("local", START)


def test_only_the_new_wording_is_found_and_labelled(app: App, question: int) -> None:
    edit(app, question, answer=BETTER, topics=("gil",))

    assert found(app, "interpreter") == ["What is the GIL?"]
    assert listed(app, topic="gil") == ["What is the GIL?"]


def test_what_an_edit_is_lacking_makes_it_a_draft_again(app: App, question: int) -> None:
    edit(app, question, answer="")

    assert look(app, question).status is QuestionStatus.DRAFT
    assert look(app, question).parts.needs == (Need.ANSWER,)


def test_a_status_that_a_person_chose_stays(app: App, question: int) -> None:
    edit(app, question, answer="")
    with app.unit() as unit:
        unit.editing.change_status([question], QuestionStatus.READY)
    edit(app, question, tags=("hard",))

    assert look(app, question).status is QuestionStatus.READY


def test_the_same_wording_again_is_no_change(app: App, question: int) -> None:
    edit(app, question)

    assert look(app, question).version == 1


def test_a_wording_that_says_what_the_notes_say_follows_them_again(app: App, question: int) -> None:
    edit(app, question, answer=BETTER)
    edit(app, question, answer="A lock.")
    put(app, a_note(a_draft("What is the GIL?", answer="Gone.", language="en"), source="a.md"))

    assert says(app, question).answer == "Gone."


def test_a_stale_edit_is_refused_and_changes_nothing(app: App, question: int) -> None:
    edit(app, question, answer=BETTER)

    with pytest.raises(StaleQuestion) as refused:
        edit(app, question, answer="Mine.", seen=1)
    assert refused.value.question_id == question
    assert says(app, question).answer == BETTER


def test_it_is_undone_and_done_again(app: App, question: int) -> None:
    edit(app, question, answer=BETTER, topics=("gil",))
    undo(app)
    undone = (says(app, question).answer, found(app, "interpreter"), listed(app, topic="gil"))
    redo(app)

    assert undone == ("A lock.", [], [])
    assert (says(app, question).answer, found(app, "interpreter")) == (BETTER, ["What is the GIL?"])


def test_a_picture_it_goes_on_showing_is_not_lost(app: App) -> None:
    draft = a_draft("Draw a heap", answer="![](heap.png)", images=(Image(2, "heap.png", ""),))
    (question,) = put(app, a_note(draft), pictures=lambda _target: b"PNG").question_ids
    (before,) = look(app, question).parts.pictures
    edit(app, question, answer="See ![a heap](heap.png).")

    assert look(app, question).parts.pictures == (Picture("heap.png", "a heap", before.sha256),)


def test_a_picture_can_come_with_it(app: App, question: int) -> None:
    content = replace(says(app, question), answer="![](new.png)")
    with app.unit() as unit:
        unit.editing.edit(question, content, seen=1, pictures={"new.png": b"PNG"})

    (picture,) = look(app, question).parts.pictures
    with app.reader() as unit:
        assert unit.bank.picture(picture.sha256 or "") == b"PNG"


def test_a_question_can_be_made_by_hand(app: App) -> None:
    content = Content(prompt="Why?", answer="Because.", key_points=(Point("because", Group.MUST),), language="en")
    with app.unit() as unit:
        (question,) = unit.editing.add(content).question_ids

    assert (says(app, question), look(app, question).place) == (content, None)
    assert (listed(app), found(app, "because")) == (["Why?"], ["Why?"])


def test_making_a_question_is_undone_by_taking_it_back(app: App) -> None:
    with app.unit() as unit:
        (question,) = unit.editing.add(Content(prompt="Why?")).question_ids
    undo(app)

    assert (listed(app), found(app, "why")) == ([], [])
    assert look(app, question).withdrawn_at == START
    redo(app)
    assert listed(app) == ["Why?"]


def test_what_was_taken_back_cannot_be_edited(app: App) -> None:
    with app.unit() as unit:
        (question,) = unit.editing.add(Content(prompt="Why?")).question_ids
    undo(app)

    with pytest.raises(NotFound):
        edit(app, question, answer="Because.")


def test_back_at_what_the_notes_say_it_is_a_draft_again(app: App) -> None:
    question = a_question(app, answer="", needs=(Need.ANSWER,))
    statuses = []
    for said in ("Mine.", ""):
        now = look(app, question)
        with app.unit() as unit:
            unit.editing.edit(question, replace(now.content, answer=said), seen=now.version)
        statuses.append(look(app, question).status)

    assert statuses == [QuestionStatus.READY, QuestionStatus.DRAFT]


def test_a_word_that_came_with_it_may_be_misspelt_in_a_search(app: App, question: int) -> None:
    edit(app, question, answer="A lock.\nOne around the interpreter.")

    assert found(app, "interpretor") == ["What is the GIL?"]


def test_what_is_said_around_it_is_found_and_undone(app: App, question: int) -> None:
    around: dict[str, Any] = {
        "options": ("one", "two"),
        "explanations": ("", "Ruby"),
        "follow_ups": (Remark("And Perl?", "No."),),
        "mistakes": (Remark("It is a mutex of C."),),
        "sources": ("PEP 703",),
        "task": Task("Write f.", "", "f() == 1", "def f(): return 1", (WrongSolution("is none", "pass"),)),
    }
    edit(app, question, **around)

    assert {name: getattr(says(app, question), name) for name in around} == around
    for word in ("ruby", "perl", "mutex"):
        assert found(app, word) == ["What is the GIL?"]
    undo(app)
    assert says(app, question).task is None
    assert found(app, "mutex") == []
    redo(app)
    assert {name: getattr(says(app, question), name) for name in around} == around


def test_the_index_is_the_one_that_would_be_made_anew(app: App, settings: Settings) -> None:
    question = a_question(app, "Что такое GIL?", answer="Замок.", topics=("gil",))
    edit(app, question, prompt="What is lru_cache?", answer="A cache.\nIt forgets.", topics=("memory",))
    edit(app, question, answer="It forgets.", tags=("hard",))
    edit(app, question, level=Level.INTERMEDIATE)
    undo(app)
    edit(app, question, mistakes=(Remark("It is a dictionary.", "It forgets."),), task=Task("Write forget."))
    now = index_of(settings)
    app.reindex(lambda _prompt: None)

    assert now == index_of(settings)


def index_of(settings: Settings) -> list[list[list[str]]]:
    """What the index holds of questions, line by line: facets stand in any order."""
    database = Database(settings.database_url)
    with database.reader() as session:
        tables = ("question_search", "search_entries")
        rows = [session.execute(text(f"SELECT * FROM {table}")).all() for table in tables]  # noqa: S608 - our own names
    database.close()
    return [[sorted(f"{cell}".split("\n")) for cell in row] for found_rows in rows for row in found_rows]
