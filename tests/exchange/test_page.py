"""Pages: what is written is read again, and what people write is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.made_pages import CHARACTERS, LINES, pages
from viva.bank.content import Content, Point, Remark, Task, WrongSolution
from viva.exchange.errors import Problem, Unreadable
from viva.exchange.page import Page, read_page, read_pages, write_page, write_pages
from viva.notes.model import Group, Kind


@given(pages())
def test_a_page_that_is_written_reads_the_same(page: Page) -> None:
    assert read_page(write_page(page), "page.md") == page


@given(st.lists(pages(), min_size=1, max_size=3))
def test_several_pages_in_one_text_read_the_same(several: list[Page]) -> None:
    assert read_pages(write_pages(several), "pages.md") == several


@given(pages())
def test_a_page_survives_the_line_ends_of_windows(page: Page) -> None:
    assert read_page(write_page(page).replace("\n", "\r\n"), "page.md") == page


@given(
    st.lists(st.sampled_from(["---", "- ", "related:", "groups: {", "[" * 40, "a: &b", *LINES]) | st.text(CHARACTERS))
)
def test_whatever_stands_in_a_file_it_is_read_or_refused_with_its_line(lines: list[str]) -> None:
    written = "\n".join(lines)
    problems: tuple[Problem, ...] = ()
    try:
        read_page(written, "page.md")
    except Unreadable as refused:
        problems = refused.problems
        assert str(refused).startswith("page.md:")  # noqa: PT017 - most of these texts are read
    assert all(1 <= problem.line <= written.replace("\r", "\n").count("\n") + 1 for problem in problems)


def page_of(written: str) -> Page:
    return read_page(written, "page.md")


def problems_of(written: str) -> list[str]:
    with pytest.raises(Unreadable) as refused:
        page_of(written)
    return [str(problem) for problem in refused.value.problems]


def test_a_heading_and_a_paragraph_are_a_question_and_its_answer() -> None:
    assert page_of("# What is the GIL?\nA lock.\n").content == Content(prompt="What is the GIL?", answer="A lock.")


def test_an_answer_looks_as_it_was_written() -> None:
    answer = "Two ways:\n\n# first\n\n---\n\n```python\ntorn\n\n- [ ] no option  \n\\n stays\n## Notes"
    written = write_page(Page(content=Content(prompt="How?", answer=answer)))

    assert written == f"# How?\n\n{answer}\n"


def test_what_stands_above_an_answer_with_its_own_heading_belongs_to_the_prompt() -> None:
    page = page_of("# What does this print?\n\n```python\nprint(1)\n```\n\n## Answer\n\n1\n")

    assert page.content.prompt == "What does this print?\n\n```python\nprint(1)\n```"
    assert page.content.answer == "1"


def test_options_are_read_as_people_write_them() -> None:
    content = page_of(
        "# Which?\n## options:\n* [X] a set\n+ [] a list\n1. [х] both,\n   of course\n- [ ]\ta dict\n"
    ).content

    assert content.options == ("a set", "a list", "both,\n of course", "a dict")
    assert content.correct == (0, 2)
    assert content.kind is Kind.MCQ


def test_key_points_have_their_groups_and_are_a_must_without_one() -> None:
    content = page_of("# Why?\n\n## Keypoints ##\n- a\n### Should:\n\n* b\n**Perfect**\n- c\nok:\n- d\n").content

    assert content.key_points == (
        Point("a", Group.MUST),
        Point("b", Group.SHOULD),
        Point("c", Group.PERFECT),
        Point("d", Group.OKAY),
    )
    assert not content.experience


def test_a_rubric_makes_it_a_question_of_experience() -> None:
    content = page_of("# Tell me about a migration\n\n## Rubric\n\n- names numbers\n").content

    assert content.experience
    assert content.key_points == (Point("names numbers", Group.MUST),)


def test_values_are_read_as_people_write_them() -> None:
    page = page_of(
        "\ufeff---\r\nLevel: l2\r\nstatus: Ready\r\ntech: python, sql\r\ntopics:\r\n- a, b\r\n- no\r\n"
        "section: Lists, tuples\r\nnumber: 1.10\r\ntags:\r\nauthor-status: done\r\n"
        "groups:\r\n  L2: must\r\n  l1: okay\r\n---\r\n# Why?\r\n"
    )
    content = page.content

    assert page.status == "ready"
    assert (content.level, content.author_status, content.number) == ("L2", "done", "1.10")
    assert (content.tech, content.topics, content.tags) == (("python", "sql"), ("a, b", "no"), ())
    assert content.section == ("Lists, tuples",)
    assert content.groups == (("L1", "okay"), ("L2", "must"))


def test_the_prompt_may_stand_above_when_no_heading_can_hold_it() -> None:
    written = write_page(Page(content=Content(prompt=" two\nlines", answer="# yes")))

    assert written == '---\nprompt: " two\\nlines"\n---\n\n# yes\n'


def test_everything_that_is_wrong_is_told_at_once_with_its_line() -> None:
    assert problems_of(
        "---\nlevl: L2\nlevel: L9\nid: abc\nlevel: L1\n---\n# Why?\n\n## Options\n- a\n\nlost\n## Options\n"
    ) == [
        "page.md:2: nothing is called `levl`; did you mean `level`?",
        "page.md:3: `level` is L9, but must be one of L1, L2, L3",
        "page.md:4: an id is ten small letters and digits; leave it out to have one made",
        "page.md:5: `level` stands in line 3 already",
        "page.md:10: an option begins with `- [ ]`, or with `- [x]` when it is right",
        "page.md:12: this belongs to no item of the list; items begin with `-`, and what goes on is indented",
        "page.md:13: `## Options` stands in line 9 already",
    ]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "page.md:1: the question is missing: begin with a line `# What is asked?`"),
        ("Just text\n", "page.md:1: the question is missing: begin with a line `# What is asked?`"),
        ("---\nlevel: L1\n# Why?\n", "page.md:1: the values that begin here have no end: close them with a line `---`"),
        ("---\ntags: *a\n---\n# Why?\n", "page.md:2: `*` at the beginning of a value needs quotes around the value"),
        ("---\ntags: &a b\n---\n# Why?\n", "page.md:2: `&` at the beginning of a value needs quotes around the value"),
        ("---\ntags: !a b\n---\n# Why?\n", "page.md:2: `!` at the beginning of a value needs quotes around the value"),
        ("---\nlevel: [L1]\n---\n# Why?\n", "page.md:2: `level` takes one value, not several"),
        ("---\ntags: [[a]]\n---\n# Why?\n", "page.md:2: `tags` takes words, and nothing inside them"),
        ("---\ngroups: must\n---\n# Why?\n", "page.md:2: `groups` takes names with values: `groups: {name: value}`"),
        ("---\ngroups: {L1: [must, okay]}\n---\n# Why?\n", "page.md:2: `L1` takes one group"),
        ("---\njust words\n---\n# Why?\n", "page.md:2: a line `name: value` was expected"),
        ("---\nrelated: {twin: [x]}\n---\n# Why?\n", "page.md:2: `x` is no id of a question"),
        (
            "# Why?\n\n## Key points\n### Maybe\n",
            "page.md:4: `maybe` is no group; there are must, should, okay, perfect",
        ),
        (
            "# Why?\n## Rubric\n## Key points\n",
            "page.md:3: a question has either key points or, when it asks for experience, a rubric",
        ),
        (
            "# A?\n\n<!-- next question -->\n\n# B?\n",
            "page.md:3: a second question begins here; in a bank each question has a file of its own",
        ),
        (
            "---\nprompt: A\n---\nlost\n## Answer\n",
            "page.md:4: this text stands above `## Answer`, and belongs to nothing",
        ),
    ],
)
def test_what_cannot_be_meant_is_told_in_a_sentence(written: str, told: str) -> None:
    assert problems_of(written) == [told]


def test_lists_without_end_are_refused() -> None:
    assert "nested too deeply" in problems_of(f"---\ntags: {'[' * 400}{']' * 400}\n---\n# Why?\n")[0]
    assert problems_of(f"---\ntags: {'[' * 100_000}\n---\n# Why?\n")


WITH_EVERYTHING = """\
# What does this print?

