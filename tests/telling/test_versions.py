"""Both versions of a change that was not carried out, as a person reads them."""

from typing import Any

import pytest

from tests.interviews.conduct.table import Table, an_interview
from viva.app import App
from viva.interviews.conduct.model import Fate, Kind
from viva.telling.interviews import Versions, versions


@pytest.fixture
def table(sqlite_app: App) -> Table:
    return an_interview(sqlite_app)


def refused(table: Table, kind: Kind, line: int | None = 1, who: str = "Ana", **values: Any) -> Versions:
    """Of a change that is stale or makes no sense."""
    change = table.change(kind, line, **values)
    (outcome,) = table.send(who, change)
    assert outcome.fate in {Fate.STALE, Fate.REFUSED}
    return versions(change, outcome, None if who == "Dan" else table.sheet(who))


def test_a_rating_is_called_as_the_scale_has_it_and_no_rating_by_its_state(table: Table) -> None:
    table.record("Ana", Kind.STATE, 1, state="no answer", seen=0)
    assert refused(table, Kind.RATE, rating=3, seen=0) == ("Rating", "3 Okay", "asked, no answer")

    table.record("Ana", Kind.STATE, 1, state="void", reason="outage", seen=1)
    assert refused(table, Kind.STATE, state="no answer", seen=0) == ("Rating", "asked, no answer", "void: outage")


def test_a_text_stands_beside_the_other_text_alone(table: Table) -> None:
    table.rate("Ana", 1, 2)
    table.record("Ana", Kind.NOTE, 1, text="theirs", seen=1)
    assert refused(table, Kind.NOTE, text="mine", seen=1) == ("Evidence", "mine", "theirs")

    table.record("Dan", Kind.SCRATCH, text="x = 1", seen=1)
    assert refused(table, Kind.SCRATCH, None, "Dan", text="x = 2", seen=1) == ("Shared text", "x = 2", "x = 1")


def test_who_asks_is_told_by_name(table: Table) -> None:
    table.record("Ana", Kind.ASSIGN, 1, seat=table.seats["Ben"], seen=1)
    assert refused(table, Kind.ASSIGN, seat=None, seen=1) == ("Who asks it", "anybody", "Ben")


def test_skipping_is_told_with_its_reason(table: Table) -> None:
    table.record("Ben", Kind.SKIP, 1, skipped=True, reason="no time", seen=1)
    assert refused(table, Kind.SKIP, skipped=False, seen=1) == ("Skipped or not", "not skipped", "skipped: no time")


def test_what_was_refused_has_nothing_beside_it(table: Table) -> None:
    assert refused(table, Kind.TICK, point=9, ticked=True) == ("Key point", "", "")
    assert refused(table, Kind.RATE, rating=7, seen=0) == ("Rating", "7", "")


def test_every_kind_of_change_has_a_word(table: Table) -> None:
    for kind in Kind:
        assert refused(table, kind, 99, rating="x", seat="x", swapped_for="x", percent=-1).title
