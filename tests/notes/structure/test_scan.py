"""Lines are taken apart one by one."""

import pytest

from tests.notes.structure.shown import forms, line_of, lines_of
from viva.notes.structure.line import Form


@pytest.mark.parametrize("text", ["", "   ", "\t", "\u200b", "\ufeff", ">"])
def test_a_line_without_anything_to_see_is_blank(text: str) -> None:
    assert line_of(text).form is Form.BLANK


@pytest.mark.parametrize("text", ["---", "***", "- - -", "______", "========", "────────"])
def test_a_line_of_one_sign_is_a_rule(text: str) -> None:
    assert line_of(text).form is Form.RULE


@pytest.mark.parametrize("text", ["*** Databases ***", "===== Databases =====", "== Databases =="])
def test_a_title_between_decorations_is_a_banner(text: str) -> None:
    line = line_of(text)

    assert (line.form, line.body) == (Form.BANNER, "Databases")


@pytest.mark.parametrize("text", ["***Databases***", "___Databases___"])
def test_three_signs_right_at_a_title_make_it_bold(text: str) -> None:
    line = line_of(text)

    assert (line.form, line.body) == (Form.BOLD, "Databases")


@pytest.mark.parametrize("text", ["[⬆ Back to top](#top)", "[наверх](#содержание)", "**[nach oben](#inhalt)**"])
def test_a_link_back_to_the_top_only_navigates(text: str) -> None:
    assert line_of(text).form is Form.NAVIGATION


def test_a_quotation_is_read_without_its_marks() -> None:
    line = line_of("> > What is a lock?")

    assert (line.quote, line.body) == (2, "What is a lock?")


def test_a_python_prompt_is_no_quotation() -> None:
    assert line_of(">>> print(1)").quote == 0


@pytest.mark.parametrize(("kind", "label"), [("question", "ask"), ("faq", "ask"), ("tip", ""), ("warning", "")])
def test_a_callout_asks_only_where_its_kind_says_so(kind: str, label: str) -> None:
    line = line_of(f"> [!{kind}]- What is a lock?")

    assert (line.callout, line.label, line.body) == (True, label, "What is a lock?")


def test_a_summary_is_told_from_the_answer_behind_it() -> None:
    line = line_of("<details><summary>3. <b>What is CORS?</b></summary>A rule of browsers.</details>")

    assert (line.form, line.number, line.body) == (Form.SUMMARY, "3", "What is CORS?")
    assert line.rest == "A rule of browsers."


def test_an_html_heading_is_a_heading() -> None:
    line = line_of("<h3 align='center'>Caches</h3>")

    assert (line.form, line.level, line.body) == (Form.HEADING, 3, "Caches")


def test_tags_without_text_carry_nothing() -> None:
    assert line_of("<div align='center'><br/></div>").form is Form.TAG


def test_a_comment_of_several_lines_carries_nothing() -> None:
    assert forms("<!-- draft\n# What is hidden?\n-->\ntext that shows") == [Form.TAG, Form.TAG, Form.TAG, Form.TEXT]


@pytest.mark.parametrize(
    "text", ["[docs](https://a.example/x)", "- <https://a.example>", "![plan](plan.png)", "See: https://a.example"]
)
def test_a_line_of_links_alone_is_known_as_such(text: str) -> None:
    assert line_of(text).plain_only


def test_a_sentence_with_a_link_is_more_than_links() -> None:
    assert not line_of("The [docs](https://a.example/x) explain retries well").plain_only


def test_a_tab_indents_by_four_columns() -> None:
    assert (line_of("\t- locks").indent, line_of("    - locks").indent) == (4, 4)


def test_marks_inside_code_are_code() -> None:
    assert forms("```python\n# What is this?\n- no entry\n```") == [Form.CODE] * 4


def test_only_the_front_of_an_endless_line_is_looked_at() -> None:
    assert len(line_of("word " * 10_000).body) < 6_000


def test_blank_lines_are_all_the_same() -> None:
    first, _, last = lines_of("a\n\nb\n\nc")[1:4]

    assert first is last
