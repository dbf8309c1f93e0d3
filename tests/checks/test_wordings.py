"""Rules about facts hold on other wordings than those they were made with."""

import tomllib
from pathlib import Path

import pytest

from tests.checks.notes import check, codes, said

WORDINGS = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text(encoding="utf-8"))
RECALL = 0.9
"""Of statements that do not hold, so many must be found by the rule they belong to."""

every_set = pytest.mark.parametrize("code", list(WORDINGS))


def asked(code: str) -> str:
    return str(WORDINGS[code].get("asked", ""))


@every_set
def test_what_is_right_is_left_alone(code: str) -> None:
    for statement in WORDINGS[code]["right"]:
        assert codes(said(statement, asked=asked(code)), "F") == [], statement


@every_set
def test_what_is_wrong_is_found_by_no_other_rule(code: str) -> None:
    for statement in WORDINGS[code]["wrong"]:
        assert set(codes(said(statement, asked=asked(code)), "F")) <= {code}, statement


def test_most_of_what_is_wrong_is_found() -> None:
    statements = [(code, statement) for code, one in WORDINGS.items() for statement in one["wrong"]]
    missed = [
        (code, statement)
        for code, statement in statements
        if code not in codes(said(statement, asked=asked(code)), code)
    ]

    assert len(missed) <= (1 - RECALL) * len(statements), missed


DENIALS = [
    "It is a myth that {0}.", "Many people believe that {0}, which is wrong.", "{0} — this is not true.",
    "{0}. This is false.",
]  # fmt: skip


@pytest.mark.parametrize("denial", DENIALS)
def test_a_statement_that_is_quoted_to_be_denied_is_left_alone(denial: str) -> None:
    assert codes(said(denial.format("Python dictionaries are unordered")), "F") == []


@pytest.mark.parametrize(
    "note",
    [
        "## Common misconceptions\n\n- Python dictionaries are unordered.\n",
        "## Мифы о Python\n\n- Словари неупорядочены.\n",
        "- In Python 2 dictionaries were unordered.\n",
        "- До Python 3.7 словари были неупорядоченными.\n",
        "- Are Python dictionaries unordered?\n",
        "- Многие считают, что словари неупорядочены.\n",
        "1. Which is true?\n   a) Dictionaries are unordered\n   b) They keep insertion order\n\n   Answer: b\n",
        "```text\nDictionaries are unordered.\n```\n",
    ],
)
def test_what_is_no_statement_is_left_alone(note: str) -> None:
    assert codes(note, "F") == []


@pytest.mark.parametrize(
    "note",
    [
        "- **Dictionaries**: unordered, mutable.\n",
        "| Type | What it is |\n|---|---|\n| dict | unordered pairs |\n",
        "> Dictionaries are\n> unordered collections.\n",
        "Lists are ordered. Dictionaries are unordered. Sets too.\n",
        "## dict\n\nA dictionary in Python is an unordered\ncollection of pairs.\n",
    ],
)
def test_a_statement_is_found_in_whatever_form(note: str) -> None:
    assert codes(note, "F201") == ["F201"]


def test_the_place_is_that_of_the_words() -> None:
    (finding,) = check("# A\n\nLists are ordered. Dictionaries are unordered.\n", "F201")

    assert (finding.line, finding.col) == (3, 20)
