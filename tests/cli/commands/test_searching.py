import json
from collections.abc import Callable

from tests.cli.conftest import Viva
from viva.cli.exits import Exit


def test_what_is_found_is_shown_with_its_place(stocked: Viva) -> None:
    lines = stocked("search", "interpreters").out.splitlines()

    assert lines[0].endswith("What is the GIL?")
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


def test_a_misspelt_option_is_told_and_not_searched_for(stocked: Viva) -> None:
    ended = stocked("search", "gil", "--limt", 1)

    assert (ended.code, ended.out) == (Exit.USAGE, "")
    assert "--limt" in ended.err


def test_options_of_every_command_are_no_words_to_search_for(stocked: Viva) -> None:
    ended = stocked("search", "monads", "--lang", "ru", f"--data={stocked.data}")

    assert (ended.code, ended.err) == (Exit.OK, "Подходящих вопросов нет. `viva stats` покажет, что есть.\n")


def test_a_question_of_no_note_is_found_without_a_place(stocked: Viva, pipe: Callable[[str], None]) -> None:
    pipe("# What is backpressure?\n\nA slow reader slows the writer down.\n")
    stocked("edit", "--new", "--from", "-")

    assert stocked("search", "backpressure").out.splitlines()[1].startswith("        written by hand")


def test_what_was_found_is_piped_on_whatever_excerpts_begin_with(stocked: Viva, pipe: Callable[[str], None]) -> None:
    pipe("        2 locks are too many\n        generators\n1\tWhat is the GIL?\n          2 locks\n")

    changed = json.loads(stocked("tag", "-", "--add", "hard", "--dry-run", "--json").out)

    assert [each["id"] for each in changed["questions"]] == [1]


def test_a_result_in_a_pipe_begins_with_its_number(stocked: Viva) -> None:
    assert stocked("search", "interpreters").out.splitlines()[0] == "1\tWhat is the GIL?"


def test_a_query_may_be_quoted_as_a_whole(stocked: Viva) -> None:
    apart = stocked("search", "lang:en", "kind:question").out

    assert apart
    assert stocked("search", "lang:en kind:question").out == apart
