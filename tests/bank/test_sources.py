"""The notes the bank knows."""

import pytest

from tests.apps import START
from tests.made_notes import a_note, prompts, put
from viva.app import App
from viva.kernel.errors import Conflict, NotFound
from viva.notes.model import Repair, Role


def test_a_source_tells_what_it_holds(app: App) -> None:
    note = a_note(*prompts("1", "2"), repairs=[Repair(1, "Ã©", "é")])
    put(app, note)

    with app.reader() as unit:
        (source,) = unit.bank.sources()
    assert (source.name, source.sha256, source.encoding, source.format) == (
        "python.md",
        note.sha256,
        "utf-8",
        "markdown",
    )
    assert (source.questions, source.repairs, source.imported_at) == (2, 1, START)
    assert source.lines[Role.PROMPT] == 2


def test_vanished_questions_are_not_counted(app: App) -> None:
    put(app, a_note(*prompts("1", "2")))
    put(app, a_note(*prompts("1")))

    with app.reader() as unit:
        (source,) = unit.bank.sources()
    assert source.questions == 1


@pytest.mark.parametrize("name", ["go/lists.md", "lists.md", "/notes/go/lists.md", "notes/go/lists.md"])
def test_a_reading_is_found_by_name_or_its_end(app: App, name: str) -> None:
    put(app, a_note(*prompts("1"), source="go/lists.md"))
    put(app, a_note(*prompts("2"), source="go/othlists.md"))

    with app.reader() as unit:
        assert unit.bank.reading(name).source.name == "go/lists.md"


def test_an_unknown_name_is_not_found(app: App) -> None:
    with pytest.raises(NotFound, match=r"no note lists\.md"), app.reader() as unit:
        unit.bank.reading("lists.md")


def test_a_name_that_fits_several_notes_is_a_conflict(app: App) -> None:
    put(app, a_note(*prompts("1"), source="go/lists.md"))
    put(app, a_note(*prompts("2"), source="rust/lists.md"))

    with pytest.raises(Conflict, match=r"/notes/go/lists\.md, /notes/rust/lists\.md"), app.reader() as unit:
        unit.bank.reading("lists.md")


def test_a_stretch_has_the_runs_that_reach_into_it(app: App) -> None:
    note = a_note(*prompts("1", "2", "3"))
    put(app, note)

    with app.reader() as unit:
        (source,) = unit.bank.sources()
        account = unit.bank.reading("python.md").account
        for first, last in [(1, 1), (2, 3), (1, 1000), (2, 2)]:
            stretch = unit.bank.stretch(source.location, first, last)
            assert stretch is not None
            assert stretch.sha256 == note.sha256
            assert stretch.account == tuple(run for run in account if run.span.first <= last and run.span.last >= first)
        nowhere = unit.bank.stretch(source.location, 5000, 6000)
        assert nowhere is not None
        assert nowhere.account == ()
        assert unit.bank.stretch("/notes/other.md", 1, 2) is None
