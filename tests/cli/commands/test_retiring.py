import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.cli.conftest import Viva, no_pictures
from tests.cli.made_notes import a_note
from viva.app import App
from viva.cli.exits import Exit
from viva.settings import Settings


@pytest.fixture
def offered(stocked: Viva, pipe: Callable[[str], None]) -> Viva:
    """A question worded by a person, of which the notes say something else by now."""
    pipe("# What is the GIL?\n\nMine.\n")
    stocked("edit", 1)
    note = a_note()
    changed = replace(note, sha256="0" * 64, drafts=[replace(note.drafts[0], answer="Theirs."), note.drafts[1]])
    app = App(Settings.read({}, data=stocked.data))
    try:
        with app.unit() as unit:
            unit.intake.import_note(changed, stocked.data.parent / "notes" / "python.md", no_pictures)
    finally:
        app.close()
    return stocked


def answer(viva: Viva) -> str:
    return str(json.loads(viva("show", 1, "--json").out)["answer"])


def test_questions_are_retired_and_brought_back(stocked: Viva) -> None:
    stocked("retire", 1)
    assert stocked("list", "--status", "retired").out.startswith("1\t")

    stocked("retire", 1, "--back")
    assert stocked("list", "--status", "retired").out == ""


def test_a_search_is_piped_in(stocked: Viva, pipe: Callable[[str], None]) -> None:
    pipe(stocked("search", "lock lang:en").out)
    ended = stocked("retire", "-")

    assert ended.out.splitlines() == ["1\tWhat is the GIL?", "        - ready", "        + retired"]


def test_what_the_notes_offer_is_listed_and_taken(offered: Viva) -> None:
    assert offered("list", "--offered").out.rstrip().endswith("!")
    offered("settle", 1, "--take")

    assert (answer(offered), offered("list", "--offered").out) == ("Theirs.", "")


def test_their_own_is_kept(offered: Viva, pipe: Callable[[str], None]) -> None:
    pipe(offered("list", "--offered").out)
    offered("settle", "-", "--keep")

    assert (answer(offered), offered("list", "--offered").out) == ("Mine.", "")


def test_where_nothing_is_offered_nothing_is_settled(offered: Viva) -> None:
    ended = offered("settle", 1, 2, "--take")

    assert (ended.code, answer(offered)) == (Exit.FAILED, "Mine.")
    assert "No other wording of question 2" in ended.err


def test_a_decision_is_needed(offered: Viva) -> None:
    ended = offered("settle", 1)

    assert ended.code == Exit.USAGE
    assert ended.err.startswith("viva: Choose either --take or --keep.")


def test_the_history_says_which_wording_counts(offered: Viva) -> None:
    shown = offered("show", 1, "--history").out.partition("Wordings\n")[2].splitlines()

    assert [line.rpartition("?")[2] for line in shown if not line.startswith("     ")] == [
        "  ← offered",
        "  ← counts",
        "",
    ]
    assert "        + Theirs." in shown
