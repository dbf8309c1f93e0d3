"""Submitting a scorecard: sealed with a hash, amended with a reason, and only then others are open to see."""

import pytest

from tests.interviews.conduct.table import Table, an_interview
from tests.interviews.made import a_template, asked, fixed, gates
from viva.app import App
from viva.interviews.conduct.errors import Sealed
from viva.interviews.conduct.model import Change, Fate, Kind, State
from viva.interviews.results.model import Leaning
from viva.interviews.results.report import Submitted
from viva.interviews.results.sealing import holds, seal_of
from viva.kernel.errors import Conflict, InvalidInput, NotFound
from viva.notes.model import Group


@pytest.fixture
def table(app: App) -> Table:
    must = [fixed(app, asked(app, f"Must {number}?", group=Group.MUST)) for number in (1, 2)]
    return an_interview(app, a_template(*must, **gates("every Must")))


def submit(table: Table, who: str, leaning: Leaning = Leaning.UNDECIDED, reason: str = "", key: str = "s") -> Submitted:
    with table.app.unit() as unit:
        return unit.results.submit(table.tokens[who], key, leaning, reason=reason)


def amend(table: Table, who: str, *changes: Change, key: str = "a", reason: str = "misheard") -> Submitted:
    with table.app.unit() as unit:
        return unit.results.amend(table.tokens[who], key, changes, reason=reason)


def test_a_scorecard_is_sealed_as_it_is(table: Table) -> None:
    table.rate("Ana", 1, 3)
    table.record("Ana", Kind.NOTE, 1, text="чётко", seen=1)
    card = submit(table, "Ana")

    assert card.holds
    assert [(entry.line, entry.rating, entry.note) for entry in card.entries] == [(1, 3, "чётко")]
    assert (card.recommendation, card.computed) == (Leaning.UNDECIDED, Leaning.UNDECIDED)
    assert table.rate("Ana", 1, 4).fate is Fate.REFUSED
    assert submit(table, "Ana") == card
    with pytest.raises(Conflict):
        submit(table, "Ana", key="another")


def test_a_departing_recommendation_needs_a_reason(table: Table) -> None:
    table.rate("Ana", 1, 0)
    with pytest.raises(InvalidInput, match="departs"):
        submit(table, "Ana", Leaning.YES)
    card = submit(table, "Ana", Leaning.YES, "was ill, and strong elsewhere")

    assert (card.recommendation, card.computed, card.reason) == (
        Leaning.YES,
        Leaning.NO,
        "was ill, and strong elsewhere",
    )


def test_what_the_gates_come_to_is_told_before(table: Table) -> None:
    def standing() -> Leaning:
        with table.app.reader() as unit:
            return unit.results.standing(table.tokens["Ana"])[1]

    assert standing() is Leaning.UNDECIDED
    table.rate("Ana", 1, 1)
    table.rate("Ana", 2, 4)
    assert standing() is Leaning.YES
    table.record("Ana", Kind.STATE, 2, state="no answer", seen=1)
    assert standing() is Leaning.NO


def test_others_are_seen_when_both_have_submitted(table: Table) -> None:
    table.rate("Ana", 1, 3)
    table.rate("Ben", 1, 1)
    submit(table, "Ana")
    assert [dict(each.others) for each in table.sheet("Ana").lines] == [{}, {}]
    assert [dict(each.others) for each in table.sheet("Ben").lines] == [{}, {}]
    submit(table, "Ben")

    (first, _second) = table.sheet("Ana").lines
    assert {seat: entry.rating for seat, entry in first.others.items()} == {table.seats["Ben"]: 1}


def test_an_amendment_keeps_what_was_sealed(table: Table) -> None:
    table.rate("Ana", 1, 3)
    first = submit(table, "Ana")
    with pytest.raises(InvalidInput, match="needs a reason"):
        amend(table, "Ana", table.change(Kind.RATE, 1, rating=2), reason=" ")
    second = amend(table, "Ana", table.change(Kind.RATE, 1, rating=2))

    assert [reason for _at, reason in second.amendments] == ["misheard"]
    assert (second.entries[0].rating, second.holds, second.seal != first.seal) == (2, True, True)
    assert amend(table, "Ana", table.change(Kind.RATE, 1, rating=4)) == second, "the key was used already"
    with table.app.reader() as unit:
        rows = unit.results._store.scorecards(table.interview)
        assert rows[1].document["previous"] == rows[0].seal == first.seal