## Options

- [ ] `True`
  > Two lists.
- [x] `False`

## Key points

- identity

## follow ups:

1. And `() is ()`?
   > `True`:

   > one constant.
- Why?

## Mistakes

- "Equal."
  more of it
  > Not the same.

## Source

- [Reference](https://docs.python.org/3/)

## Task

Write `f`.

```python starter
def f(): ...
```
~~~text tests
f() == 1
hidden:
f() ~= 1.0
~~~

~~~~python solution
~~~
## Answer of mine
~~~~

~~~python wrong: is `None`
~~~
"""


def test_what_stands_below_the_key_points_is_read_as_people_write_it() -> None:
    content = page_of(WITH_EVERYTHING).content

    assert content.options == ("`True`", "`False`")
    assert content.explanations == ("Two lists.", "")
    assert content.follow_ups == (Remark("And `() is ()`?", "`True`:\none constant."), Remark("Why?"))
    assert content.mistakes == (Remark('"Equal."\nmore of it', "Not the same."),)
    assert content.sources == ("[Reference](https://docs.python.org/3/)",)
    assert content.task == Task(
        "Write `f`.",
        "def f(): ...",
        "f() == 1\nhidden:\nf() ~= 1.0",
        "~~~\n## Answer of mine",
        (WrongSolution("is `None`", ""),),
    )


def test_in_an_answer_the_headings_of_later_sections_are_text_as_they_always_were() -> None:
    written = "# How?\n\nSo.\n\n## Sources\n\n- a book\n\n\\## Task\n\n## Key points\n\n### Must\n\n- so\n"
    page = page_of(written)

    assert page.content.answer == "So.\n\n## Sources\n\n- a book\n\n\\## Task"
    assert page.content.sources == ()
    assert write_page(page) == written


def test_sources_of_a_question_without_key_points_stand_below_an_empty_heading() -> None:
    page = Page(content=Content(prompt="How?", answer="So.", sources=("a book",)))

    assert write_page(page) == "# How?\n\nSo.\n\n## Key points\n\n## Sources\n\n- a book\n"


def test_what_is_wrong_with_a_task_is_told_with_its_line() -> None:
    told = problems_of(
        "# Write f\n## Key points\n## Task\n~~~javascript starter\n~~~\nlost\n~~~text tests\n"
        "f(1) == 1\nf(x) == 2\n~~~\n~~~python wrong\n~~~\n~~~text tests\n~~~\n~~~python solution\n"
    )

    assert [one.partition(": ")[0] for one in told] == [f"page.md:{line}" for line in (4, 6, 9, 11, 13, 15)]
