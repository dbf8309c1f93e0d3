import json
from pathlib import Path

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


def test_questions_with_missing_pictures_are_listed(stocked: Viva, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    text = "![far](https://example.org/a.png)"
    page.write_text(f"# Where is it?\n\n![here](gone.png) ![too](lost.png) {text}\n", encoding="utf-8")
    stocked("edit", "--new", "--from", page)
    page.write_text(f"# Where else?\n\n{text}\n", encoding="utf-8")
    stocked("edit", "--new", "--from", page)

    assert "Where is it?" in stocked("list", "--missing-pictures").out
    assert "Where else?" not in stocked("list", "--missing-pictures").out
    assert "Where is it?" not in stocked("list", "--missing-pictures", "--language", "ru").out
