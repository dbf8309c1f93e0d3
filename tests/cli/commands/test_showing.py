import json
from pathlib import Path

from tests.cli.conftest import Viva


def first(stocked: Viva) -> str:
    return stocked("list", "--language", "en").out.split("\t")[0]


def test_a_question_is_shown_whole(stocked: Viva) -> None:
    shown = stocked("show", first(stocked)).out.splitlines()

    assert shown[0].endswith("What is the GIL?")
    assert "question · ready · L2 · en · python · concurrency · Python" in shown
    assert "from notes/python.md:3" in shown
    assert "One lock for the whole interpreter." in shown
    assert "  • one lock for the whole interpreter  [Must]" in shown
    assert "  • https://docs.python.org/" in shown
    assert "  • gil.png (its file is missing)" in shown
    assert shown[-1] == "Taken because: heading that asks"


def test_what_is_said_around_a_question_is_shown(viva: Viva, tmp_path: Path) -> None:
    (tmp_path / "viva-bank.toml").write_text('format = "viva-bank"\nversion = 1\n')
    (tmp_path / "f.md").write_text(
        "# Which?\n## Options\n- [x] a\n  > So.\n## Follow-ups\n- And?\n  > Yes.\n## Sources\n- a book\n"
        "## Task\nWrite f.\n~~~text tests\nf() == 1\nhidden:\nf() == 2\n~~~\n~~~python wrong: is none\n~~~\n"
    )
    viva("import", tmp_path)

    shown = viva("show", 1).out.splitlines()

    told = ["    So.", "Follow-ups", "  • And?", "    Yes.", "  • a book", "  Write f.", "  • f() == 1"]
    assert [line for line in shown if line in told] == told
    assert "  • f() == 2  [hidden]" in shown
    assert "  • is none" in shown


def test_a_related_question_is_named_with_how_it_is_related(stocked: Viva) -> None:
    shown = stocked("show", first(stocked)).out

    assert "Что такое GIL?  the same in another language, notes/python.md:7" in shown


def test_it_speaks_russian(stocked: Viva) -> None:
    shown = stocked("--lang", "ru", "show", first(stocked)).out

    assert "тот же вопрос на другом языке" in shown
    assert "Почему это вопрос: заголовок-вопрос" in shown


def test_programs_get_json_with_the_history_when_asked(stocked: Viva) -> None:
    question = json.loads(stocked("show", first(stocked), "--json", "--history").out)

    assert question["prompt"] == "What is the GIL?"
    assert question["place"]["answer"] == [4, 5]
    assert question["key_points"] == [{"text": "one lock for the whole interpreter", "group": "must"}]
    assert [wording["revision"] for wording in question["history"]] == [1]


def test_a_question_is_named_by_its_key_too(stocked: Viva) -> None:
    key = json.loads(stocked("show", 2, "--json").out)["key"]

    assert json.loads(stocked("show", key, "--json").out)["id"] == 2
    assert stocked("show", "1-2").err == "viva: Name one question here, not 2.\n"
