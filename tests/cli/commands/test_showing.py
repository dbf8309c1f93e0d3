import json

from tests.cli.conftest import Viva


def first(stocked: Viva) -> str:
    return stocked("list", "--language", "en").out.split("\t")[0]


def test_a_question_is_shown_whole(stocked: Viva) -> None:
    shown = stocked("show", first(stocked)).out.splitlines()

    assert shown[0].endswith("What is the GIL?")
    assert "question · ready · L2 · en · python · concurrency · Python" in shown
    assert "from notes/python.md:3" in shown
    assert "One lock for the whole interpreter." in shown
    assert "  • one lock for the whole interpreter  [must]" in shown
    assert "  • https://docs.python.org/" in shown
    assert "  • gil.png (its file is missing)" in shown
    assert shown[-1] == "Taken because: heading that asks"


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
