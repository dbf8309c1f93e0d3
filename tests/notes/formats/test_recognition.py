"""A note's format is told by its name, and by its content only where the name is silent."""

import pytest

from viva.notes.formats.recognition import format_of


@pytest.mark.parametrize(
    ("source", "format_name"),
    [
        ("a/b.md", "markdown"), ("B.MD", "markdown"), ("x.rst", "rst"), ("x.org", "org"), ("x.ipynb", "notebook"),
        ("x.htm", "html"), ("x.csv", "csv"), ("x.tsv", "tsv"), ("x.adoc", "asciidoc"), ("x.txt", "text"),
        ("README", "text"),
    ],
)  # fmt: skip
def test_the_name_says_the_format(source: str, format_name: str) -> None:
    assert format_of(source, ["What is a list?"]) == format_name


@pytest.mark.parametrize(
    ("lines", "format_name"),
    [
        (["", "<!DOCTYPE html>", "<p>x"], "html"),
        (["#separator:Comma", "a,b"], "csv"),
        (["* Go", ":PROPERTIES:", ":END:"], "org"),
        (["Title", "=====", "", ".. code-block:: go"], "rst"),
        (["mutex\ta lock", "latch\ta gate", "", "pod\tcontainers"], "tsv"),
    ],
)
def test_content_counts_where_the_name_is_silent(lines: list[str], format_name: str) -> None:
    assert format_of("notes.txt", lines) == format_name


@pytest.mark.parametrize(
    "lines",
    [
        ["* one", "* two", "* three"],
        ["Title", "=====", "text"],
        [".. and so on", "Title", "====="],
        ["{", '  "a": 1', "}"],
        ["\tindented\ttext", "\tmore\ttext", "\tand\ttext"],
        ["one\ttab", "no tab", "a\tb"],
        ["a,b", "c,d", "e,f"],
        ["<b>bold</b> start"],
    ],
)
def test_plain_text_is_not_mistaken_for_something_else(lines: list[str]) -> None:
    assert format_of("notes.txt", lines) == "text"


def test_markdown_is_markdown_whatever_it_holds() -> None:
    assert format_of("notes.md", ["#+TITLE: x", "* Go", "<html>"]) == "markdown"
