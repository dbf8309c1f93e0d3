"""What clients send is checked for its form: one change that makes no sense holds up none behind it."""

from typing import Any

import pytest

from tests.interviews.conduct.table import Table, an_interview
from viva.app import App
from viva.interviews.conduct.incoming import checked
from viva.interviews.conduct.model import Change, Fate, Kind
from viva.kernel.errors import InvalidInput

HUGE = 10**30


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        (Kind.STATE, {"line": 1, "seen": 0, "values": {"state": []}}),
        (Kind.BECOME, {"values": {"state": {"state": "running"}}}),
        (Kind.ASSIGN, {"line": 1, "seen": 1, "values": {"seat": [1]}}),
        (Kind.ASSIGN, {"line": 1, "seen": 1, "values": {"seat": HUGE}}),
        (Kind.MOVE, {"line": 1, "values": {"after": 1.5}}),
        (Kind.ADD, {"values": {"question": HUGE}}),
        (Kind.ADD, {"values": {"question": True}}),
        (Kind.ASK, {"line": 1, "values": {"asked": float("nan")}}),
        (Kind.SKIP, {"line": 1, "seen": 1, "values": {"skipped": {}}}),
        (Kind.RATE, {"line": 1, "seen": HUGE, "values": {"rating": 1}}),
        (Kind.EXTRA, {"seen": HUGE, "values": {"percent": 5}}),
        (Kind.EXTRA, {"line": HUGE, "values": {"percent": 5}}),
        (Kind.SCRATCH, {"line": -1, "seen": 1, "values": {"text": "x"}}),
        (Kind.NOTE, {"line": 1, "seen": 0, "values": {"text": "x", "more": "kept nowhere"}}),
    ],
)
def test_what_makes_no_sense_is_refused(kind: Kind, sent: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        checked(Change(key="k", kind=kind, **sent))


@pytest.fixture
def table(app: App) -> Table:
    return an_interview(app)


def test_a_text_that_no_database_keeps_is_the_same_when_it_is_sent_again(table: Table) -> None:
    change = table.change(Kind.NOTE, 1, text="a\0b \ud83d", seen=0)
    outcomes = [table.send("Ana", change)[0] for _time in range(2)]

    assert [each.fate for each in outcomes] == [Fate.SAVED, Fate.REPEATED]
