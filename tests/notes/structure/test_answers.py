"""Answers that stand apart from their questions."""

import pytest

from tests.notes.structure.shown import answers, prompts, roles
from viva.notes.model import Role

APART = """
## Questions

1. What is a port?
2. What is a host?
3. What is a hop?

## Answers

1. A number.
2. A machine
   with an address.
3. One step.
"""


def test_an_answer_in_a_list_of_its_own_finds_its_question_by_the_number() -> None:
    assert answers(APART) == {
        "What is a port?": ["1. A number."],
        "What is a host?": ["2. A machine", "with an address."],
        "What is a hop?": ["3. One step."],
    }


def test_the_heading_of_the_answers_is_a_section() -> None:
    assert ("## Answers", Role.SECTION) in roles(APART)


@pytest.mark.parametrize("heading", ["## Answers", "**Answers**", "## Ответы", "## Antworten"])
def test_the_answers_may_be_headed_in_many_ways(heading: str) -> None:
    assert prompts(APART.replace("## Answers", heading)) == ["What is a port?", "What is a host?", "What is a hop?"]


def test_each_list_of_answers_belongs_to_the_questions_above_it() -> None:
    other = APART.replace("port", "view").replace("host", "join").replace("hop", "key").replace("A number.", "A query.")

    assert answers(APART + other)["What is a port?"] == ["1. A number."]
    assert answers(APART + other)["What is a view?"] == ["1. A query."]


def test_numbers_that_nobody_asked_make_no_answers() -> None:
    note = "## What is a port?\n\n### Answer\n\n7. first\n8. second\n9. third\n"

    assert list(answers(note)) == ["What is a port?"]
    assert len(answers(note)["What is a port?"]) == 3


def test_a_question_without_its_number_below_is_not_answered() -> None:
    assert answers(APART.replace("3. One step.", "").replace("with an address.", ""))["What is a hop?"] == []
