"""Every question is compared with all others: of a note, of a person, reworded, or back again."""

from dataclasses import replace

import pytest

from tests.bank.editing import a_question, look, redo, undo
from viva.app import App
from viva.bank.combining import Amendment
from viva.bank.content import Content
from viva.intake.comparing import compare
from viva.intake.jobs import compare_later
from viva.jobs.model import JobState, Progress
from viva.notes.model import Level, RelationKind

THE_SAME = Content(prompt="What is the GIL?", answer="The global interpreter lock.", language="en")


@pytest.fixture
def question(app: App) -> int:
    """A question that was compared with all others."""
    question = a_question(app)
    compare(app)
    return question


def relatives(app: App, question: int) -> list[tuple[int, RelationKind]]:
    return [(other.id, other.kind) for other in look(app, question).related]


def waits(app: App) -> bool:
    with app.reader() as unit:
        return unit.intake.waits_for_relations()


def add(app: App, content: Content = THE_SAME) -> int:
    with app.unit() as unit:
        return unit.editing.add(content).question_ids[0]


def reword(app: App, question: int, **parts: str) -> None:
    now = look(app, question)
    with app.unit() as unit:
        unit.editing.edit(question, replace(now.content, **parts), seen=now.version)  # type: ignore[arg-type]


def test_the_duplicate_of_a_question_that_a_person_wrote_is_found(app: App, question: int) -> None:
    mine = add(app)
    compare(app)

    assert relatives(app, question) == [(mine, RelationKind.NEAR)]
    assert not waits(app)


def test_a_reworded_question_gets_other_relatives(app: App, question: int) -> None:
    mine = add(app)
    compare(app)
    reword(app, mine, prompt="What is a tuple?", answer="A list that stays.")
    compare(app)

    assert relatives(app, question) == []


def test_tags_and_levels_are_nothing_to_compare(app: App, question: int) -> None:
    with app.unit() as unit:
        unit.editing.amend([question], Amendment(add_tags=("hard",), level=Level.ADVANCED))

    assert not waits(app)


def test_undoing_a_wording_is_compared_too(app: App, question: int) -> None:
    mine = add(app)
    reword(app, mine, prompt="What is a tuple?", answer="A list that stays.")
    compare(app)
    undo(app)
    compare(app)

    assert relatives(app, question) == [(mine, RelationKind.NEAR)]


def test_a_question_that_comes_back_meets_those_that_came_meanwhile(app: App, question: int) -> None:
    mine = add(app)
    compare(app)
    undo(app)
    third = add(app)
    compare(app)
    with app.unit() as unit:
        unit.activity.redo(1)
    compare(app)

    assert sorted(relatives(app, mine)) == [(question, RelationKind.NEAR), (third, RelationKind.COPY)]


def test_a_question_that_was_merged_and_is_not_any_more_waits(app: App, question: int) -> None:
    mine = add(app)
    with app.unit() as unit:
        unit.editing.merge(question, [mine])
    compare(app)
    assert not waits(app)
    undo(app)

    assert waits(app)


@pytest.mark.usefixtures("question")
def test_one_that_is_reworded_while_all_are_compared_goes_on_waiting(app: App) -> None:
    mine = add(app)
    with app.reader() as unit:
        known = {each.question_id: each.revision for each in unit.intake.known_drafts()}
    reword(app, mine, answer="Something else.")
    with app.unit() as unit:
        unit.intake.relate([], among=known)

    assert waits(app)


def test_more_than_the_given_number_are_left_alone(app: App, question: int) -> None:
    mine = add(app)

    assert not compare(app, at_most=1)
    assert relatives(app, mine) == []
    assert compare(app, at_most=2)
    assert relatives(app, mine) == [(question, RelationKind.NEAR)]


def test_a_worker_does_it_and_one_job_serves_several_changes(app: App, question: int) -> None:
    mine = add(app)
    with app.unit() as unit:
        first = compare_later(unit.jobs)
    with app.unit() as unit:
        assert compare_later(unit.jobs) == first
    app.worker().run(once=True)

    with app.reader() as unit:
        done = unit.jobs.job(first)
    assert (done.state, done.progress) == (JobState.DONE, Progress(1, 1))  # no words: they would be in one language
    assert relatives(app, question) == [(mine, RelationKind.NEAR)]


@pytest.mark.usefixtures("question")
def test_hidden_questions_keep_nothing_waiting(app: App) -> None:
    add(app)
    undo(app)

    assert not waits(app)
    redo(app)
    assert waits(app)
