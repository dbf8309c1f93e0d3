"""Questions that stand in the rows of Markdown tables."""

import pytest

from tests.notes.structure.shown import answers, outline_of, prompts, reasons
from viva.notes.model import Draft, Span
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


def drafts(note: str, name: str = "t.md") -> list[Draft]:
    return understand(name, note.encode()).drafts


def test_the_answer_is_what_the_cell_says_and_its_source_the_line() -> None:
    (shards, replicas, _quorum) = drafts(NAMED.lstrip())

    assert (shards.answer, shards.answer_span) == ("parts of the data", Span(3, 3))
    assert [(point.line, point.text) for point in shards.key_points] == [(3, "parts of the data")]
    assert (replicas.answer, replicas.answer_span, replicas.key_points) == ("", None, ())


def test_further_cells_stand_below_the_answer_by_the_names_of_their_columns() -> None:
    note = (
        "| Company | Question | Answer | Comment | Level | Tags | Done | |\n|---|---|---|---|---|---|---|---|\n"
        "| Alpha | What is a view? | A named query | it keeps no rows | easy | sql | ✅ | by heart |\n"
        "| | What is a join? | Rows side by side | | hard | | | |\n"
    )
    view, join = drafts(note)

    assert view.answer == "A named query\n\nit keeps no rows\n\nCompany: Alpha\n\nby heart"
    assert [point.text for point in view.key_points] == ["A named query", "it keeps no rows"]
    assert join.answer == "Rows side by side"


def test_bars_and_line_ends_inside_a_cell_are_those_of_its_text() -> None:
    asked = "| What is a pipe? | `a \\| b`<br>two programs |\n| What is a fork? | one<BR />two |\n"
    note = f"| Question | Answer |\n|---|---|\n{asked}"

    assert [draft.answer for draft in drafts(note)] == ["`a | b`\ntwo programs", "one\ntwo"]


ORG = "* Data\n| Question | Answer |\n|---+---|\n| What is a view? | A named query |\n| What is a set? | One |\n"
RST = """
===============  =============
Question         Answer
===============  =============
What is a view?  A named query
What is a set?   One
===============  =============
"""
HTML = """<table>
<tr><th>Question<th>Answer
<tr><td>What is a view?<td>A named query
<tr><td>What is a set?<td>One
</table>"""


@pytest.mark.parametrize(("name", "note"), [("t.org", ORG), ("t.rst", RST), ("t.html", HTML)])
def test_tables_of_every_format_answer_without_bars(name: str, note: str) -> None:
    assert [draft.answer for draft in drafts(note, name)] == ["A named query", "One"]
