"""Rating and noting: every change once, none over another, and the four states apart."""

from typing import Any

import pytest

from tests.interviews.conduct.table import Table, an_interview
from viva.app import App
from viva.interviews.conduct.changes import replayed
from viva.interviews.conduct.kept import change_from, entry_from
from viva.interviews.conduct.model import OWN, Answered, Fate, Kind, State
from viva.interviews.scale import DEFAULT


@pytest.fixture
def table(app: App) -> Table:
    return an_interview(app)


def test_nothing_is_asked_at_first(table: Table) -> None:
    sheet = table.sheet("Ana")

    assert [each.entry.state for each in sheet.lines] == [Answered.NOT_ASKED] * 3
    assert (sheet.asked, sheet.planned) == (0, 3)


def test_a_rating_is_kept_and_the_question_was_asked(table: Table) -> None:
    outcome = table.rate("Ana", 1, 3)

    assert (outcome.fate, outcome.version) == (Fate.SAVED, 1)
    assert (table.entry("Ana", 1).state, table.entry("Ana", 1).rating) == (Answered.RATED, 3)
    assert table.sheet("Ben").asked == 1
    assert table.entry("Ben", 1).state is Answered.NOT_ASKED


@pytest.mark.parametrize(
    "taken_back", [{"kind": Kind.STATE, "state": "not asked"}, {"kind": Kind.RATE, "rating": None}]
)
def test_who_takes_a_rating_back_takes_back_that_it_was_asked(table: Table, taken_back: dict[str, Any]) -> None:
    table.rate("Ana", 1, 3)
    table.record("Ana", line=1, seen=1, **taken_back)

    assert table.sheet("Ben").asked == 0


def test_what_was_asked_stays_asked_when_one_of_its_ratings_is_taken_back(table: Table) -> None:
    table.record("Ana", Kind.ASK, 1)
    table.rate("Ana", 2, 3)
    for who in ("Ana", "Ben"):
        table.rate(who, 1, 3)
    table.rate("Ben", 2, 1)
    for line in (1, 2):
        table.rate("Ana", line, None)

    assert table.sheet("Ben").asked == 2


def test_ticked_key_points_propose_and_the_person_decides(table: Table) -> None:
    for point in (0, 1):
        table.record("Ana", Kind.TICK, 1, point=point, ticked=True)
    table.record("Ana", Kind.TICK, 1, point=1, ticked=False)
    (first, *_rest) = table.sheet("Ana").lines

    assert (first.entry.ticked, first.proposed, first.entry.rating) == ((0,), 1, None)
    assert first.anchors[2] == "bytecode"
    table.rate("Ana", 1, 4)
    assert table.entry("Ana", 1).rating == 4


def test_the_four_states_are_never_mixed_up(table: Table) -> None:
    seen = iter(range(9))
    states = []
    for values in (
        {"state": "no answer"},
        {"state": "void", "reason": "the projector failed"},
        {"state": "not asked"},
    ):
        table.record("Ana", Kind.STATE, 1, seen=next(seen), **values)
        entry = table.entry("Ana", 1)
        states.append((entry.state, entry.rating, entry.reason))

    assert states == [
        (Answered.NO_ANSWER, None, ""),
        (Answered.VOID, None, "the projector failed"),
        (Answered.NOT_ASKED, None, ""),
    ]


def test_sent_again_it_is_there_once(table: Table) -> None:
    change = table.change(Kind.NOTE, 1, text="good", seen=0)
    outcomes = [table.send("Ana", change)[0] for _each in range(3)]

    assert [each.fate for each in outcomes] == [Fate.SAVED, Fate.REPEATED, Fate.REPEATED]
    assert len({(each.sequence, each.version) for each in outcomes}) == 1
    assert len([each for each in table.feed("Ana").changes if each.kind is Kind.NOTE]) == 1


def test_a_key_is_not_used_for_something_else(table: Table) -> None:
    table.record("Ana", Kind.NOTE, 1, key="k", text="good", seen=0)
    other = table.record("Ana", Kind.NOTE, 1, key="k", text="bad", seen=1)

    assert other.fate is Fate.REFUSED
    assert table.entry("Ana", 1).note == "good"


def test_the_same_key_of_another_seat_is_another_change(table: Table) -> None:
    fates = [table.record(who, Kind.NOTE, 1, key="k", text=who, seen=0).fate for who in ("Ana", "Ben")]

    assert fates == [Fate.SAVED, Fate.SAVED]


