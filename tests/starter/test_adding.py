"""The starter bank comes in, and newer ones after it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.apps import settings_of
from tests.bank.editing import found, listed, look, redo, says, undo
from tests.starter.made import a_starter, add, number_of, put_page
from viva.app import App
from viva.bank.model import Origin, QuestionStatus
from viva.exchange.writing import plan_export
from viva.kernel.errors import InvalidInput
from viva.notes.model import Level, RelationKind
from viva.starter import shipped
from viva.starter.service import Starter

SET = "# What is a set?\n\nValues without order, each once.\n"
TUPLE = "# What is a tuple?\n\nValues in order, which never change.\n"
NEWER = "# What is a set?\n\nHashable values without order, each once.\n"


@pytest.fixture
def second_app(tmp_path: Path) -> Iterator[App]:
    program = App(settings_of(tmp_path / "second"))
    yield program
    program.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_starter(tmp_path / "starter", set=SET, tuple=TUPLE)


def edit(app: App, question: int, **changed: object) -> None:
    now = look(app, question)
    with app.unit() as unit:
        unit.editing.edit(question, replace(now.content, **changed), seen=now.version)  # type: ignore[arg-type]


def test_it_comes_in_as_one_change_that_is_undone_and_done_again(app: App, folder: Path) -> None:
    done = add(app, folder)

    assert (done.added, found(app, "hash order")) == (2, [])
    assert found(app, "tuple") == ["What is a tuple?"]
    assert look(app, 1).is_published
    undo(app, done.change_id)
    assert listed(app) == []
    redo(app)
    assert len(listed(app)) == 2


def test_adding_it_again_changes_nothing(app: App, folder: Path) -> None:
    add(app, folder)
    again = add(app, folder)

    assert (again.change_id, again.added, again.revised) == (None, 0, 0)
    assert len(listed(app)) == 2


def test_what_was_undone_comes_back_when_it_is_added_again(app: App, folder: Path) -> None:
    undo(app, add(app, folder).change_id)
    again = add(app, folder)

    assert again.added == 2
    assert len(listed(app)) == 2


def test_a_newer_wording_takes_the_place_of_the_older_one(app: App, folder: Path) -> None:
    add(app, folder)
    question = number_of(app, "set")
    done = add(app, a_starter(folder, set=NEWER, tuple=TUPLE))

    assert (done.added, done.revised, done.offered) == (0, 1, 0)
    assert says(app, question).answer.startswith("Hashable")
    assert look(app, question).wording.origin is Origin.NOTES
    assert found(app, "hashable") == ["What is a set?"]
    undo(app, done.change_id)
    assert says(app, question).answer.startswith("Values")
    add(app, folder)
    assert says(app, question).answer.startswith("Hashable")


def test_a_wording_of_ones_own_stays_and_the_newer_one_is_offered(app: App, folder: Path) -> None:
    add(app, folder)
    question = number_of(app, "set")
    edit(app, question, answer="Mine.")
    done = add(app, a_starter(folder, set=NEWER, tuple=TUPLE))

    now = look(app, question)
    assert (done.revised, done.offered, now.content.answer) == (0, 1, "Mine.")
    assert now.offered
    assert now.offered.content.answer.startswith("Hashable")
    assert now.is_published
    assert listed(app, offered=True) == ["What is a set?"]
    assert add(app, folder).change_id is None
    with app.unit() as unit:
        unit.editing.settle(question, take=True, seen=now.version)
    assert says(app, question).answer.startswith("Hashable")


def test_an_edit_that_was_made_while_nothing_newer_came_is_left_alone(app: App, folder: Path) -> None:
    add(app, folder)
    question = number_of(app, "set")
    edit(app, question, answer="Mine.")

    assert add(app, folder).change_id is None
    assert (says(app, question).answer, look(app, question).offered) == ("Mine.", None)


def test_what_one_said_about_a_question_stays_on_its_newer_text(app: App, folder: Path) -> None:
    add(app, folder)
    question = number_of(app, "set")
    edit(app, question, tags=("mine",), level=Level.ADVANCED)
    done = add(app, a_starter(folder, set=NEWER, tuple=TUPLE))

    now = says(app, question)
    assert (done.revised, done.offered) == (1, 0)
    assert (now.tags, now.level, now.answer[:8]) == (("mine",), Level.ADVANCED, "Hashable")


def test_a_wording_that_the_newer_one_says_too_is_no_longer_ones_own(app: App, folder: Path) -> None:
    add(app, folder)
    question = number_of(app, "set")
    edit(app, question, answer="Hashable values without order, each once.")
    add(app, a_starter(folder, set=NEWER, tuple=TUPLE))

    assert look(app, question).offered is None
    add(app, a_starter(folder, set=SET, tuple=TUPLE))
    assert says(app, question).answer.startswith("Values")


def test_what_it_no_longer_asks_is_retired_unless_it_is_ones_own(app: App, folder: Path) -> None:
    add(app, folder)
    mine, theirs = number_of(app, "set"), number_of(app, "tuple")
    edit(app, mine, answer="Mine.")
    for name, text in (("set", SET), ("tuple", TUPLE)):
        put_page(folder, "en", f"python/{name}", text, status="retired")
    done = add(app, folder)

    assert done.retired == 1
    assert (look(app, mine).status, look(app, theirs).status) == (QuestionStatus.READY, QuestionStatus.RETIRED)
    undo(app, done.change_id)
    assert look(app, theirs).status is QuestionStatus.READY


def test_a_question_that_was_merged_into_another_stays_there(app: App, folder: Path) -> None:
    add(app, folder)
    into, other = number_of(app, "tuple"), number_of(app, "set")
    with app.unit() as unit:
        unit.editing.merge(into, [other])

    assert add(app, a_starter(folder, set=NEWER, tuple=TUPLE)).change_id is None
    assert look(app, other).merged_into == into


def test_one_language_is_enough(app: App, folder: Path) -> None:
    put_page(folder, "ru", "python/set", "# Что такое множество?\n\nЗначения без порядка.\n")

    assert add(app, folder, "ru").added == 1
    assert listed(app) == ["Что такое множество?"]
    with pytest.raises(InvalidInput, match="not in fr"):
        add(app, folder, "fr")
    with app.reader() as unit:
        holding = Starter(unit.exchange, folder).holding()
    assert (holding.shipped, holding.there) == (3, 1)


def test_twins_are_known_as_such(app: App, folder: Path) -> None:
    twin = shipped.key_of("ru", "python/set")
    put_page(folder, "en", "python/set", SET, related=f"{{twin: [{twin}]}}")
    put_page(folder, "ru", "python/set", "# Что такое множество?\n\nЗначения без порядка.\n")
    add(app, folder)

    (related,) = look(app, number_of(app, "set")).related
    assert (related.kind, related.prompt) == (RelationKind.TWIN, "Что такое множество?")


def test_it_stays_what_it_is_when_the_bank_moves_to_another(
    app: App, second_app: App, folder: Path, tmp_path: Path
) -> None:
    add(app, folder)
    edit(app, number_of(app, "set"), answer="Mine.")
    with app.reader() as unit:
        plan_export(tmp_path / "out", unit.exchange.bank()).write(over_edits=False)
    with second_app.unit() as unit:
        unit.exchange.load(unit.exchange.read(tmp_path / "out"))

    assert add(second_app, folder).change_id is None
    assert add(second_app, a_starter(folder, set=NEWER, tuple=TUPLE)).offered == 1


def test_what_ships_can_be_added(app: App) -> None:
    with app.unit() as unit:
        holding = unit.starter.holding()
        done = unit.starter.add()

    assert done.added == holding.shipped > 0
    with app.reader() as unit:
        assert unit.starter.holding().there == holding.shipped
