"""The handbook: whatever questions hold, its parts stay its parts."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.exchange.made_banks import FEWER, banks
from tests.exchange.made_pages import LINES
from tests.exchange.small_banks import a_bank, a_question
from viva.bank.content import Content, Point, Remark, Task, WrongSolution
from viva.bank.exported import ExportedBank
from viva.bank.model import QuestionStatus
from viva.exchange.contained import contained, in_line
from viva.exchange.handbook import Handbook
from viva.notes.model import Group, Kind, Level

HOSTILE = [
    *(
        "# Big",
        "Title\n===",
        "Title\n---",
        "- # in a list",
        "> # quoted",
        "1. x\n   # deep",
        "<!-- open",
        "<script>",
        "<details>",
    ),
    *(
        "```python",
        "~~~~",
        "  ```",
        "- ```",
        "<pre>",
        "<![CDATA[",
        "<?php",
        "<!DOCTYPE",
        "</div>",
        "<div>",
        "[a]: b",
        "| a |\n|---|",
    ),
    *("####### seven", "#\ttab", "   # three", "    # code", "\t# code", "* * *", "\\# no", "a\nb\n==="),
]


def headings_of(text: str) -> list[tuple[str, str]]:
    blocks = MarkdownIt("commonmark").parse(text)
    return [
        (block.tag, blocks[place + 1].content) for place, block in enumerate(blocks) if block.type == "heading_open"
    ]


@given(st.lists(st.sampled_from([*HOSTILE, *LINES]) | st.text(max_size=5), max_size=6).map("\n".join))
def test_no_text_breaks_out_of_its_place(text: str) -> None:
    headings = headings_of(f"# Above\n\n{contained(text, 3)}\n\n# Below\n")

    assert headings[0] == ("h1", "Above")
    assert headings[-1] == ("h1", "Below")
    assert all(tag in {"h4", "h5", "h6"} for tag, _words in headings[1:-1])


@FEWER
@given(banks())
def test_a_handbook_has_the_questions_of_the_bank_and_links_that_work(bank: ExportedBank) -> None:
    shown = [one for one in bank.questions if one.in_bank and one.status is not QuestionStatus.RETIRED]

    written = "".join(Handbook(bank).document())

    anchors = re.findall(r'^<a id="(.*)"></a>$', written, re.MULTILINE)
    assert sorted(anchor for anchor in anchors if anchor.startswith("q-")) == sorted(f"q-{one.key}" for one in shown)
    blocks = MarkdownIt("commonmark").parse(written)
    links = [
        link.attrs["href"]
        for block in blocks
        for link in block.children or ()
        if link.type == "link_open" and str(link.attrs["href"]).startswith(("#q-", "#t-"))
    ]
    assert {f"#{anchor}" for anchor in anchors} == set(links)


def test_code_is_left_alone_and_headings_are_lower() -> None:
    text = "# Why\n\n```python\n# a comment\n```\n\nThen\n===="

    assert contained(text, 3) == "#### Why\n\n```python\n# a comment\n```\n\n#### Then"


def test_what_was_left_open_is_closed() -> None:
    assert contained("```python\nprint(1)", 3) == "```python\nprint(1)\n```"
    assert contained("<details>\n\nmore", 3) == "<details>\n\nmore\n\n</details>"
    assert contained("<!-- torn", 3) == "> <!-- torn"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("What is `__init__`?", "What is `__init__`?"),
        ("What is __init__?", r"What is \_\_init\_\_?"),
        ("List<String> & [x](y)", r"List\<String\> \& \[x\](y)"),
        ("a ` b", r"a \` b"),
    ],
)
def test_words_in_a_line_mean_themselves(words: str, shown: str) -> None:
    assert in_line(words) == shown


def test_what_is_said_around_a_question_stands_below_its_key_points() -> None:
    content = Content(
        prompt="Which?",
        options=("a", "b"),
        correct=(1,),
        explanations=("no", ""),
        key_points=(Point("one thread", Group.MUST),),
        follow_ups=(Remark("And?", "Two\nlines"),),
        sources=("a book",),
        task=Task("Write f.", "", "f() == 1\nhidden:\nf() == 2", "x = 1", (WrongSolution("is none", ""),)),
    )

    written = "".join(Handbook(a_bank(a_question(more=(content,)))).document())

    assert "- [ ] a\n  > no\n- [x] b\n" in written
    assert written.endswith(
        "- one thread\n\n**Follow-ups**\n\n- And?\n  > Two\n  > lines\n\n**Task**\n\nWrite f.\n\n"
        "~~~text\nf() == 1\nf() == 2  # hidden\n~~~\n\n*Solution*\n\n~~~python\nx = 1\n~~~\n\n**Sources**\n\n- a book\n"
    )


def test_a_handbook_is_readable() -> None:
    gil = Content(
        prompt="What is the GIL?",
        answer="# Short\n\nA lock.",
        level=Level.INTERMEDIATE,
        topics=("concurrency",),
        key_points=(Point("one thread", Group.MUST), Point("not forever", Group.PERFECT)),
    )
    choice = Content(
        prompt="Which is ordered?\n\n(of these)",
        kind=Kind.MCQ,
        options=("a set", "a list"),
        correct=(1,),
        level=Level.BEGINNER,
    )
    bank = a_bank(
        replace(a_question(more=(gil,)), source="/notes/python.md", line=3),
        a_question(key="b" * 10, more=(choice,)),
        a_question("Gone?", key="c" * 10, status=QuestionStatus.RETIRED),
    )

    written = "".join(Handbook(bank).document())

    assert (
        written
        == """\
# Questions

- [Concurrency](#t-concurrency)
- [Other questions](#t-other)

<a id="t-concurrency"></a>

## Concurrency

Intermediate (L2)

- [What is the GIL?](#q-aaaaaaaaaa)

### Intermediate (L2)

<a id="q-aaaaaaaaaa"></a>

#### What is the GIL?

##### Short

A lock.

**Key points**

*Must*

- one thread

*Perfect*

- not forever

<a id="t-other"></a>

## Other questions

Beginner (L1)

- [Which is ordered?](#q-bbbbbbbbbb)

### Beginner (L1)

<a id="q-bbbbbbbbbb"></a>

#### Which is ordered?

(of these)

- [ ] a set
- [x] a list
"""
    )
