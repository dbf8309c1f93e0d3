"""Labels, fold-outs, bold lines, quotations and plain questions that carry prompts."""

from tests.notes.structure.shown import answers, prompts, reasons


def test_a_labelled_line_asks_even_without_a_question_mark() -> None:
    note = (
        "Question: tell me about shards\nAnswer: parts of the data\n\nQuestion: tell me about replicas\nAnswer: copies"
    )

    assert answers(note) == {
        "tell me about shards": ["Answer: parts of the data"],
        "tell me about replicas": ["Answer: copies"],
    }
    assert set(reasons(note)) == {"labelled as a question"}


def test_the_title_of_a_fold_out_is_a_prompt() -> None:
    note = "<details>\n<summary>event loop</summary>\n\nIt runs tasks one by one.\n\n</details>\n"

    assert answers(note) == {"event loop": ["It runs tasks one by one."]}


def test_a_fold_out_that_only_hides_the_answer_is_no_prompt() -> None:
    note = "## What is a queue?\n\n<details>\n<summary>Show answer</summary>\n\nFirst in, first out.\n\n</details>\n"

    assert answers(note) == {"What is a queue?": ["First in, first out."]}


BOLD = """
**What is a view?**

A query with a name.

**Materialised views**

They keep their rows.

**What is a trigger?**

Code that runs on a change.

**What is a cursor?**

A place in a result.
"""


def test_bold_lines_are_prompts_where_most_of_them_ask() -> None:
    assert prompts(BOLD) == ["What is a view?", "Materialised views", "What is a trigger?", "What is a cursor?"]


def test_bold_lines_that_divide_a_text_name_its_subjects() -> None:
    note = "# Storage\n\n**Views**\n\nQueries with a name.\n\n**Triggers**\n\nCode that runs on a change.\n"

    assert prompts(note) == ["Views", "Triggers"]


def test_bold_lines_inside_an_answer_label_its_parts() -> None:
    note = "## What is a view?\n\n**Pros**\n\nOne name for a query.\n\n**Cons**\n\nIt hides what it costs.\n"

    assert prompts(note) == ["What is a view?"]


def test_words_that_come_again_and_again_label_parts() -> None:
    note = "\n".join(f"1. What is state {k}?\n\n**Really?**\n\nIt is state {k}.\n" for k in range(4))

    assert prompts(note) == [f"What is state {k}?" for k in range(4)]


def test_plain_questions_are_prompts_where_nothing_else_asks() -> None:
    note = "What is a view?\nA query with a name.\n\nWhat is a trigger?\nCode that runs on a change.\n"

    assert answers(note) == {
        "What is a view?": ["A query with a name."],
        "What is a trigger?": ["Code that runs on a change."],
    }


def test_a_question_in_the_text_of_an_answer_is_no_prompt() -> None:
    note = "## What is a view?\n\nA query with a name. Why would one want that?\n\nFor a stable name.\n"

    assert prompts(note) == ["What is a view?"]


def test_quoted_questions_with_the_answers_between_are_prompts() -> None:
    note = "> What is a view?\n\nA query.\n\n> What is a trigger?\n\nCode.\n\n> What is a cursor?\n\nA place.\n"

    assert prompts(note) == ["What is a view?", "What is a trigger?", "What is a cursor?"]


def test_a_prompt_keeps_the_angle_brackets_it_speaks_of() -> None:
    note = (
        "## What is `Map<K, V>`, and what is List<String>?\n\nTypes.\n\n"
        "## What does Promise<void> mean?<br>\n\nNo value.\n\n"
        "## What is <b>bold</b><br>here?\n\nA word.\n"
    )

    assert prompts(note) == [
        "What is `Map<K, V>`, and what is List<String>?",
        "What does Promise<void> mean?",
        "What is bold here?",
    ]
