"""The title of a question in a list."""

import pytest

from viva.interviews.templates.titles import LONGEST_LINE, first_line
from viva.web.templating import headline


@pytest.mark.parametrize(
    ("prompt", "title"),
    [
        ("\n  What is `x`?  \nMore.", "What is `x`?"),
        ("", ""),
        ("word " * 40, "word " * 22 + "word…"),
        ("x" * 200, "x" * 119 + "…"),
        ("Show it by " + "long " * 20 + "`a name of code that is cut`", "Show it by " + "long " * 19 + "long…"),
        ("`" + "x" * 200 + "`", "`" + "x" * 118 + "…"),
    ],
)
def test_it_is_the_first_line_cut_between_words_and_not_inside_code(prompt: str, title: str) -> None:
    assert first_line(prompt) == title
    assert len(title) <= LONGEST_LINE


def test_code_in_it_is_code_and_nothing_else_is_markup() -> None:
    assert headline("What does `<b>` do? <i>") == "What does <code>&lt;b&gt;</code> do? &lt;i&gt;"
