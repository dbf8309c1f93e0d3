"""Markdown and plain text stay as they are; titles with lines under them become headings."""

import pytest

from tests.notes.formats.shown import aside, reading_of, shown
from viva.notes.formats import read
from viva.notes.model import Text


def test_markdown_is_not_copied() -> None:
    text = Text(["# Lists", "", "- one", "---"], "utf-8")

    reading = read("notes.md", text)

    assert reading.texts is text.lines
    assert reading.numbers == range(1, 5)


@pytest.mark.parametrize(("name", "format_name"), [("a.md", "markdown"), ("a.txt", "text"), ("README", "text")])
def test_the_format_is_named(name: str, format_name: str) -> None:
    assert reading_of(name, "What is a list?").format == format_name


def test_front_matter_is_set_aside() -> None:
    note = "---\ntitle: Notes\ntags:\n  - go\n---\n# Go"

    assert shown("a.md", note) == ["# Go"]
    assert set(aside("a.md", note).values()) == {"front matter"}


@pytest.mark.parametrize(
    "note",
    [
        "---\nWhat is a pod?\n---\nA group of containers.",
        "---\nquestion: What is a pod?\nanswer: containers\n---",
        "---\nNote: this file is long, and its first rule closes nothing",
        "---\n\ntitle: x\n---",
    ],
)
def test_a_file_that_begins_with_a_rule_keeps_its_first_lines(note: str) -> None:
    assert shown("a.md", note) == [line for line in note.split("\n") if line]


def test_underlined_titles_become_headings() -> None:
    note = "Python\n======\n\nWhat is a list?\n---------------\nA sequence.\n"

    assert shown("a.md", note) == ["# Python", "## What is a list?", "A sequence."]
    assert aside("a.md", note) == {2: "title underline", 5: "title underline"}


def test_short_underlines_count_where_all_of_them_stand_below_titles() -> None:
    assert shown("a.md", "A\n\nSome title here\n---\ntext\n\nThe next one\n---\ntext")[1] == "## Some title here"


@pytest.mark.parametrize(
    "note",
    [
        "An answer that ends in a sentence.\n---\nNext question",
        "one line\nanother line\n---",
        "First\n---\n\nanswer\nof two lines\n---\nSecond",
        "- item\n------",
        "| a |\n-----",
        "```\nname\n----\n```",
        "text\n\n---\n\ntext",
    ],
)
def test_a_rule_that_may_part_things_stays_a_rule(note: str) -> None:
    assert shown("a.md", note) == [line for line in note.split("\n") if line]


def test_in_plain_text_an_underline_is_as_long_as_its_title() -> None:
    assert shown("a.txt", "Networks\n--------\ntext") == ["## Networks", "text"]
    assert shown("a.txt", "Networks\n---\ntext") == ["Networks", "---", "text"]


def test_a_title_in_a_frame_of_rules_becomes_a_heading() -> None:
    assert shown("a.txt", "intro\n\n==========\n  Docker\n==========\n\ntext") == ["intro", "# Docker", "text"]


def test_lines_between_separators_are_no_framed_titles() -> None:
    note = "----------\nWhat is a pod?\n----------\nWhat is a node?\n----------"

    assert shown("a.txt", note) == note.split("\n")