def test_a_stale_change_is_not_carried_out_and_both_versions_are_shown(table: Table) -> None:
    table.record("Ana", Kind.NOTE, 1, text="from one tab", seen=0)
    change = table.change(Kind.NOTE, 1, text="from another tab", seen=0)
    (stale,) = table.send("Ana", change)

    assert (stale.fate, stale.version) == (Fate.STALE, 1)
    assert (stale.mine["text"], stale.theirs["note"]) == ("from another tab", "from one tab")
    assert table.entry("Ana", 1).note == "from one tab"
    assert [each.stale for each in table.feed("Ana").changes if each.kind is Kind.NOTE] == [False, True]
    (again,) = table.send("Ana", change)
    assert (again.fate, again.mine, again.theirs["note"]) == (Fate.STALE, stale.mine, "from one tab")


def test_what_was_typed_offline_is_replayed_in_order(table: Table) -> None:
    changes = [table.change(Kind.NOTE, 1, text=f"note {number}", seen=number) for number in range(3)]
    outcomes = table.send("Ana", *changes, table.change(Kind.RATE, 1, rating=2, seen=3))
    again = table.send("Ana", *changes, table.change(Kind.RATE, 2, rating=1, seen=0))

    assert [(each.fate, each.version) for each in outcomes] == [(Fate.SAVED, number) for number in (1, 2, 3, 4)]
    assert [each.fate for each in again] == [Fate.REPEATED] * 3 + [Fate.SAVED]
    assert (table.entry("Ana", 1).note, table.entry("Ana", 1).rating) == ("note 2", 2)


def test_one_that_is_refused_does_not_stop_those_behind_it(table: Table) -> None:
    outcomes = table.send(
        "Ana",
        table.change(Kind.RATE, 1, rating=7, seen=0),
        table.change(Kind.RATE, 99, rating=1, seen=0),
        table.change(Kind.TICK, 1, point=3, ticked=True),
        table.change(Kind.STATE, 1, state="void", seen=0),
        table.change(Kind.STATE, 1, state="asleep", seen=0),
        table.change(Kind.NOTE, 1, text=["no text"], seen=0),
        table.change(Kind.NOTE, 1, text="x" * 20_001, seen=0),
        table.change(Kind.NOTE, 1, text="no version"),
        table.change(Kind.NOTE, text="no line", seen=0),
        table.change(Kind.RATE, 1, rating=float("nan"), seen=0),
        table.change(Kind.RATE, 1, rating=2, seen=0),
    )

    assert [each.fate for each in outcomes] == [Fate.REFUSED] * 10 + [Fate.SAVED]
    assert all(each.trouble for each in outcomes[:10])


def test_notes_hold_any_text(table: Table) -> None:
    table.record("Ana", Kind.NOTE, 1, text="Ёж \u202e <script>\nline", seen=0)

    assert table.entry("Ana", 1).note == "Ёж \u202e <script>\nline"


def test_nothing_is_rated_before_the_start(app: App) -> None:
    table = an_interview(app, start=False)

    assert table.rate("Ana", 1, 2).fate is Fate.REFUSED
    table.become(State.RUNNING)
    assert table.rate("Ana", 1, 2).fate is Fate.SAVED


def test_what_is_stored_is_what_the_journal_makes(table: Table) -> None:
    table.record("Ana", Kind.TICK, 1, point=0, ticked=True)
    table.rate("Ana", 1, 3)
    table.record("Ana", Kind.NOTE, 1, text="stale", seen=0)
    table.record("Ana", Kind.NOTE, 2, text="kept", seen=0)
    table.record("Ana", Kind.FLAG, 2, text="rude", seen=1)
    table.rate("Ana", 1, None)
    with table.app.reader() as unit:
        lines = {line.number: line for line in unit.interviews.lines(table.interview)}
        store = unit.conduct._store
        seat = table.seats["Ana"]
        mine = [each for each in store.changes(table.interview, 0, 500) if each.seat_id == seat and not each.stale]
        made = replayed([change_from(each) for each in mine if each.kind in OWN], lines, DEFAULT)
        stored = {entry.line: entry_from(entry) for entry in store.entries([seat])}

    assert stored == made
    assert stored[2].flag == "rude"
