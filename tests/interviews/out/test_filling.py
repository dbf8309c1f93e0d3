"""A sheet that was filled in elsewhere: taken in whole, or not at all."""

import csv
import io

import pytest

from tests.interviews.conduct.table import Table, an_interview
from viva.app import App
from viva.interviews.conduct.model import Kind, State
from viva.interviews.out.filling import fill
from viva.interviews.out.sheets import paper_sheet
from viva.kernel.errors import InvalidInput


@pytest.fixture
def table(app: App) -> Table:
    return an_interview(app, start=False)


def sheet(table: Table, *ratings: str) -> str:
    """The sheet of the interview, with these ratings."""
    with table.app.reader() as unit:
        lines = unit.interviews.lines(table.interview)
        blank = paper_sheet(unit.interviews.interview(table.interview), lines, {})
    rows = list(csv.DictReader(io.StringIO(blank)))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows({**row, "rating": rating} for row, rating in zip(rows, ratings, strict=True))
    return out.getvalue()


def taken(table: Table, who: str, text: str) -> int:
    with table.app.unit() as unit:
        return len(fill(unit.conduct, table.tokens[who], text))


def test_what_was_only_planned_was_held_then_also_after_it_was_put_off(table: Table) -> None:
    assert taken(table, "Ana", sheet(table, "1", "", "")) == 1
    table.become(State.POSTPONED, "ill")
    table.become(State.PLANNED)

    assert taken(table, "Ana", sheet(table, "1", "2", "")) == 1
    assert table.entry("Ana", 2).rating == 2


def test_of_one_that_is_refused_nothing_is_kept(table: Table) -> None:
    with pytest.raises(InvalidInput, match="Only the lead"):
        taken(table, "Ben", sheet(table, "1", "2", "3"))
    assert table.sheet("Ana").interview.state is State.PLANNED


def test_the_same_sheet_again_changes_nothing(table: Table) -> None:
    text = sheet(table, "1", "2", "3")
    assert taken(table, "Ana", text) == 3
    table.record("Ana", Kind.NOTE, 1, text="Spoke of locks.", seen=1)

    assert taken(table, "Ana", text) == 0
    assert table.entry("Ana", 1).note == "Spoke of locks."
