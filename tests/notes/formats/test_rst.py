"""reStructuredText becomes Markdown-like lines."""

from itertools import pairwise

import docutils.core
import docutils.nodes
import pytest

from tests.notes.formats.shown import aside, numbered, shown


def test_title_levels_follow_the_order_in_which_styles_appear() -> None:
    page = "======\nPython\n======\n\nMemory\n~~~~~~\n\nWhat is the GIL?\n^^^^^^^^^^^^^^^^\n\nAsync\n~~~~~\n"

    assert shown("a.rst", page) == ["# Python", "## Memory", "### What is the GIL?", "## Async"]


def test_titles_are_found_where_docutils_finds_them() -> None:
    page = "Top\n===\n\nOne\n---\n\ntext\n\n----\n\nmore\n\nSub two\n-------\n\n* item\n\n  text\n\nEnd\n===\n\ntext\n"
    tree = docutils.core.publish_doctree(page, settings_overrides={"report_level": 5, "doctitle_xform": False})

    titles = [line.lstrip("# ") for line in shown("a.rst", page) if line.startswith("#")]

    assert titles == [node.astext() for node in tree.findall(docutils.nodes.title)]


def test_a_paragraph_that_ends_in_two_colons_announces_code() -> None:
    assert numbered("a.rst", "Example::\n\n    # comment\n\n    run()\n\nAfter") == [
        (1, "Example:"), (3, "```"), (3, "# comment"), (5, "run()"), (5, "```"), (7, "After"),
    ]  # fmt: skip


def test_code_directives_become_fences_with_their_language() -> None:
    page = ".. code-block:: python\n   :linenos:\n\n   def f():\n       return 1\n"

    assert numbered("a.rst", page) == [
        (1, "```python"), (4, "def f():"), (5, "    return 1"), (5, "```"),
    ]  # fmt: skip
    assert aside("a.rst", page) == {2: "directive option"}


def test_code_inside_a_list_keeps_its_place_in_the_list() -> None:
    assert shown("a.rst", "#. First\n#. Second\n\n   .. code:: sh\n\n      ls -l\n") == [
        "1. First", "2. Second", "   ```sh", "   ls -l", "   ```",
    ]  # fmt: skip


def test_a_fence_is_longer_than_the_ticks_inside_it() -> None:
    assert shown("a.rst", "::\n\n    ```\n    x\n") == ["````", "```", "x", "````"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("see :func:`len` and ``a[0]``", "see `len` and `a[0]`"),
        ("see :class:`~abc.Mapping`", "see `Mapping`"),
        ("see :ref:`the page <label>`", "see the page"),
        ("see `the docs <https://docs.example/x>`_", "see [the docs](https://docs.example/x)"),
        (":pep:`8` and [1]_", "PEP 8 and [1]"),
        (r"\*not emphasis\*", "*not emphasis*"),
        ("a_variable and name_ stay", "a_variable and name_ stay"),
        ("**bold** and *slanted*", "**bold** and *slanted*"),
    ],
)
def test_inline_marks_are_rewritten(line: str, expected: str) -> None:
    assert shown("a.rst", line) == [expected]


def test_names_defined_elsewhere_in_the_file_are_resolved() -> None:
    page = "Read wiki_, |logo|.\n\n.. _wiki: https://wiki.example/\n.. |logo| image:: logo.png\n"

    assert shown("a.rst", page) == ["Read [wiki](https://wiki.example/), ![](logo.png)."]


def test_definition_lists_become_terms_in_bold() -> None:
    assert shown("a.rst", "stub\n    returns canned answers\nmock : noun\n    remembers calls\n\nAfter") == [
        "**stub**", "returns canned answers", "**mock** (noun)", "remembers calls", "After",
    ]  # fmt: skip


def test_comments_targets_contents_and_fields_are_set_aside() -> None:
    page = ":Author: Ana\n\n.. contents:: Here\n   :depth: 2\n\n.. a comment\n   of two lines\n\n.. _top:\n\ntext"

    assert shown("a.rst", page) == ["text"]
    assert aside("a.rst", page) == {
        1: "document field", 3: "table of contents", 4: "table of contents", 6: "comment", 7: "comment",
        9: "link target",
    }  # fmt: skip


def test_a_field_below_text_is_a_label() -> None:
    assert shown("a.rst", "What is DNS?\n\n:Answer: the phone book") == ["What is DNS?", "**Answer**: the phone book"]


def test_notes_and_pictures_show_their_text() -> None:
    page = ".. note:: Careful\n\n   More.\n\n.. figure:: a.png\n   :alt: A picture\n\n   Caption\n"

    assert shown("a.rst", page) == ["Careful", "More.", "![A picture](a.png)", "Caption"]


def test_a_dropdown_is_folded() -> None:
    page = ".. dropdown:: Answer\n\n   Hidden.\n\nAfter"

    assert shown("a.rst", page) == ["<details>", "<summary>Answer</summary>", "Hidden.", "</details>", "After"]


def test_an_indented_paragraph_is_a_quotation() -> None:
    assert shown("a.rst", "Text\n\n    Somebody said so.\n\nText") == ["Text", "> Somebody said so.", "Text"]


GRID = "+-----+------+\n| Q   | A    |\n+=====+======+\n| one | two  |\n|     | more |\n+-----+------+\n"
SIMPLE = "=====  ====\nQ      A\n=====  ====\none    two\n       more\n=====  ====\n"
LIST = ".. list-table::\n   :header-rows: 1\n\n   * - Q\n     - A\n   * - one\n     - two\n       more\n"
CSV = '.. csv-table::\n   :header: Q, A\n\n   one, "two\n   more"\n'


@pytest.mark.parametrize("table", [GRID, SIMPLE, LIST])
def test_tables_become_rows(table: str) -> None:
    assert shown("a.rst", table) == ["| Q | A |", "|---|---|", "| one | two more |"]


def test_a_csv_table_keeps_breaks_inside_its_cells() -> None:
    assert shown("a.rst", CSV) == ["| Q | A |", "|---|---|", "| one | two<br>more |"]


def test_a_row_over_several_lines_shares_their_role() -> None:
    assert aside("a.rst", GRID)[5] == "joined to the line above"


def test_deep_nesting_is_read() -> None:
    page = "\n".join(" " * (3 * depth) + ".. note:: x" for depth in range(500))
    lines = numbered("a.rst", page)

    assert len(lines) == 500
    assert all(one[0] < other[0] for one, other in pairwise(lines))
