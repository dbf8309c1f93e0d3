"""Questions that stand in the rows of Markdown tables."""

from tests.notes.structure.shown import answers, outline_of, prompts, reasons
from viva.notes.structure.tables import Row
from viva.notes.understand import understand

NAMED = """
| # | Question | Answer | Level |
|---|----------|--------|-------|
| 1 | shards | parts of the data | easy |
| 2 | replicas | | hard |
| 3 | quorum | enough of them | hard |
"""


def rows(note: str) -> list[Row]:
    return [prompt.row for prompt in outline_of(note).prompts if prompt.row is not None]


def test_a_column_may_be_named_for_its_questions() -> None:
    assert prompts(NAMED) == ["shards", "replicas", "quorum"]
    assert reasons(NAMED)[0] == "row of a table whose column question holds questions"


def test_a_row_without_an_answer_is_not_answered() -> None:
    assert [row.answered for row in rows(NAMED)] == [True, False, True]


def test_other_columns_say_number_and_level() -> None:
    assert [(row.number, row.level) for row in rows(NAMED)] == [("1", "easy"), ("2", "hard"), ("3", "hard")]


def test_a_column_most_of_whose_cells_ask_holds_the_questions() -> None:
    note = "| a | b |\n|---|---|\n| db | What is a view? |\n| db | What is a join? |\n| net | ports |\n"

    assert prompts(note) == ["What is a view?", "What is a join?", "ports"]


def test_a_table_inside_an_answer_is_part_of_it() -> None:
    note = "## How do they differ?\n\n| kind | order |\n|---|---|\n| list | kept |\n| set | lost |\n"

    assert prompts(note) == ["How do they differ?"]
    assert len(answers(note)["How do they differ?"]) == 4


def test_a_bar_that_is_escaped_does_not_part_cells() -> None:
    note = (
        "| Question | Answer |\n|---|---|\n| What does a \\| b do? | it pipes |\n| What does a & b do? | it forks |\n"
    )

    assert prompts(note) == ["What does a \\| b do?", "What does a & b do?"]


def test_a_sign_in_a_row_is_its_status() -> None:
    note = "| Question | State |\n|---|---|\n| What is a view? | ✅ |\n| What is a join? | 🟡 |\n"

    assert [(row.status, row.answered) for row in rows(note)] == [("✅", False), ("🟡", False)]


def test_a_row_between_a_question_and_its_options_belongs_to_the_choice() -> None:
    note = "## Cities\n\n| # | Question |\n|---|---|\n| 1 | What is ARC, or\nA) TCP\nB) UDP\nC) SCTP\nAnswer: B\n"
    spans = [(draft.prompt_span.first, draft.prompt_span.last) for draft in understand("t.md", note.encode()).drafts]
    assert spans == [(1, 8)]
