import json

from tests.cli.conftest import Viva
from viva.cli.exits import Exit


def test_what_is_found_is_shown_with_its_place(stocked: Viva) -> None:
    lines = stocked("search", "interpreters").out.splitlines()

    assert lines[0].endswith("  What is the GIL?")
    assert lines[1].startswith("        notes/python.md:3  One lock for the whole interpreter.")


def test_programs_get_json(stocked: Viva) -> None:
    found = json.loads(stocked("search", "gil", "--language", "ru", "--json").out)

    assert found["total"] == 1
    assert found["hits"][0]["question"]["prompt"] == "Что такое GIL?"
    assert found["hits"][0]["prompt"]["marks"]


def test_finding_nothing_is_no_failure(stocked: Viva) -> None:
    ended = stocked("search", "monads")

    assert (ended.code, ended.out, ended.err) == (Exit.OK, "", "No question fits. `viva stats` shows what there is.\n")


def test_searching_for_no_word_is_told(stocked: Viva) -> None:
    assert stocked("search", "?!").code == Exit.FAILED
