"""An interview that was held, with everything in it that an export may meet."""

from typing import Any

from tests.interviews.conduct.table import Table, an_interview
from tests.interviews.made import a_template, asked, fixed, gates
from tests.interviews.results.test_scorecard import submit
from viva.app import App
from viva.interviews.conduct.model import Kind, Line, Part
from viva.interviews.conduct.planning import Plan
from viva.interviews.results.report import Report
from viva.notes.model import Group


def held(app: App, *, candidate: str = "Даниил Ёжиков", note: str = "=cmd|' /C calc'!A1", **plan: Any) -> Table:
    """Three questions; Ana and Ben rated two of them, and both submitted."""
    items = [
        fixed(app, asked(app, "What is the GIL?", group=Group.MUST)),
        fixed(app, asked(app, "Что | такое `поток`?", group=Group.SHOULD, topics=("threading",))),
        fixed(app, asked(app, "Not reached?", group=Group.OKAY)),
    ]
    table = an_interview(
        app, a_template(*items, **gates("every Must", "no section under 1", "no red flag")), candidate=candidate, **plan
    )
    for who, rating in (("Ana", 3), ("Ben", 2)):
        table.record(who, Kind.TICK, 1, point=0, ticked=True)
        table.rate(who, 1, rating)
    table.record("Ana", Kind.NOTE, 1, text=note, seen=2)
    table.record("Ana", Kind.STATE, 2, state="no answer", seen=0)
    submit(table, "Ana", reason="as noted")
    submit(table, "Ben", reason="as noted")
    return table


def report(table: Table) -> Report:
    with table.app.reader() as unit:
        return unit.results.report(table.interview)


def lines(table: Table) -> tuple[Line, ...]:
    with table.app.reader() as unit:
        return unit.interviews.lines(table.interview)


def again(table: Table, who: str = "Ana") -> Table:
    """The same questions for another candidate, with a seat for one."""
    with table.app.unit() as unit:
        number = unit.interviews.create(Plan(template_id=1, candidate="Fay"))
        link = unit.interviews.seat(number, Part.LEAD, who)
    return Table(table.app, number, {who: link.token}, {who: link.seat.id})
