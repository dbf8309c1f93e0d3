"""`viva starter`: the questions that come with Viva."""

import json

from tests.cli.conftest import Viva


def test_it_tells_how_much_is_there_and_adds_it(viva: Viva) -> None:
    before = json.loads(viva("starter", "--json").out)
    assert "adds it" in viva("starter").out
    added = json.loads(viva("starter", "add", "--language", "en", "--json").out)

    assert before["there"] == 0
    assert added["added"] * 2 == before["shipped"]
    assert json.loads(viva("starter", "--json").out)["there"] == added["added"]
    assert "brings it up to date" in viva("starter").out
    assert viva("starter", "add", "--language", "en").out == "The starter bank is up to date.\n"
    viva("undo", added["change"])
    assert viva("list", "--json").out.count('"id"') == 0


def test_what_it_would_do_is_told_and_not_done(viva: Viva) -> None:
    assert "questions added" in viva("starter", "add", "--dry-run").out
    assert json.loads(viva("starter", "--json").out)["there"] == 0


def test_a_language_that_it_does_not_have_is_told(viva: Viva) -> None:
    ended = viva("starter", "add", "--language", "fr")

    assert ended.code == 1
    assert ended.err == "viva: The starter bank is not in fr; it is in en, ru.\n"
