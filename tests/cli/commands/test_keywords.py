import json

import pytest

from tests.cli.conftest import Viva
from viva.cli.exits import Exit

CONCURRENCY = ["keywords", "concurrency", "--tech", "python"]


def rows(viva: Viva, *words: str) -> dict[str, list[str]]:
    return {row.split("\t")[0]: row.split("\t")[1:] for row in viva(*words).out.splitlines()}


def test_a_pipe_gets_a_row_for_each_subject(stocked: Viva) -> None:
    topics = [line.split("\t") for line in stocked("keywords").out.splitlines()]

    assert [row[:4] for row in topics] == [
        ["concurrency", "", "Concurrency", "2"],
        ["concurrency", "python", "Concurrency", "2"],
    ]
    assert "race condition" in topics[0][6].split(", ")


def test_titles_are_in_the_language_that_is_spoken(stocked: Viva) -> None:
    assert "\tКонкурентность\t" in stocked("--lang", "ru", "keywords").out


def test_only_maps_of_a_technology_are_shown(stocked: Viva) -> None:
    assert stocked("keywords", "--tech", "python").out.count("\n") == 1


def test_all_subjects_are_shown_on_demand(viva: Viva) -> None:
    nothing, everything = viva("keywords"), viva("keywords", "--all")

    assert (nothing.code, nothing.out) == (Exit.OK, "")
    assert "--all" in nothing.err
    assert everything.out.count("\n") > 100


def test_a_map_has_a_row_for_each_term(stocked: Viva) -> None:
    found = rows(stocked, *CONCURRENCY)

    assert found["lock"] == ["мьютекс, блокировка, locks", "", "taxonomy", "1"]
    assert found["deadlock"][-1] == "0"


def test_holes_are_the_terms_that_no_question_covers(stocked: Viva) -> None:
    holes = rows(stocked, *CONCURRENCY, "--holes")

    assert "deadlock" in holes
    assert "lock" not in holes
    assert "concurrency\tpython\tdeadlock\n" in stocked("keywords", "--holes").out


def test_how_much_is_covered_is_told(stocked: Viva) -> None:
    assert stocked(*CONCURRENCY).err.endswith("terms are covered; 2 questions are about it.\n")


def test_programs_get_json(stocked: Viva) -> None:
    everything = json.loads(stocked("keywords", "--json").out)
    one = json.loads(stocked(*CONCURRENCY, "--json").out)

    assert everything["subjects"][1] == one["subject"]
    gil = next(term for term in one["terms"] if term["name"] == "GIL")
    assert (gil["questions"], gil["origin"]) == ([1, 2], "taxonomy")
    assert "гил" in gil["names"]["ru"]


def test_a_term_is_added(stocked: Viva) -> None:
    ended = stocked(
        *CONCURRENCY, "--add", "nursery", "--name", "ru=ясли", "--name", "task nursery", "--group", "should"
    )

    assert ended.code == Exit.OK
    assert ended.err.endswith("Changed. It can be undone.\n")
    assert rows(stocked, *CONCURRENCY)["nursery"] == ["ясли, task nursery", "Should", "a person", "0"]


def test_a_group_is_taken_away(stocked: Viva) -> None:
    stocked(*CONCURRENCY, "--add", "GIL", "--group", "must")
    stocked(*CONCURRENCY, "--add", "GIL", "--group", "none")

    assert rows(stocked, *CONCURRENCY)["GIL"][1] == ""


def test_a_term_is_taken_out_and_shown_again(stocked: Viva) -> None:
    hidden = stocked(*CONCURRENCY, "--hide", "gil")
    assert "GIL" not in rows(stocked, *CONCURRENCY)
    assert "Taken out: GIL." in hidden.err

    stocked(*CONCURRENCY, "--restore", "GIL")

    assert "GIL" in rows(stocked, *CONCURRENCY)


def test_a_dry_run_shows_it_and_changes_nothing(stocked: Viva) -> None:
    ended = stocked(*CONCURRENCY, "--add", "nursery", "--dry-run")

    assert "\nnursery\t" in ended.out
    assert "nothing was changed" in ended.err
    assert "nursery" not in rows(stocked, *CONCURRENCY)


def test_what_is_so_already_is_told(stocked: Viva) -> None:
    assert "so already" in stocked(*CONCURRENCY, "--add", "GIL").err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([*CONCURRENCY, "--add", "a", "--hide", "b"], "only one of"),
        (["keywords", "--add", "GIL"], "Name the topic"),
        ([*CONCURRENCY, "--group", "must"], "go with --add"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(stocked: Viva, words: list[str], told: str) -> None:
    ended = stocked(*words)

    assert (ended.code, ended.out) == (Exit.USAGE, "")
    assert told in ended.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([*CONCURRENCY, "--add", "GIL", "--name", "Russian=гил"], "no code of a language"),
        ([*CONCURRENCY, "--hide", "nursery"], "no term nursery"),
        (["keywords", "gardening"], "no topic gardening"),
    ],
)
def test_what_cannot_be_done_gets_a_sentence(stocked: Viva, words: list[str], told: str) -> None:
    ended = stocked(*words)

    assert (ended.code, ended.out) == (Exit.FAILED, "")
    assert told in ended.err
