import json

from tests.cli.conftest import Viva
from viva.cli.exits import Exit


def test_a_pipe_gets_a_row_for_each_question(stocked: Viva) -> None:
    rows = [line.split("\t") for line in stocked("list").out.splitlines()]

    assert [row[1:] for row in rows] == [
        ["What is the GIL?", "L2", "en", "concurrency", "", "notes/python.md:3", "", ""],
        ["Что такое GIL?", "", "ru", "concurrency", "an answer", "notes/python.md:7", "", ""],
    ]


def test_options_narrow_the_list(stocked: Viva) -> None:
    for option in (["--language", "en"], ["--level", "L2"], ["--topic", "concurrency", "--language", "en"]):
        assert stocked("list", *option).out.count("\n") == 1


def test_questions_that_need_an_answer_are_listed(stocked: Viva) -> None:
    for option in (["--unanswered"], ["--needs", "answer"]):
        assert stocked("list", *option).out.split("\t")[1] == "Что такое GIL?"


def test_what_is_beyond_the_limit_is_told(stocked: Viva) -> None:
    ended = stocked("list", "--limit", "1")

    assert ended.out.count("\n") == 1
    assert ended.err == "1 of 2 questions; --limit 0 shows all.\n"


def test_programs_get_json(stocked: Viva) -> None:
    listed = json.loads(stocked("list", "--json", "--language", "ru").out)

    assert listed["total"] == 1
    assert listed["questions"][0]["prompt"] == "Что такое GIL?"
    assert listed["questions"][0]["needs"] == ["answer"]


def test_an_empty_bank_is_no_failure_and_says_how_to_fill_it(viva: Viva) -> None:
    ended = viva("list")

    assert (ended.code, ended.out) == (Exit.OK, "")
    assert "`viva import PATH`" in ended.err


def test_where_no_question_fits_it_says_where_to_look(stocked: Viva) -> None:
    ended = stocked("list", "--topic", "gardening")

    assert (ended.code, ended.out, ended.err) == (Exit.OK, "", "No question fits. `viva stats` shows what there is.\n")
