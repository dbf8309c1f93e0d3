"""The snippets of a note where they stand."""

import pytest

from viva.bank.content import Content, parts_of
from viva.notes.model import Span
from viva.notes.understand import understand
from viva.snippets.cases import cases_in, cases_of
from viva.snippets.model import Case

NOTE = """\
# Fruit

## Baskets

```python
basket = ["pear"]
```

How do you add one?

```python
basket.append("fig")
```

Output: nothing

```
shop/
├── till.py
└── cart.py
```

## Money

What does it cost?

> ```python
> print(5)
> ```
"""


def cases(text: str = NOTE) -> list[Case]:
    return cases_in(understand("fruit.md", text.encode()))


def test_each_block_is_there_with_its_lines_and_without_its_fence() -> None:
    found = [(one.span, one.lang, one.text.split("\n")[0]) for one in cases()]

    assert found == [
        (Span(6, 6), "python", 'basket = ["pear"]'),
        (Span(12, 12), "python", 'basket.append("fig")'),
        (Span(18, 20), "text", "shop/"),
        (Span(28, 28), "python", "print(5)"),
    ]


def test_a_snippet_outside_of_questions_belongs_to_none_and_is_there() -> None:
    first, second = cases(
        "```python\nbasket = []\n```\n\n## Baskets\n\nHow full is it?\n\n```python\nlen(basket)\n```\n"
    )

    assert first.question is None
    assert second.question is not None


def test_what_stands_below_a_snippet_ends_at_the_next_heading() -> None:
    assert "Output: nothing" in cases()[1].after
    assert not any("Money" in line for line in cases()[1].after)


def test_a_drawing_is_a_snippet_with_its_notation() -> None:
    assert cases()[2].notation == "tree"


def test_a_note_without_code_has_no_snippets() -> None:
    assert cases("What is a pear?\n\nA fruit.\n") == []


@pytest.mark.parametrize(
    ("below", "is_output"),
    [
        ("~~~output\n1\n~~~", True),
        ("\n```output\n1\n```\n", True),
        ("~~~text\n1\n~~~", False),
        ("So:\n\n~~~output\n1\n~~~", False),
        ("~~~python\nprint(2)\n~~~\n\n~~~output\n1\n~~~", False),
    ],
)
def test_what_a_program_says_that_it_prints_is_told_from_code(below: str, *, is_output: bool) -> None:
    content = Content(prompt="What?\n\n~~~python\nprint(1)\n~~~", answer=below)
    program, after, *_rest = cases_of(1, content, parts_of(content, {}))

    assert after.is_output_of(program) is is_output
    assert not program.is_output_of(None)
