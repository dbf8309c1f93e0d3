"""Answers, sections, and the role of every line."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.notes.structure.shown import answers, laid_out, outline_of, roles, sections, texts_of
from viva.notes.model import Role
from viva.notes.structure.layout import lay_out

NOTE = """
# Networks

All about wires.

## Basics

### What is a port?

A number.

---

### What is a host?

A machine.

## Routing

### What is a hop?

[a talk](https://a.example)
"""


def test_an_answer_ends_where_the_next_prompt_begins() -> None:
    assert answers(NOTE)["What is a port?"] == ["A number."]


def test_rules_at_the_end_of_an_answer_are_no_part_of_it() -> None:
    assert laid_out(NOTE)[0].answer == (8, 8)


def test_a_section_ends_the_answer_above_it() -> None:
    assert answers(NOTE)["What is a host?"] == ["A machine."]


def test_an_answer_of_links_alone_is_known_as_such() -> None:
    assert [laid.linked for laid in laid_out(NOTE)] == [False, False, True]


def test_sections_are_stacked_below_the_title() -> None:
    assert sections(NOTE) == {
        "What is a port?": ("Basics",),
        "What is a host?": ("Basics",),
        "What is a hop?": ("Routing",),
    }


def test_deeper_sections_are_named_from_the_outside_in() -> None:
    note = "# Notes\n\n## DB\n\n### SQL\n\n#### What is a view?\n\nIt is.\n\n## Net\n\n#### What is a hop?\n\nA step.\n"

    assert sections(note) == {"What is a view?": ("DB", "SQL"), "What is a hop?": ("Net",)}


def test_every_line_has_its_role() -> None:
    assert roles(NOTE) == [
        ("# Networks", Role.SECTION),
        ("All about wires.", Role.CONTEXT),
        ("## Basics", Role.SECTION),
        ("### What is a port?", Role.PROMPT),
        ("A number.", Role.ANSWER),
        ("---", Role.LEFT_OUT),
        ("### What is a host?", Role.PROMPT),
        ("A machine.", Role.ANSWER),
        ("## Routing", Role.SECTION),
        ("### What is a hop?", Role.PROMPT),
        ("[a talk](https://a.example)", Role.ANSWER),
    ]


def test_roles_add_up_to_all_lines() -> None:
    _, given = lay_out(outline_of(NOTE))

    assert sum(Counter(role for role, _ in given).values()) == len(texts_of(NOTE))


def test_what_a_fold_out_holds_ends_with_it() -> None:
    note = "<details><summary>What is a hop?</summary>\n\nA step.\n\n</details>\n\nThe end of all this.\n"

    assert answers(note) == {"What is a hop?": ["A step."]}


def test_code_that_a_question_asks_about_is_part_of_it() -> None:
    note = "## What does this print?\n\n```python\nprint(1 + 1)\n```\n\n## What is a hop?\n\nA step.\n"
    laid = laid_out(note)[0]

    assert (laid.last, laid.answer) == (4, None)


def test_code_that_shows_how_is_the_answer() -> None:
    note = "## How do you add two numbers?\n\n```python\nprint(1 + 1)\n```\n"

    assert laid_out(note)[0].answer == (2, 4)


@pytest.mark.parametrize("empty", ["TODO", "...", "-", "tbd", "n/a", "нет ответа"])
def test_a_placeholder_is_no_answer(empty: str) -> None:
    assert answers(f"## What is a hop?\n\n{empty}\n\n## What is a port?\n\nA number.\n")["What is a hop?"] == []


def test_an_outer_entry_ends_the_answer_of_an_inner_one() -> None:
    note = """
    - Routing
      - What is a hop?
        A step.
      - What is a route?
        All the steps.
    - and so on
    """

    assert answers(note)["What is a route?"] == ["All the steps."]


def test_a_callout_ends_the_answer_of_the_one_above() -> None:
    note = "> [!question] What is a hop?\n> A step.\n\n> [!tip] Draw it\n> on paper\n"

    assert answers(note) == {"What is a hop?": ["> A step."]}


def test_text_behind_a_wide_gap_belongs_to_no_question() -> None:
    note = "1. What is a hop?\n   A step.\n2. What is a port?\n   A number.\n\n\n\nShe wrote back on Monday.\n"

    assert answers(note)["What is a port?"] == ["A number."]
    assert roles(note)[-1][1] is Role.LEFT_OUT


PIECES = (
    "", "# Net", "## Ports", "### What is a port?", "1. What is a hop?", "2. routes", "   - wires", "- [ ] box",
    "a) one", "b) two", "Answer: b", "Q: what?", "A: that", "**Bold**", "**What is bold?**",
    "| Question | Answer |", "|---|---|", "| what | that |", "TODO: write it", "plain text that goes on",
    "and on?", "---", "```", "> quoted", "- term - gloss", "<details><summary>Fold?</summary>", "</details>",
    "one :: two", "## Answers", "[top](#top)", "<!-- c", "-->",
)  # fmt: skip
notes = st.lists(st.sampled_from(PIECES), max_size=20).map("\n".join)


@given(note=notes)
def test_in_no_note_an_answer_reaches_into_another_prompt(note: str) -> None:
    laid = laid_out(note)
    asked = {item.prompt.at for item in laid}

    for item in laid:
        first, last = item.answer if item.answer and item.prompt.remote is None else (item.last + 1, item.last)
        assert not asked & set(range(max(first, item.prompt.at + 1), last + 1))


@given(note=notes)
def test_in_no_note_a_line_that_says_something_is_blank(note: str) -> None:
    _, given_roles = lay_out(outline_of(note))

    assert not any(role is Role.BLANK and text for (role, _), text in zip(given_roles, texts_of(note), strict=True))


@given(note=notes)
def test_in_no_note_a_line_is_left_out_without_a_reason(note: str) -> None:
    _, given_roles = lay_out(outline_of(note))

    assert all(reason is not None for role, reason in given_roles if role is Role.LEFT_OUT)


@pytest.mark.parametrize(
    "inner",
    [
        "<details><summary>Example</summary>\n\nf = g\n\n</details>",
        "<details>\n<summary>Example</summary>\nf = g\n</details>",
        "<details>\nf = g\n</details>",
        "<details><summary>Example</summary>f = g</details>",
    ],
)
def test_a_fold_out_inside_an_answer_does_not_end_it(inner: str) -> None:
    answer = f"A function.\n\n{inner}\n\nKept alive."
    note = f"<details><summary>What is a closure?</summary>\n\n{answer}\n\n</details>\n\nBehind.\n"

    assert answers(note)["What is a closure?"][-1] == "Kept alive."


def test_a_fold_out_of_one_line_holds_its_line_alone() -> None:
    note = "<details><summary>What is a port?</summary>A number.</details>\n\nSomething else.\n"

    assert answers(note) == {"What is a port?": ["<details><summary>What is a port?</summary>A number.</details>"]}
