"""What a person writes, and what is found in it."""

import pytest

from viva.bank.content import Code, Content, Picture, Remark, opening, parts_of
from viva.notes.model import Kind, Need


def test_code_links_and_pictures_are_found_in_an_answer() -> None:
    answer = "See https://example.org/gil.\n\n```python\nprint(1)\n```\n\n![The loop](loop.png) and [notes](more.md)"

    found = parts_of(Content(prompt="What is the GIL?", answer=answer), {"loop.png": "ab12"})

    assert found.snippets == (Code("python", "print(1)"),)
    assert found.links == ("https://example.org/gil",)
    assert found.pictures == (Picture("loop.png", "The loop", "ab12"),)
    assert found.references == ("more.md",)
    assert found.answered
    assert not found.needs


def test_an_empty_answer_needs_one() -> None:
    assert parts_of(Content(prompt="Why?", answer=" \n"), {}).needs == (Need.ANSWER,)


def test_an_answer_of_links_alone_needs_more() -> None:
    found = parts_of(Content(prompt="Why?", answer="https://example.org"), {})

    assert found.answered
    assert found.needs == (Need.MORE_THAN_LINKS,)


def test_a_choice_is_answered_when_its_right_option_is_known() -> None:
    choice = Content(prompt="Which one?", kind=Kind.MCQ, options=("a list", "a set"))

    assert not parts_of(choice, {}).answered
    assert parts_of(Content(prompt="Which one?", kind=Kind.MCQ, options=("a", "b"), correct=(1,)), {}).answered


def test_a_task_needs_its_author() -> None:
    assert Need.AUTHOR in parts_of(Content(prompt="Find out", kind=Kind.TODO, answer="soon"), {}).needs


def test_a_picture_beside_the_answer_is_one_of_the_question_and_code_there_is_none_of_its_snippets() -> None:
    around = Remark("What does it show?", "![a loop](loop.png)\n\n```python\nx = 1\n```")
    content = Content(prompt="How?", answer="So.", follow_ups=(around,))

    parts = parts_of(content, {"loop.png": "hash"})

    assert [(one.target, one.sha256) for one in parts.pictures] == [("loop.png", "hash")]
    assert parts.snippets == ()


@pytest.mark.parametrize(
    ("prompt", "shown"),
    [
        ("What is a heap?", "What is a heap?"),
        ("What does this print?\n\n~~~python\nprint(1)\n~~~", "What does this print?"),
        ("What does this print?\n\n  ```\nprint(1)\n  ```\n\nAnd why?", "What does this print?"),
        ("~~~python\nprint(1)\n~~~\n\nWhat is it?", "~~~python\nprint(1)\n~~~\n\nWhat is it?"),
        ("Use `~~~` for what?", "Use `~~~` for what?"),
    ],
)
def test_a_list_shows_a_prompt_without_its_program(prompt: str, shown: str) -> None:
    assert opening(prompt) == shown
