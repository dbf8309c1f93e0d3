"""A candidate's data: how long it is kept, all of it in one file, and gone when it is erased."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.interviews.conduct.table import Table
from tests.interviews.out.conducted import held
from viva.app import App
from viva.interviews.conduct.candidates import Candidates, Retention
from viva.interviews.conduct.model import Kind, State
from viva.interviews.jobs import forgetting
from viva.jobs.registry import Nothing
from viva.kernel.clock import FrozenClock
from viva.kernel.errors import Conflict, InvalidInput, NotFound
from viva.settings import BANK_FILE

NAME, NOTE, SCRATCH, OLD = "Zaphod Marmelade", "unmistakable-note-7f3a", "scratch-text-91bc", "an-older-note-55de"


@pytest.fixture
def table(app: App) -> Table:
    table = held(app, candidate=NAME, note=NOTE)
    table.record("Dan", Kind.SCRATCH, text=SCRATCH, seen=1)
    table.become(State.FINISHED)
    return table


def candidate_of(table: Table) -> int:
    with table.app.reader() as unit:
        return unit.interviews.interview(table.interview).candidate.id


def test_what_is_known_of_a_person_is_one_file(table: Table) -> None:
    with table.app.reader() as unit:
        known = json.loads(json.dumps(unit.candidates.everything(candidate_of(table)), ensure_ascii=False))

    (interview,) = known["interviews"]
    assert known["candidate"]["name"] == NAME
    assert interview["shared_text"] == SCRATCH
    assert [each["note"] for each in interview["ratings"] if each["note"]] == [NOTE]
    assert NOTE in json.dumps(interview["history"])
    assert NOTE in json.dumps(interview["scorecards"])
    assert len(interview["questions"]) == 3


def test_erasing_leaves_a_placeholder_ratings_and_seals(table: Table) -> None:
    number = candidate_of(table)
    with table.app.reader() as unit:
        before = unit.results.report(table.interview)
    table.app.erase_candidate(number)
    with table.app.reader() as unit:
        after = unit.results.report(table.interview)
        known = json.dumps(unit.candidates.everything(number), ensure_ascii=False)
        (listed,) = unit.interviews.interviews().interviews

    assert (listed.candidate, after.interview.candidate.name) == (f"Candidate {number}",) * 2
    assert [each.rating for each in after.judged] == [each.rating for each in before.judged]
    assert [(card.seal, card.holds) for card in after.cards] == [(card.seal, True) for card in before.cards]
    assert after.agreement == before.agreement
    assert not [word for word in (NAME, NOTE, SCRATCH) if word in known]
    with pytest.raises(NotFound):
        table.sheet("Dan")


def test_nothing_is_written_of_somebody_who_was_erased(table: Table) -> None:
    table.app.erase_candidate(candidate_of(table))

    for who in ("Ana", "Ben", "Dan"):
        with pytest.raises(NotFound):
            table.record(who, Kind.SCRATCH, text="came late", seen=2)
    with pytest.raises(InvalidInput), table.app.unit() as unit:
        unit.interviews.renew(table.interview, table.seats["Ana"])


def test_nothing_of_it_is_left_in_the_file(sqlite_app: App, folder_in_memory: Path) -> None:
    table = held(sqlite_app, candidate=NAME, note=OLD)
    number = candidate_of(table)
    file = folder_in_memory / BANK_FILE
    assert NAME.encode() in bytes_of(file)
    sqlite_app.erase_candidate(number)

    left = bytes_of(file)
    assert [word for word in (NAME, OLD) if word.encode() in left] == []


def bytes_of(file: Path) -> bytes:
    return b"".join(each.read_bytes() for each in file.parent.iterdir() if each.name.startswith(file.name))


def test_what_is_held_is_not_erased(table: Table) -> None:
    number = candidate_of(table)
    with table.app.unit() as unit:
        unit.candidates.hold(number, "a complaint is open")
    with pytest.raises(Conflict, match="a complaint is open"):
        table.app.erase_candidate(number)
    with table.app.unit() as unit:
        unit.candidates.release(number)
    table.app.erase_candidate(number)
    table.app.erase_candidate(number)


def test_the_rule_erases_in_its_time_and_not_before_the_least(table: Table, clock: FrozenClock) -> None:
    number = candidate_of(table)
    with table.app.unit() as unit:
        unit.candidates.keep_for(Retention(days=90, least=30, most=365))
    with pytest.raises(Conflict, match="until 2026-03-31"):
        table.app.erase_candidate(number)

    def due() -> tuple[int, ...]:
        with table.app.reader() as unit:
            return unit.candidates.due()

    clock.advance(timedelta(days=89))
    assert due() == ()
    clock.advance(timedelta(days=2))
    assert due() == (number,)
    with table.app.unit() as unit:
        unit.candidates.hold(number, "a complaint is open")
    assert due() == ()


def test_the_nightly_job_erases_who_is_due(table: Table, clock: FrozenClock) -> None:
    forget = forgetting(table.app._database, table.app.waiting_dir)
    clock.advance(timedelta(days=200))
    with table.app.unit() as unit:
        unit.jobs.add(forget, Nothing())
    table.app.worker().run(once=True)
    with table.app.reader() as unit:
        assert unit.candidates.candidate(candidate_of(table)).candidate.erased_at == clock.now()
        assert unit.candidates.due() == ()


@pytest.mark.parametrize("changed", [{"days": -1}, {"days": 10, "least": 11}, {"days": 800}, {"most": 4_000}])
def test_a_rule_lies_between_its_bounds(app: App, changed: dict[str, int]) -> None:
    with pytest.raises(InvalidInput), app.unit() as unit:
        unit.candidates.keep_for(replace(Retention(), **changed))
    with app.reader() as unit:
        assert unit.candidates.retention() == Retention()


def test_copies_made_before_are_named(sqlite_app: App, folder_in_memory: Path) -> None:
    with sqlite_app.reader():
        pass
    sqlite_app.backup(folder_in_memory / "viva-friday.sqlite3")

    assert sqlite_app.copies() == (folder_in_memory / "viva-friday.sqlite3",)


def test_another_workspace_reaches_nothing(table: Table) -> None:
    number = candidate_of(table)
    with table.app.unit() as unit:
        cleo = unit._accounts.open_workspace("other", owner="Cleo")
    with table.app.unit(cleo) as unit:
        assert isinstance(unit.candidates, Candidates)
        for reach in (unit.candidates.everything, unit.candidates.erase, unit.candidates.release):
            with pytest.raises(NotFound):
                reach(number)
