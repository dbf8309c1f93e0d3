"""Who sees and does what: each seat by its own link, and others' ratings sealed."""

import pytest

from tests.interviews.conduct.table import Table, an_interview
from viva.app import App
from viva.interviews.conduct.model import Fate, Kind, Part, State
from viva.kernel.errors import InvalidInput, NotFound


@pytest.fixture
def table(app: App) -> Table:
    return an_interview(app)


@pytest.mark.parametrize("token", ["", "wrong", "x" * 5_000, "\x00", "\ud800"])
def test_a_wrong_link_opens_nothing(table: Table, token: str) -> None:
    with table.app.reader() as unit, pytest.raises(NotFound, match="opens no interview"):
        unit.conduct.sheet(token)


def test_a_token_is_kept_only_as_a_hash(table: Table) -> None:
    with table.app.reader() as unit:
        kept = [seat.token_hash for seat in unit.conduct._store.seats(table.interview)]

    assert not set(table.tokens.values()) & set(kept)


def test_a_closed_link_opens_nothing_and_a_renewed_one_does(table: Table) -> None:
    with table.app.unit() as unit:
        unit.interviews.close(table.interview, table.seats["Ben"])
    with pytest.raises(NotFound):
        table.sheet("Ben")
    old = table.tokens["Ben"]
    with table.app.unit() as unit:
        table.tokens["Ben"] = unit.interviews.renew(table.interview, table.seats["Ben"]).token

    assert table.sheet("Ben").seat.name == "Ben"
    with table.app.reader() as unit, pytest.raises(NotFound):
        unit.conduct.sheet(old)


def test_what_others_say_is_not_shown(table: Table) -> None:
    table.rate("Ana", 1, 4)
    table.record("Ana", Kind.NOTE, 1, text="secret", seen=1)

    assert [dict(each.others) for each in table.sheet("Ben").lines] == [{}, {}, {}]
    assert {each.kind for each in table.feed("Ben").changes} == {Kind.BECOME, Kind.ASK}
    assert "secret" not in repr((table.sheet("Ben"), table.feed("Ben")))


def test_the_feed_tells_what_came_after_a_number(table: Table) -> None:
    table.record("Ana", Kind.ASK, 1)
    first = table.feed("Ben")
    table.record("Ana", Kind.SKIP, 2, seen=1, reason="no time")
    later = table.feed("Ben", first.sequence)

    assert [(each.kind, each.line) for each in later.changes] == [(Kind.SKIP, 2)]
    assert table.feed("Ben", later.sequence).changes == ()


def test_a_feed_that_does_not_tell_all_is_asked_again_from_where_it_ended(table: Table) -> None:
    begun = table.feed("Ben").sequence
    for version in range(3):
        table.record("Ana", Kind.NOTE, 1, text=f"kept to oneself {version}", seen=version)
    table.record("Ana", Kind.SKIP, 2, seen=1)
    told, since = [], begun
    for _ask in range(3):
        with table.app.reader() as unit:
            feed = unit.conduct.feed(table.tokens["Ben"], since, limit=2)
        since = feed.sequence
        told += [each.kind for each in feed.changes]

    assert told == [Kind.SKIP]
    assert since == table.feed("Ben").sequence


def test_two_seats_at_one_line_do_not_overwrite_each_other(table: Table) -> None:
    table.record("Ana", Kind.SKIP, 1, seen=1, reason="later")
    stale = table.record("Ben", Kind.SKIP, 1, seen=1, reason="known")

    assert (stale.fate, stale.theirs["reason"], stale.mine["reason"]) == (Fate.STALE, "later", "known")


def test_a_shadow_changes_nothing_for_others_and_only_the_lead_leads(table: Table) -> None:
    assert table.record("Eve", Kind.ASK, 1).fate is Fate.REFUSED
    assert table.record("Ben", Kind.BECOME, state="finished").fate is Fate.REFUSED
    assert table.rate("Eve", 1, 2).fate is Fate.SAVED
    assert table.sheet("Ana").asked == 0


def test_the_candidate_sees_the_question_that_was_opened_and_no_answer(table: Table) -> None:
    def page() -> object:
        with table.app.reader() as unit:
            return unit.conduct.candidate_page(table.tokens["Dan"])

    assert page().prompt is None  # type: ignore[attr-defined]
    table.record("Ana", Kind.OPEN, 2)
    shown = page()
    assert shown.prompt == "Should?"  # type: ignore[attr-defined]
    assert "one lock" not in repr(shown)
    assert "A lock." not in repr(shown)
    table.record("Ana", Kind.OPEN)
    assert page().prompt is None  # type: ignore[attr-defined]


def test_the_candidate_writes_the_shared_text_and_nothing_else(table: Table) -> None:
    assert table.record("Dan", Kind.SCRATCH, text="def f(): ...", seen=1).version == 2
    assert table.sheet("Ana").interview.scratch == "def f(): ..."
    stale = table.record("Ana", Kind.SCRATCH, text="other", seen=1)
    assert (stale.fate, stale.theirs["text"]) == (Fate.STALE, "def f(): ...")
    assert table.record("Dan", Kind.RATE, 1, rating=4, seen=0).fate is Fate.REFUSED
    with pytest.raises(NotFound):
        table.sheet("Dan")
    assert {each.kind for each in table.feed("Dan").changes} <= {Kind.OPEN, Kind.SCRATCH, Kind.BECOME}


def test_presence_is_told(table: Table) -> None:
    with table.app.unit() as unit:
        unit.conduct.beat(table.tokens["Ben"])

    assert table.sheet("Ana").present == (table.seats["Ben"],)


def test_another_workspace_opens_none_of_it(table: Table) -> None:
    with table.app.unit() as unit:
        cleo = unit._accounts.open_workspace("other", owner="Cleo")
    with table.app.reader(cleo) as unit:
        for look in (unit.interviews.interview, unit.interviews.lines):
            with pytest.raises(NotFound):
                look(table.interview)
        with pytest.raises(NotFound):
            unit.conduct.sheet(table.tokens["Ana"])
        assert unit.interviews.interviews().total == 0


def test_a_seat_needs_a_name_and_the_candidate_has_one_link(table: Table) -> None:
    for part, name in ((Part.PANEL, " "), (Part.PANEL, "x" * 201), (Part.CANDIDATE, "Dan")):
        with pytest.raises(InvalidInput), table.app.unit() as unit:
            unit.interviews.seat(table.interview, part, name)


def test_the_candidate_has_one_link_also_where_an_older_one_is_renewed(table: Table) -> None:
    with table.app.unit() as unit:
        unit.interviews.close(table.interview, table.seats["Dan"])
        unit.interviews.seat(table.interview, Part.CANDIDATE, "Dan")
    with pytest.raises(InvalidInput), table.app.unit() as unit:
        unit.interviews.renew(table.interview, table.seats["Dan"])


def test_part_of_a_link(table: Table) -> None:
    with table.app.reader() as unit:
        assert unit.conduct.part(table.tokens["Eve"]) is Part.SHADOW
        assert unit.conduct.interview_id(table.tokens["Eve"]) == table.interview
    assert table.sheet("Ana").interview.state is State.RUNNING
