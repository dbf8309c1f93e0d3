import json

from tests.cli.conftest import Viva
from viva.cli.exits import Exit


def test_the_last_change_is_taken_back_in_a_sentence_with_its_questions(stocked: Viva) -> None:
    stocked("retire", "1-2")
    ended = stocked("undo")

    assert [line for line in ended.out.splitlines() if line[0] != " "] == ["1\tWhat is the GIL?", "2\tЧто такое GIL?"]
    assert ended.err.startswith("Taken back: the status of 2 questions was changed (")
    assert stocked("list", "--status", "retired").out == ""


def test_what_was_taken_back_is_done_again(stocked: Viva) -> None:
    stocked("retire", 1)
    stocked("undo")
    stocked("redo")

    assert stocked("list", "--status", "retired").out.startswith("1\t")


def test_an_earlier_change_is_taken_back_by_its_number(stocked: Viva) -> None:
    stocked("tag", 1, "--add", "hard")
    stocked("retire", 2)
    stocked("undo", 1)

    assert stocked("list", "--status", "retired").out.startswith("2\t")
    assert json.loads(stocked("show", 1, "--json").out)["tags"] == []


def test_an_earlier_change_is_done_again_by_its_number(stocked: Viva) -> None:
    stocked("tag", 1, "--add", "hard")
    stocked("retire", 2)
    stocked("undo", 1)
    stocked("redo", 1)

    assert json.loads(stocked("show", 1, "--json").out)["tags"] == ["hard"]
    assert stocked("redo", 1).err == "viva: Change 1 is not undone.\n"


def test_a_refusal_names_the_change_to_begin_with(stocked: Viva) -> None:
    stocked("tag", 1, "--add", "hard")
    stocked("retire", 1)

    told = "viva: Question 1 was changed since then: undo the later changes first (2).\n"
    assert stocked("undo", 1).err == told


def test_a_dry_run_takes_nothing_back(stocked: Viva) -> None:
    stocked("retire", 1)
    ended = stocked("undo", "--dry-run")

    assert ended.err.startswith("Would take back: ")
    assert stocked("list", "--status", "retired").out.startswith("1\t")


def test_where_nothing_was_done_nothing_is_undone(stocked: Viva) -> None:
    ended = stocked("undo")

    assert (ended.code, ended.err) == (Exit.FAILED, "viva: There is nothing to undo.\n")
    assert stocked("undo", 7).err == "viva: There is no change 7 in the bank.\n"
    assert stocked("redo").err == "viva: There is nothing to do again.\n"


def test_what_is_undone_is_not_undone_twice(stocked: Viva) -> None:
    stocked("retire", 1)
    stocked("undo", 1)

    assert stocked("undo", 1).err == "viva: Change 1 is undone already.\n"


def test_the_log_tells_what_was_done_newest_first(stocked: Viva) -> None:
    stocked("tag", 1, "--add", "hard")
    stocked("retire", "1-2")
    stocked("undo")
    rows = [line.split("\t") for line in stocked("log").out.splitlines()]

    assert [(row[0], row[3], row[4], bool(row[5])) for row in rows] == [
        ("2", "the status of 2 questions was changed", "1, 2", True),
        ("1", "1 question was tagged", "1", False),
    ]
    assert [change["verb"] for change in json.loads(stocked("log", "--limit", 1, "--json").out)["changes"]] == [
        "status"
    ]


def test_a_change_of_a_keyword_map_is_taken_back_too(stocked: Viva) -> None:
    stocked("keywords", "asyncio", "--add", "backpressure")
    ended = stocked("undo")

    assert (ended.code, ended.out) == (Exit.OK, "")
    assert ended.err.startswith("Taken back: what a keyword map says of backpressure (asyncio) was changed (")
    assert "backpressure" not in stocked("keywords", "asyncio").out


def test_an_empty_log_says_so(stocked: Viva) -> None:
    assert stocked("log").err == "No question was changed by a person so far.\n"


def test_a_link_is_named_when_it_is_taken_back(stocked: Viva) -> None:
    stocked("link", 2, "contradicts", 1)

    assert stocked("undo").err.startswith("Taken back: questions 1 and 2 were linked: contradicts (")


def test_what_becomes_of_a_link_is_shown_when_it_is_taken_back_and_made_again(stocked: Viva) -> None:
    stocked("link", 2, "contradicts", 1)
    undone = stocked("undo")
    redone = stocked("redo", "--json")

    assert "        - contradicts: 2  " in undone.out
    assert json.loads(redone.out)["relation"] == {"one": 1, "kind": "contradicts", "other": 2, "linked": True}


def test_the_log_names_questions_in_their_order(stocked: Viva) -> None:
    stocked("retire", 2, 1)

    assert stocked("log").out.rstrip("\n").split("\t")[4] == "1, 2"
