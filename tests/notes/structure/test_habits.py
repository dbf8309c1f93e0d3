"""Prompts whose answer begins on the same line, where a list makes a habit of it."""

import pytest

from tests.notes.structure.shown import answers, prompts
from viva.notes.structure.habits import gloss_at, is_entry

GLOSSED = """
1. What is a port - a number of a service
2. What is a host - some machine
3. What is a hop - one step on
"""


def test_a_list_of_questions_with_answers_behind_a_dash_is_cut_there() -> None:
    assert prompts(GLOSSED) == ["What is a port", "What is a host", "What is a hop"]


def test_what_stands_behind_the_dash_is_the_answer() -> None:
    assert answers(GLOSSED)["What is a host"] == ["2. What is a host - some machine"]


def test_dashes_in_a_few_of_many_entries_are_part_of_their_questions() -> None:
    dashed = ["6. What is NAT - the one at home", "7. What is DHCP - the one at work"]
    note = "\n".join([f"{k}. What is layer {k}?" for k in range(1, 6)] + dashed)

    assert prompts(note)[-2:] == ["What is NAT - the one at home", "What is DHCP - the one at work"]


def test_one_dash_makes_no_habit() -> None:
    assert prompts("1. What is NAT - the one at home\n2. What is DHCP?\n")[0] == "What is NAT - the one at home"


def test_terms_to_be_known_are_cut_at_a_colon_as_well() -> None:
    note = "## Terms\n\n- port: a number of a service\n- host: a machine\n- hop\n"

    assert prompts(note) == ["port", "host", "hop"]


@pytest.mark.parametrize("sign", ["-", "–", "—", "--", "→", "=>"])
def test_a_gloss_may_stand_behind_any_dash(sign: str) -> None:
    assert gloss_at(f"ARC {sign} counts references") == 3


@pytest.mark.parametrize(
    "text", ["read-only mode", "What is it? - a question", "one two three four five six seven - no"]
)
def test_hyphens_questions_and_long_fronts_gloss_nothing(text: str) -> None:
    assert gloss_at(text) is None


def test_an_entry_is_a_short_term_with_its_meaning() -> None:
    assert is_entry("port: a number")
    assert not is_entry("a plain sentence without any sign")
