import json
from collections.abc import Callable

from tests.cli.conftest import Viva
from viva.cli.exits import Exit


def tags(viva: Viva) -> list[list[str]]:
    return [question["tags"] for question in json.loads(viva("list", "--json").out)["questions"]]


def test_all_the_named_questions_are_tagged_and_what_changed_is_shown(stocked: Viva) -> None:
    ended = stocked("tag", "1-2", "--add", "hard", "--group", "L2=must")

    assert tags(stocked) == [["hard"], ["hard"]]
    assert ended.out.splitlines()[:3] == ["1\tWhat is the GIL?", "        + group: L2: Must", "        + tag: hard"]
    assert ended.err == "2 questions changed; `viva undo` takes it back.\n"


def test_a_list_is_piped_in_and_the_result_piped_on(stocked: Viva, pipe: Callable[[str], None]) -> None:
    pipe(stocked("list", "--language", "ru").out)
    tagged = stocked("tag", "-", "--add", "hard").out
    pipe(tagged)
    stocked("tag", "-", "--level", "L3")

    assert [len(each) for each in tags(stocked)] == [0, 1]
    assert stocked("list", "--level", "L3").out.startswith("2\t")


def test_where_one_question_is_not_there_nothing_changes(stocked: Viva) -> None:
    ended = stocked("tag", 1, 99, "--add", "hard")

    assert (ended.code, ended.err) == (Exit.FAILED, "viva: There is no question 99 in the bank.\n")
    assert tags(stocked) == [[], []]


def test_what_is_so_already_is_no_failure(stocked: Viva) -> None:
    stocked("tag", 1, "--add", "hard")
    ended = stocked("tag", 1, "--add", "hard")

    assert (ended.code, ended.out, ended.err) == (Exit.OK, "", "Nothing to do: all is so already.\n")


def test_a_dry_run_tells_programs_what_would_change_and_changes_nothing(stocked: Viva) -> None:
    told = json.loads(stocked("tag", 1, "--add", "hard", "--level", "none", "--dry-run", "--json").out)

    assert told == {
        "change": None,
        "dry_run": True,
        "questions": [{"id": 1, "before": {"level": "L2", "tags": []}, "after": {"level": None, "tags": ["hard"]}}],
    }
    assert tags(stocked) == [[], []]


def test_a_line_that_names_no_question_is_told_with_its_number(stocked: Viva, pipe: Callable[[str], None]) -> None:
    pipe("1\tWhat is the GIL?\n\nnothing\n")
    ended = stocked("tag", "-", "--add", "hard")

    assert (ended.code, tags(stocked)) == (Exit.FAILED, [[], []])
    assert "Line 3" in ended.err


def test_words_that_make_no_sense_are_told(stocked: Viva) -> None:
    assert stocked("tag", "first", "--add", "hard").code == Exit.USAGE
    assert "no option “--ad”" in stocked("tag", 1, "--ad", "hard").err
    assert "“L9=must” is no group" in stocked("tag", 1, "--group", "L9=must").err
    assert "--add TAG" in stocked("tag", 1).err
    assert "at once" in stocked("tag", 1, "--add", "a", "--remove", "a").err
