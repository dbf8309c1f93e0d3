"""Strategies for questions with every text that could be taken for something else."""

from hypothesis import strategies as st

from viva.bank.content import Content, Necessity, Point, Remark, Task, WrongSolution, explaining
from viva.bank.model import QuestionStatus
from viva.exchange.page import Page, Relative
from viva.notes.model import Group, Kind, Level, RelationKind, Status

LINES = [
    *(
        "",
        " ",
        "\t",
        "\\",
        "\\\\",
        "\\ ",
        "---",
        "...",
        "- a",
        "- [x] b",
        "  - c",
        "* d",
        "1. e",
        "> f",
        "text",
        "text  ",
    ),
    *(
        "# Heading",
        "## Follow-ups",
        "\\## Sources",
        "## Task",
        "~~~python solution",
        "\\```text tests",
        "~~~~",
        "\\> f",
        "  > g",
        "\\ > h",
        "#",
        "# a #",
        "#!",
        "## Options",
        "## options ##",
        "## Answer",
        "\\## Answer",
        "\\\\## Rubric",
        "##  Key points:",
    ),
    *(
        "### Must",
        "**Must**",
        "must:",
        "## Other",
        "```python",
        "```",
        "~~~",
        "    x = 1",
        "<!-- a",
        "-->",
        "<!-- next question -->",
    ),
    *(
        "\\<!-- next question -->",
        "a\rb",
        "\r",
        "\r\r",
        "\N{SYMBOL FOR CARRIAGE RETURN}",
        "\ufeff",
        "\x0b",
        "\x85",
        "\u2028",
        "\xa0",
    ),
    *(
        "![a](b.png)",
        "key: value",
        "id: x",
        "[ ] x",
        "[x] y",
        "Что такое GIL?",
        "C #",
        "c#",
        "\U0001f600",
        "&#13;",
        "\\n",
        "|",
    ),
]
CHARACTERS = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
line = st.one_of(st.sampled_from(LINES), st.text(CHARACTERS, max_size=8), st.text("#-\\ \t\r[]x`:", max_size=6))
texts = st.lists(line, max_size=7).map("\n".join)
words = st.one_of(
    st.text(CHARACTERS, max_size=12), st.sampled_from([*LINES, "no", "1.10", "2026-01-01", "null", "~", "a, b", "{a}"])
)
several = st.lists(words, max_size=4).map(tuple)
KEYS = st.text("0123456789abcdefghijklmnopqrstuvwxyz", min_size=10, max_size=10)


labels = words.map(lambda label: " ".join(label.split())).filter(bool)
remarks = st.lists(st.builds(Remark, texts, texts), max_size=3).map(tuple)
tests = st.lists(
    st.sampled_from(
        ["", "  ", "hidden:", "f(1) == 2", "f('a == b') ~= 0.5", " f() raises KeyError", "f([]) == {(1,)}"]
    ),
    max_size=4,
).map("\n".join)
tasks = st.builds(
    Task, texts, texts, tests, texts, st.lists(st.builds(WrongSolution, labels, texts), max_size=2).map(tuple)
)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    options = tuple(draw(st.lists(texts, max_size=4)))
    chosen = draw(st.sets(st.integers(0, len(options) - 1))) if options else set[int]()
    groups = draw(st.dictionaries(st.sampled_from(Level), st.sampled_from(Group)))
    return Content(
        prompt=draw(texts),
        kind=draw(st.sampled_from(Kind)),
        answer=draw(texts),
        options=options,
        correct=tuple(sorted(chosen)),
        key_points=tuple(draw(st.lists(st.builds(Point, texts, st.sampled_from(Group)), max_size=4))),
        experience=draw(st.booleans()),
        section=draw(several),
        level=draw(st.none() | st.sampled_from(Level)),
        groups=tuple(Necessity(level, groups[level]) for level in Level if level in groups),
        language=draw(st.sampled_from(["und", "en", "ru"]) | words),
        tech=draw(several),
        topics=draw(several),
        keywords=draw(several),
        tags=draw(several),
        number=draw(st.none() | words),
        author_status=draw(st.none() | st.sampled_from(Status)),
        explanations=explaining([draw(texts) for _option in options]) if draw(st.booleans()) else (),
        follow_ups=draw(remarks),
        mistakes=draw(remarks),
        sources=tuple(draw(st.lists(texts, max_size=2))),
        task=draw(st.none() | tasks),
    )


@st.composite
def pages(draw: st.DrawFn) -> Page:
    related = draw(st.dictionaries(st.sampled_from(RelationKind), st.lists(KEYS, min_size=1, max_size=3)))
    return Page(
        content=draw(contents()),
        key=draw(st.none() | KEYS),
        status=draw(st.none() | st.sampled_from(QuestionStatus)),
        related=tuple(Relative(kind, key) for kind, keys in related.items() for key in keys),
        note=draw(st.none() | words),
    )
