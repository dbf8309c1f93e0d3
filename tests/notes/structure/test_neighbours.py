"""What a line is tells also from the lines beside it."""

from tests.notes.structure.shown import asked, forms, lines_of
from viva.notes.structure.line import Form


def test_letters_that_take_turns_are_labels() -> None:
    lines = [line for line in lines_of(
        """
        Q: what is a heap?
        A: memory for objects

        Q: what is a stack?
        A: memory for calls
        """
    ) if line.body]  # fmt: skip

    assert [(line.label, line.letter) for line in lines] == [("ask", ""), ("answer", "")] * 2


def test_russian_letters_take_turns_as_well() -> None:
    assert [body for body, _ in asked("В: что такое куча?\nО: память\n\nВ: что такое стек?\nО: тоже память")] == [
        "что такое куча?", "что такое стек?",
    ]  # fmt: skip


def test_letters_in_order_of_the_alphabet_remain_options() -> None:
    assert [line.letter for line in lines_of("A: a heap\nB: a stack\nC: a queue")] == ["A", "B", "C"]


def test_a_letter_alone_above_code_is_the_mark_of_an_option() -> None:
    first = lines_of("A.\n\n```js\nx = 1\n```\n\nB.\n\n```js\nx = 2\n```")[0]

    assert (first.form, first.letter) == (Form.ITEM, "A")


def test_a_letter_alone_above_text_is_text() -> None:
    assert forms("A.\n\nsome text below it") == [Form.TEXT, Form.TEXT]


def test_rows_around_a_rule_of_bars_are_a_table() -> None:
    assert forms("| term | meaning |\n|---|---|\n| lock | waits |\nafter it") == [Form.TABLE] * 3 + [Form.TEXT]


def test_bars_without_a_rule_are_text() -> None:
    assert forms("use a | b here\nand b | c there") == [Form.TEXT, Form.TEXT]


def test_a_table_of_links_is_links_alone() -> None:
    assert all(line.plain_only for line in lines_of("| a | b |\n|---|---|\n| [x](#x) | 1 |\n| [y](#y) | 2 |"))


def test_prose_behind_single_hashes_is_a_comment() -> None:
    lines = lines_of("# this reads the file line by line,\n# and closes it at the very end.")

    assert [(line.form, line.comment) for line in lines] == [(Form.TEXT, True)] * 2


def test_a_lone_title_behind_a_hash_remains_a_heading() -> None:
    assert forms("# Reading files line by line.\n\ntext") == [Form.HEADING, Form.TEXT]


def test_a_summary_may_run_over_several_lines() -> None:
    first = lines_of("<details>\n<summary>\n  What is CORS?\n</summary>\nA rule.\n</details>")[1]

    assert (first.form, first.body, first.until) == (Form.SUMMARY, "What is CORS?", 3)


def test_text_behind_the_end_of_a_long_summary_is_its_answer() -> None:
    first = lines_of("<details><summary>\nWhat is CORS?\n</summary> A rule.\n</details>")[0]

    assert (first.body, first.rest) == ("What is CORS?", "A rule.")
