"""The same change to many questions."""

import pytest

from tests.bank.editing import a_question, listed, look, says, undo
from viva.app import App
from viva.bank.combining import Amendment
from viva.bank.content import Necessity
from viva.kernel.errors import NotFound
from viva.notes.model import Group, Level


@pytest.fixture
def two(app: App) -> list[int]:
    return [a_question(app, topics=("gil",)), a_question(app, "What is a thread?", source="b.md", level=Level.BEGINNER)]


def amend(app: App, questions: list[int], **changed: object) -> tuple[int, ...]:
    with app.unit() as unit:
        return unit.editing.amend(questions, Amendment(**changed)).question_ids  # type: ignore[arg-type]


def test_tags_are_added_and_found(app: App, two: list[int]) -> None:
    amend(app, two, add_tags=("hard", "2026"))

    assert listed(app, tag="hard") == ["What is the GIL?", "What is a thread?"]


def test_only_what_is_named_changes(app: App, two: list[int]) -> None:
    amend(app, two, level=Level.ADVANCED, add_topics=("threads",), remove_topics=("gil",))

    assert [says(app, one).topics for one in two] == [("threads",), ("threads",)]
    assert [says(app, one).answer for one in two] == ["A lock.", "A lock."]


def test_a_group_holds_at_its_level(app: App, two: list[int]) -> None:
    amend(app, two, groups={Level.INTERMEDIATE: Group.MUST, Level.BEGINNER: Group.OKAY})
    amend(app, two[:1], groups={Level.BEGINNER: None})

    assert says(app, two[0]).groups == (Necessity(Level.INTERMEDIATE, Group.MUST),)
    assert listed(app, group=Group.OKAY) == ["What is a thread?"]
    assert listed(app, group=Group.MUST, level=Level.BEGINNER) == []


def test_what_is_so_already_is_left_alone(app: App, two: list[int]) -> None:
    touched = amend(app, two, level=Level.BEGINNER)

    assert touched == (two[0],)
    assert look(app, two[1]).version == 1


def test_all_of_it_is_undone_at_once(app: App, two: list[int]) -> None:
    amend(app, two, add_tags=("hard",))
    undo(app)

    assert listed(app, tag="hard") == []
    assert [look(app, one).wording.number for one in two] == [1, 1]


def test_when_one_does_not_exist_none_is_changed(app: App, two: list[int]) -> None:
    with pytest.raises(NotFound):
        amend(app, [*two, 99], add_tags=("hard",))

    assert listed(app, tag="hard") == []
