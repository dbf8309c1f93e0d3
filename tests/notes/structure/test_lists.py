"""Which lists, and which of their entries, carry prompts."""

import pytest

from tests.notes.structure.shown import answers, prompts, reasons, roles, sections
from viva.notes.model import Role

QUESTIONS = """
## Networks

- What is a port?
- What is a socket?
- TLS handshake
- What is a packet?
"""


def test_an_entry_among_questions_is_a_prompt_as_well() -> None:
    assert prompts(QUESTIONS) == ["What is a port?", "What is a socket?", "TLS handshake", "What is a packet?"]


def test_points_below_a_question_are_its_answer() -> None:
    assert prompts("## What is a port?\n\n- a number\n- sixteen bits\n- one for each service\n") == ["What is a port?"]


def test_points_nested_below_entries_are_their_answers() -> None:
    note = """
    - What is a port?
      - a number
      - sixteen bits
    - What is a socket?
      - an end of a connection
    """

    assert answers(note) == {
        "What is a port?": ["- a number", "- sixteen bits"],
        "What is a socket?": ["- an end of a connection"],
    }


def test_a_full_question_below_a_question_follows_it_up() -> None:
    note = """
    1. What is a process?
       A program that runs.
       - How does it differ from a thread?
    2. What is a signal?
       A short message.
    3. What is a pipe?
       A stream between two processes.
    """

    assert "How does it differ from a thread?" in prompts(note)


def test_a_title_in_a_list_only_groups_the_questions_below_it() -> None:
    note = """
    - Networks
      - What is a port?
      - What is a socket?
    - Databases
      - What is an index?
      - What is a view?
    """

    assert prompts(note) == ["What is a port?", "What is a socket?", "What is an index?", "What is a view?"]


def test_the_lists_entry_that_groups_is_a_section() -> None:
    note = "- Networks\n  - What is a port?\n  - What is a socket?\n"

    assert roles(note)[0] == ("- Networks", Role.SECTION)


def test_a_list_that_is_announced_as_asked_carries_prompts() -> None:
    assert prompts("## Questions\n\n- port ranges\n- raw sockets\n- packet loss\n") == [
        "port ranges", "raw sockets", "packet loss",
    ]  # fmt: skip


def test_a_statement_among_questions_belongs_to_the_one_above() -> None:
    note = """
    - What is a port?
    - What is a socket?
    - Remember that every one of these has come up at least twice.
    - What is a packet?
    """

    assert prompts(note) == ["What is a port?", "What is a socket?", "What is a packet?"]


def test_a_checklist_of_things_to_know_asks_for_each() -> None:
    note = "# JavaScript\n\n- [x] event loop\n- [ ] promises\n- [ ] closures\n- [x] prototypes\n- [ ] modules\n"

    assert prompts(note) == ["event loop", "promises", "closures", "prototypes", "modules"]


def test_every_entry_has_a_reason() -> None:
    assert all(reasons(QUESTIONS))


@pytest.mark.parametrize(("first", "second"), [("I.", "II."), ("A.", "B."), ("A)", "B)")])
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["together", "apart"])
def test_roman_numbers_and_capital_letters_may_head_numbered_lists(first: str, second: str, gap: str) -> None:
    lines = [f"{first} Networks", "1. What is TCP?", "2. UDP", "3. What is IP?"]
    lines += [f"{second} Databases", "1. What is an index?", "2. Joins", "3. What is a view?"]

    assert list(sections(gap.join(lines)).values()) == [("Networks",)] * 3 + [("Databases",)] * 3


def test_an_outline_inside_an_answer_has_no_sections() -> None:
    note = "## How does TCP end?\n\nA. Begin\n1. fin\n2. ack\n\nB. Finish\n1. fin\n2. ack\n"

    assert prompts(note) == ["How does TCP end?"]


def test_lettered_options_above_a_question_with_the_same_number_head_nothing() -> None:
    note = "".join(f"1. Which is {name}?\nA. this\nB. that\n\n" for name in ("one", "two", "three"))

    assert set(sections(note).values()) == {()}
