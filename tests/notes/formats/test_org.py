"""Org becomes Markdown-like lines."""

import pytest

from tests.notes.formats.shown import aside, numbered, reading_of, shown


def test_headings_keep_their_level_and_lose_tags_and_cookies() -> None:
    assert shown("a.org", "* Go :lang:drill:\n** [#A] What is a slice? [1/2]\n******** deep") == [
        "# Go", "## What is a slice?", "###### deep",
    ]  # fmt: skip


def test_states_become_marks_that_structure_can_read() -> None:
    assert shown("a.org", "* TODO locks\n* DONE threads\n* NEXT tasks\n* HTTP basics") == [
        "# TODO locks", "# threads -- Done", "# TODO tasks", "# HTTP basics",
    ]  # fmt: skip


def test_a_file_may_name_its_own_states() -> None:
    assert shown("a.org", "#+TODO: LEARN(l) | KNOWN(k)\n* LEARN locks\n* KNOWN threads") == [
        "# TODO locks", "# threads -- Done",
    ]  # fmt: skip


def test_drawers_settings_and_planning_are_set_aside() -> None:
    note = "#+TITLE: x\n* A\nSCHEDULED: <2026-01-01 Thu>\n:PROPERTIES:\n:ID: 1\n:END:\n# remark\ntext"

    assert shown("a.org", note) == ["# A", "text"]
    assert aside("a.org", note) == {
        1: "document setting", 3: "planning line", 4: "property drawer", 5: "property drawer", 6: "property drawer",
        7: "comment",
    }  # fmt: skip


def test_other_drawers_are_folded() -> None:
    assert shown("a.org", "* A\n:ANSWER:\ntext\n:END:") == [
        "# A", "<details>", "<summary>Answer</summary>", "text", "</details>",
    ]  # fmt: skip


def test_blocks_become_fences_and_quotations() -> None:
    note = "#+begin_src go :results output\n  ,* x\n    y\n#+end_src\n#+BEGIN_QUOTE\nsaid\n#+END_QUOTE"

    assert numbered("a.org", note) == [
        (1, "```go"), (2, "* x"), (3, "  y"), (4, "```"), (6, "> said"),
    ]  # fmt: skip


def test_a_block_without_end_is_text() -> None:
    assert shown("a.org", "#+begin_src go\nx := 1\n* Next") == ["x := 1", "# Next"]


def test_results_are_output() -> None:
    assert shown("a.org", "#+RESULTS:\n: 1\n: 2") == ["Output:", "```text", "1", "2", "```"]


def test_lists_are_spelled_as_in_markdown() -> None:
    assert shown("a.org", "* A\n+ one\n  * inner\n- [X] done\n- [-] begun\n1) first\n- LRU :: least =recent=") == [
        "# A", "- one", "  - inner", "- [x] done", "- [ ] begun", "1) first", "- **LRU**: least `recent`",
    ]  # fmt: skip


def test_text_below_a_heading_loses_the_indentation_it_has_from_it() -> None:
    assert shown("a.org", "*** A\n    text\n    - one\n      more\n** B\n   x") == [
        "### A", "text", "- one", "  more", "## B", "x",
    ]  # fmt: skip


def test_indented_stars_stay_a_list_when_the_indentation_goes() -> None:
    assert shown("a.org", "* A\n  * one\n  * two") == ["# A", "- one", "- two"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("=a= and ~b c~, *bold* /slanted/ +gone+", "`a` and `b c`, **bold** *slanted* ~~gone~~"),
        ("[[https://x.example][docs]] [[file:a.png]] [[https://y.example]]",
         "[docs](https://x.example) ![](a.png) <https://y.example>"),
        ("x = 1, a/b/c and 2 * 3 * 4", "x = 1, a/b/c and 2 * 3 * 4"),
        ("=make -j=4=", "`make -j=4`"),
    ],
)  # fmt: skip
def test_inline_marks_are_rewritten(line: str, expected: str) -> None:
    assert shown("a.org", line) == [expected]


def test_tables_become_markdown_tables() -> None:
    assert shown("a.org", "| Q | A |\n|---+---|\n| x | =y= |\n#+TBLFM: $1=1") == [
        "| Q | A |",
        "|---|---|",
        "| x | `y` |",
    ]


def test_what_the_author_commented_out_stays_aside() -> None:
    assert shown("a.org", "* COMMENT draft\ntext\n** sub\n* Next") == ["# Next"]


def test_org_is_known_by_its_content() -> None:
    assert reading_of("notes", "#+TITLE: Go\n\n* What is a slice?\n").format == "org"
