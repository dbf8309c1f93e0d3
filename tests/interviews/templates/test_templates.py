"""Keeping templates: wordings, copies, files."""

from dataclasses import replace
from typing import Any

import pytest

from tests.interviews.made import a_template, gates, pick
from viva.accounts.model import Person
from viva.app import App
from viva.interviews.templates.errors import StaleTemplate
from viva.interviews.templates.model import Template
from viva.kernel.errors import InvalidInput, NotFound
from viva.notes.model import Level


def made(app: App, **more: Any) -> int:
    with app.unit() as unit:
        return unit.templates.create(a_template(pick("one of topic gil"), **more))


def revised(app: App, number: int, **changed: object) -> int:
    with app.unit() as unit:
        now = unit.templates.template(number)
        return unit.templates.revise(number, replace(now.template, **changed), seen=now.version)  # type: ignore[arg-type]


def test_a_template_is_kept_as_it_is(app: App) -> None:
    template = a_template(
        pick("one of topic gil"), **gates("every Must", "no section under 1.5"), opening="Hello.\nSo:"
    )
    with app.unit() as unit:
        number = unit.templates.create(template)
    with app.reader() as unit:
        stored = unit.templates.template(number)
        (line,) = unit.templates.templates()

    assert (stored.template, stored.revision, stored.made_by) == (template, 1, "local")
    assert (line.id, line.title, line.minutes, line.questions, line.revision) == (number, "Python, L2", 20, 1, 1)


def test_a_change_is_another_revision_and_the_old_one_stays(app: App) -> None:
    number = made(app)
    assert revised(app, number, title="New", level=Level.ADVANCED) == 2

    with app.reader() as unit:
        assert unit.templates.template(number, 1).template.title == "Python, L2"
        assert [each.title for each in unit.templates.revisions(number)] == ["Python, L2", "New"]
        changed = unit.templates.compare(number, 1, 2)
    assert [(each.where, each.before, each.after) for each in changed] == [
        ("Title", "Python, L2", "New"),
        ("Level", "L2", "L3"),
    ]


def test_the_same_again_changes_nothing(app: App) -> None:
    number = made(app)

    assert revised(app, number) == 1


def test_a_stale_change_is_refused(app: App) -> None:
    number = made(app)
    revised(app, number, title="New")

    with pytest.raises(StaleTemplate), app.unit() as unit:
        unit.templates.revise(number, a_template(title="Mine"), seen=1)


def test_what_differs_is_told_item_by_item(app: App) -> None:
    before = a_template(pick("one of topic gil"), pick("two of topic sql"), **gates("every Must"))
    after = a_template(pick("two of topic sql"), pick("one of topic oop", minutes=3), **gates("no red flag"))
    with app.unit() as unit:
        number = unit.templates.create(before)
        unit.templates.revise(number, after, seen=unit.templates.template(number).version)
        changed = unit.templates.compare(number, 1, 2)

    assert [(each.before, each.after) for each in changed] == [
        ("every Must at tier Must or deeper", None),
        (None, "no red flag"),
        ("one of topic gil", None),
        (None, "one of topic oop · 3 min"),
    ]


def test_a_copy_is_a_template_of_its_own(app: App) -> None:
    number = made(app)
    with app.unit() as unit:
        copy = unit.templates.duplicate(number, "Copy")
    revised(app, number, title="Changed")

    with app.reader() as unit:
        assert unit.templates.template(copy).template.title == "Copy"
        assert {each.title for each in unit.templates.templates()} == {"Copy", "Changed"}


def test_it_goes_to_a_file_and_comes_back(app: App) -> None:
    number = made(app)
    with app.unit() as unit:
        again = unit.templates.take(unit.templates.file_of(number))
        assert unit.templates.template(again).template == unit.templates.template(number).template


def test_a_ready_template_is_taken_by_its_name(app: App) -> None:
    with app.unit() as unit:
        number = unit.templates.take_ready("python-backend-l2.ru")
        assert unit.templates.template(number).template.title == "Бэкенд на Python, L2"
        with pytest.raises(NotFound, match="sql-and-data"):
            unit.templates.take_ready("nothing")


def test_one_that_is_retired_is_listed_no_more(app: App) -> None:
    number = made(app)
    with app.unit() as unit:
        unit.templates.retire(number, seen=unit.templates.template(number).version)
    with app.reader() as unit:
        assert unit.templates.templates() == ()
        assert [each.retired for each in unit.templates.templates(retired=True)] == [True]


@pytest.mark.parametrize("number", [0, -1, 77, 1 << 63, 1 << 70])
def test_what_is_not_there_is_not_found(app: App, number: int) -> None:
    with app.reader() as unit, pytest.raises(NotFound):
        unit.templates.template(number)


def test_a_revision_that_is_not_there_is_not_found(app: App) -> None:
    number = made(app)
    with app.reader() as unit, pytest.raises(NotFound, match="no revision 9"):
        unit.templates.template(number, 9)


def test_cleo_sees_nothing_of_it(app: App) -> None:
    number = made(app)
    with app.unit() as unit:
        cleo: Person = unit._accounts.open_workspace("other", owner="Cleo")
    with app.unit(cleo) as unit:
        assert unit.templates.templates() == ()
        with pytest.raises(NotFound):
            unit.templates.template(number)
        with pytest.raises(NotFound):
            unit.templates.revise(number, Template(title="Mine"), seen=1)


def test_what_makes_no_sense_is_not_kept(app: App) -> None:
    with pytest.raises(InvalidInput), app.unit() as unit:
        unit.templates.create(Template(title=""))
    with app.reader() as unit:
        assert unit.templates.templates() == ()