@pytest.mark.parametrize("key", ["", "x" * 201, "s", "noted"])
def test_an_amendment_has_a_key_of_its_own(table: Table, key: str) -> None:
    table.record("Ana", Kind.NOTE, 1, text="clear", seen=0, key="noted")
    submit(table, "Ana", key="s")
    with pytest.raises(InvalidInput, match="key"):
        amend(table, "Ana", table.change(Kind.RATE, 1, rating=1), key=key)


def test_who_looked_at_an_older_scorecard_amends_nothing(table: Table) -> None:
    table.rate("Ana", 1, 3)
    first = submit(table, "Ana")
    amend(table, "Ana", table.change(Kind.NOTE, 1, text="from another tab"))

    change = table.change(Kind.NOTE, 1, text="from an old one")
    with pytest.raises(Conflict, match="amended meanwhile"), table.app.unit() as unit:
        unit.results.amend(table.tokens["Ana"], "b", [change], reason="typo", seen=first.seal)
    assert table.entry("Ana", 1).note == "from another tab"


def test_an_amendment_that_makes_no_sense_changes_nothing(table: Table) -> None:
    submit(table, "Ana")
    for change in (
        table.change(Kind.RATE, 1, rating=9),
        table.change(Kind.SKIP, 1),
        table.change(Kind.RATE, 77, rating=1),
    ):
        with pytest.raises(InvalidInput):
            amend(table, "Ana", table.change(Kind.RATE, 2, rating=1), change)

    assert table.entry("Ana", 2).rating is None


def test_a_change_behind_the_back_is_seen(table: Table) -> None:
    table.rate("Ana", 1, 3)
    table.record("Ana", Kind.NOTE, 1, text="good", seen=1)
    submit(table, "Ana")
    with table.app.reader() as unit:
        (row,) = unit.results._store.scorecards(table.interview)
        document, texts, seal = dict(row.document), dict(row.texts), row.seal

    assert holds(document, texts, seal)
    assert holds(document, {}, seal), "texts may be erased"
    assert not holds(document, {"note 1": [texts["note 1"][0], "bad"]}, seal)
    entries = [{**document["entries"][0], "rating": "4"}]
    assert not holds({**document, "entries": entries}, texts, seal)
    assert seal_of(document) == seal


def test_the_report_waits_for_all_and_the_glass_is_broken_for_all_to_see(table: Table) -> None:
    table.rate("Ana", 1, 3)
    table.rate("Ben", 1, 0)
    submit(table, "Ana")
    with table.app.reader() as unit, pytest.raises(Sealed, match="Ben"):
        unit.results.report(table.interview)
    with table.app.unit() as unit:
        with pytest.raises(InvalidInput):
            unit.results.break_glass(table.interview, " ")
        report = unit.results.break_glass(table.interview, "Ben left the company")

    assert report.broken_glass
    assert [card.recommendation for card in report.cards] == [Leaning.UNDECIDED, None]
    assert Kind.GLASS in {each.kind for each in table.feed("Ben").changes}
    with table.app.reader() as unit:
        assert [reason for _at, reason in unit.results.glasses(table.interview)] == ["Ben left the company"]


def test_nobody_waits_for_a_seat_that_was_closed(table: Table) -> None:
    table.rate("Ana", 1, 3)
    submit(table, "Ana")
    with table.app.unit() as unit:
        unit.interviews.close(table.interview, table.seats["Ben"])
        assert not unit.results.report(table.interview).broken_glass


def test_nothing_is_submitted_before_the_start_nor_by_the_candidate(app: App) -> None:
    table = an_interview(app, start=False)
    with pytest.raises(InvalidInput):
        submit(table, "Ana")
    table.become(State.RUNNING)
    with pytest.raises(NotFound):
        submit(table, "Dan")
    with pytest.raises(Sealed), app.reader() as unit:
        unit.results.report(table.interview)


def test_a_seal_is_of_all_that_is_said() -> None:
    assert seal_of({"b": 1, "a": "ё"}) == seal_of({"a": "ё", "b": 1})
    assert seal_of({"a": 1}) != seal_of({"a": 2})
    assert len({seal_of({"a": 1})}) == 1
