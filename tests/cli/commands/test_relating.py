import json

from tests.cli.conftest import Viva
from viva.cli.exits import Exit


def kinds(viva: Viva) -> list[str]:
    return [other["kind"] for other in json.loads(viva("show", 1, "--json").out)["related"]]


def test_two_questions_are_linked(stocked: Viva) -> None:
    ended = stocked("link", 1, "follow-up", 2)

    assert sorted(kinds(stocked)) == ["follow-up", "twin"]
    assert "        + is followed up by: 2  Что такое GIL?" in ended.out.splitlines()


def test_what_comparing_found_is_denied(stocked: Viva) -> None:
    stocked("link", 1, "twin", 2, "--remove")

    assert kinds(stocked) == []


def test_removing_what_nobody_said_stores_nothing_and_says_so(stocked: Viva) -> None:
    ended = stocked("link", 1, "contradicts", 2, "--remove")

    assert (ended.code, ended.out) == (Exit.OK, "")
    assert ended.err == "Nothing to remove: nothing says that these two hang together so.\n"
    assert json.loads(stocked("log", "--json").out)["changes"] == []


def test_programs_are_told_and_a_dry_run_links_nothing(stocked: Viva) -> None:
    told = json.loads(stocked("link", 1, "contradicts", 2, "--json", "--dry-run").out)

    assert told["relation"] == {"one": 1, "kind": "contradicts", "other": 2, "linked": True}
    assert kinds(stocked) == ["twin"]


def test_a_range_is_no_question_to_link(stocked: Viva) -> None:
    assert stocked("link", "1-2", "twin", 2).code == Exit.FAILED
    assert stocked("link", 1, "cousin", 2).code == Exit.USAGE
