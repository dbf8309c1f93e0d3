"""Jupyter notebooks become Markdown-like lines at their lines in the file."""

import json
from typing import Any

import nbformat.v4
import pytest

from tests.notes.formats.shown import aside, numbered, reading_of, shown


def notebook(*cells: dict[str, Any], indent: int | None = 1, **metadata: Any) -> str:
    return json.dumps(
        {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=indent, sort_keys=True
    )


def cell(kind: str, *source: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, "source": list(source), **more}


def test_texts_stand_on_their_lines_in_the_file() -> None:
    text = notebook(cell("markdown", "# Title\n", "\n", 'What is "x"?'), cell("code", "print(1)\n", "# two"))

    for number, line in numbered("a.ipynb", text):
        assert line.startswith("```") or json.dumps(line)[1:-1] in text.split("\n")[number - 1]


def test_cells_become_text_and_fences() -> None:
    text = notebook(cell("markdown", "# Title\n", "text"), cell("code", "x = 1\n", "\n", "y"))

    assert shown("a.ipynb", text) == ["# Title", "text", "```python", "x = 1", "y", "```"]


def test_raw_cells_which_no_reader_sees_are_set_aside() -> None:
    text = notebook(cell("raw", "---\n", "title: x\n", "---"), cell("markdown", "text"))

    assert shown("a.ipynb", text) == ["text"]
    assert list(aside("a.ipynb", text).values()).count("raw cell") == 3


def test_a_notebook_on_one_line_is_read() -> None:
    text = notebook(cell("markdown", "one\n", "two"), indent=None)

    assert numbered("a.ipynb", text) == [(1, "one"), (1, "two")]


def test_every_cell_that_nbformat_reads_is_shown() -> None:
    v4: Any = nbformat.v4
    book = v4.new_notebook(
        cells=[
            v4.new_markdown_cell("What is α?\n\n- \"quoted\"\n- back\\slash"),
            v4.new_code_cell("x = '''\n\n'''"),
        ]
    )  # fmt: skip
    text = v4.writes(book)

    lines = reading_of("a.ipynb", text).texts

    for each in v4.reads(text).cells:
        assert each.source in "\n".join(lines)


@pytest.mark.parametrize(("first", "lang"), [("%%bash\n", "bash"), ("%%sql\n", "sql"), ("x\n", "julia")])
def test_the_language_is_the_notebooks_or_the_cells_own(first: str, lang: str) -> None:
    text = notebook(cell("code", first, "y"), language_info={"name": "julia"})

    assert shown("a.ipynb", text)[0] == f"```{lang}"


def test_outputs_follow_their_code_even_where_the_file_has_them_before_it() -> None:
    output = {"output_type": "stream", "name": "stdout", "text": ["1\n", "2\n"]}
    text = notebook(cell("code", "print(1)", outputs=[output]))

    assert shown("a.ipynb", text) == ["```python", "print(1)", "```", "Output:", "```text", "1", "2", "```"]
    assert "cell output, read below its code" in aside("a.ipynb", text).values()


def test_pictures_in_outputs_are_set_aside() -> None:
    output = {"output_type": "display_data", "data": {"image/png": "AAAA", "text/plain": ["<Figure>"]}}
    text = notebook(cell("code", "plot()", outputs=[output]))

    assert shown("a.ipynb", text) == ["```python", "plot()", "```"]
    assert list(aside("a.ipynb", text).values()).count("output image") == 1


def test_an_error_is_one_line_of_output() -> None:
    output = {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": ["\x1b[31mlong"]}

    assert "ValueError: no" in shown("a.ipynb", notebook(cell("code", "f()", outputs=[output])))


def test_a_fence_left_open_ends_with_its_cell() -> None:
    text = notebook(cell("markdown", "```py\n", "torn"), cell("markdown", "# Next"))

    assert shown("a.ipynb", text) == ["```py", "torn", "```", "# Next"]


def test_titles_with_a_line_below_become_headings() -> None:
    assert shown("a.ipynb", notebook(cell("markdown", "Lists\n", "=====\n", "text"))) == ["# Lists", "text"]


def test_version_3_is_read() -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "source": "Lists"},
        {"cell_type": "code", "language": "python", "input": ["x"], "outputs": [{"output_type": "pyout", "text": "1"}]},
    ]
    text = json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}, indent=1)

    assert shown("a.ipynb", text) == ["## Lists", "```python", "x", "```", "Output:", "```text", "1", "```"]


def test_a_torn_notebook_is_read_up_to_the_tear() -> None:
    whole = notebook(cell("markdown", "one"), cell("markdown", "two"))
    torn = "\n".join([*whole.split("\n")[:9], "<<<<<<< ours", *whole.split("\n")[9:]])

    assert shown("a.ipynb", torn) == ["one"]
    assert aside("a.ipynb", torn)[12] == "the notebook is broken from line 10 on"


@pytest.mark.parametrize("text", ["", "{}", "[1, 2", "What is a list?", '{"cells": []}', '"' * 50, "[" * 100_000])
def test_what_is_no_notebook_is_plain_text(text: str) -> None:
    reading = reading_of("a.ipynb", text)

    assert (reading.format, reading.texts) == ("text", text.split("\n"))


def test_a_notebook_is_known_by_its_content() -> None:
    assert reading_of("a.txt", notebook(cell("markdown", "x"))).format == "notebook"
