"""Prompts and sections of a note put together: tasks, prompts that run on, follow-ups."""

import pytest

from tests.notes.structure.shown import outline_of, prompts, reasons


@pytest.mark.parametrize("mark", ["TODO:", "todo -", "FIXME", "доделать:", "- TODO:", "**TODO:**"])
def test_a_line_marked_as_a_task_is_kept_as_one(mark: str) -> None:
    found = outline_of(f"## What is a hop?\n\nA step.\n\n{mark} read about routes\n").prompts

    assert [(prompt.text, prompt.todo) for prompt in found] == [("What is a hop?", False), ("read about routes", True)]


def test_a_question_marked_as_a_task_is_both() -> None:
    found = outline_of("## TODO: What is a hop?\n\n## What is a port?\n\nA number.\n").prompts

    assert [(prompt.text, prompt.todo) for prompt in found] == [("What is a hop?", True), ("What is a port?", False)]


def test_a_mark_without_words_is_no_task() -> None:
    assert prompts("## What is a hop?\n\nTODO\n") == ["What is a hop?"]


def test_a_task_inside_code_is_code() -> None:
    assert prompts("## What is a hop?\n\n```python\n# TODO: rewrite this part\n```\n") == ["What is a hop?"]


def test_entries_below_a_heading_of_open_work_are_tasks() -> None:
    note = "## What is a hop?\n\nA step.\n\n## TODO\n\n- read about routes\n- draw a packet\n"

    assert reasons(note)[1:] == ["marked as still to be done"] * 2


def test_a_question_may_run_over_two_lines() -> None:
    note = "1. What happens to a packet\nwhen its time is over?\n\nIt is dropped.\n\n2. What is a hop?\n"

    assert prompts(note) == ["What happens to a packet when its time is over?", "What is a hop?"]


def test_a_heading_never_runs_on() -> None:
    assert prompts("## What is a hop\nwhen is it over?\n\n## What is a port?\n\nA number.\n")[0] == "What is a hop"


def test_a_follow_up_knows_what_it_follows() -> None:
    note = """
    - What is a route?
      - What is a hop?
    - What is a port?
    - What is a host?
    """

    assert [prompt.follows for prompt in outline_of(note).prompts] == [None, 0, None, None]


def test_an_entry_that_defines_its_term_is_asked_for_the_term() -> None:
    found = outline_of("## Термины\n\n- хоп — это один шаг\n- порт — это номер\n- хост\n").prompts

    assert [(prompt.text, prompt.inline) for prompt in found] == [("хоп", True), ("порт", True), ("хост", False)]


def test_a_number_alone_asks_nothing() -> None:
    assert prompts("## 1.\n\nA step.\n\n## 2. What is a port?\n\nA number.\n") == ["What is a port?"]


def test_prompts_stand_in_the_order_of_the_note() -> None:
    found = outline_of(
        "- What is a hop?\n- What is a port?\n\n| Question | Answer |\n|---|---|\n| a | b |\n| c | d |\n"
    )

    assert [prompt.at for prompt in found.prompts] == sorted(prompt.at for prompt in found.prompts)


def test_an_empty_note_has_no_prompts() -> None:
    assert prompts("") == []
