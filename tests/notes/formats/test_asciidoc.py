"""AsciiDoc becomes Markdown-like lines."""

import pytest

from tests.notes.formats.shown import aside, numbered, shown


def test_titles_and_code_blocks() -> None:
    note = "== What is a pod?\n\n[source,go]\n----\nx := 1\n== not a title\n----\ntext"

    assert numbered("a.adoc", note) == [
        (1, "## What is a pod?"), (4, "```go"), (5, "x := 1"), (6, "== not a title"), (7, "```"), (8, "text"),
    ]  # fmt: skip


def test_lists_nest_by_their_marks() -> None:
    assert shown("a.adoc", "* one\n** inner\n* [x] done\n\n. first\n. second\n\nmutex:: a lock") == [
        "- one", "  - inner", "- [x] done", "1. first", "2. second", "**mutex** a lock",
    ]  # fmt: skip


def test_collapsible_blocks_are_folded() -> None:
    assert shown("a.adoc", ".Answer\n[%collapsible]\n====\nhidden\n====\nafter") == [
        "<details>", "<summary>Answer</summary>", "hidden", "</details>", "after",
    ]  # fmt: skip


@pytest.mark.parametrize("body", ["|Q |A\n\n|one |two", "|Q |A\n\n|one\n|two", "|Q|A\n\n|one|\ntwo"])
def test_cells_fill_rows(body: str) -> None:
    assert shown("a.adoc", f"|===\n{body}\n|===") == ["| Q | A |", "|---|---|", "| one | two |"]


def test_settings_comments_and_marks_are_set_aside() -> None:
    assert aside("a.adoc", ":toc: left\n// remark\n////\nlong\n////\ntext\n+\nmore") == {
        1: "document setting", 2: "comment", 3: "comment", 4: "comment", 5: "comment", 7: "block mark",
    }  # fmt: skip


def test_inline_marks_are_rewritten() -> None:
    assert shown("a.adoc", "*bold* `code` https://x.example[text] image:a.png[pic]") == [
        "**bold** `code` [text](https://x.example) ![pic](a.png)"
    ]
