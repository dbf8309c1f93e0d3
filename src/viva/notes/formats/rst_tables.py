"""Grid and simple tables of reStructuredText, as rows of a Markdown table."""

import re
from itertools import pairwise
from typing import Final

from viva.notes.formats.rst_page import Page
from viva.notes.formats.transcript import JOINED
from viva.notes.model import Reason

_BORDER: Final = Reason("table border")

_LONGEST_TABLE = 1000
_GRID_BORDER = re.compile(r"\+(?:[-=]+\+)+")
_SIMPLE_BORDER = re.compile(r"=+(?: +=+)+")
_SPAN_LINE = re.compile(r"[- ]+")


def read_table(page: Page, index: int, column: int) -> int:
    """Write the table that begins at `index` and return the index behind it; 0 when there is none."""
    text = page.lines[index][column:]
    if text.startswith("+") and _GRID_BORDER.fullmatch(text):
        return _grid(page, index, column)
    if text.startswith("=") and _SIMPLE_BORDER.fullmatch(text):
        return _simple(page, index, column)
    return 0


def _grid(page: Page, index: int, column: int) -> int:
    end = index
    while page.line(end)[column:].startswith(("+", "|")):
        end += 1
    borders = [at for at, char in enumerate(page.lines[index][column:]) if char == "+"]
    row = _Row(page, column)
    for at in range(index, end):
        text = page.lines[at][column:]
        if text.startswith("+"):
            row.finish(header="=" in text)
            page.out.leave((at + 1,), _BORDER)
        else:
            row.add(at + 1, _grid_cells(text, borders))
    row.finish()
    return end


def _grid_cells(text: str, borders: list[int]) -> list[str]:
    """Cut a line at the borders; wide letters and joined cells shift them, and then the bars themselves count."""
    if all(at < len(text) and text[at] in "|+" for at in borders):
        return [text[left + 1 : right] for left, right in pairwise(borders)]
    return text.strip("|").split("|")


def _simple(page: Page, index: int, column: int) -> int:
    end = _simple_end(page, index, column)
    if not end:
        return 0
    starts = [found.start() for found in re.finditer("=+", page.lines[index][column:])]
    borders = [at for at in range(index, end) if _SIMPLE_BORDER.fullmatch(page.lines[at][column:])]
    row = _Row(page, column)
    for at in range(index, end):
        text = page.lines[at][column:]
        if at in borders:
            row.finish(header=at == borders[1] != borders[-1])
            page.out.leave((at + 1,), _BORDER)
        elif not text or (_SPAN_LINE.fullmatch(text) and "--" in text):
            row.finish()
            page.out.leave((at + 1,), _BORDER)
        else:
            cells = [text[left:right] for left, right in zip(starts, [*starts[1:], None], strict=True)]
            if cells[0].strip():
                row.finish()
            row.add(at + 1, cells)
    return end


def _simple_end(page: Page, index: int, column: int) -> int:
    """Find the border that closes a simple table: a later one with nothing below it."""
    for at in range(index + 1, min(index + _LONGEST_TABLE, len(page.lines))):
        if not page.line(at + 1) and _SIMPLE_BORDER.fullmatch(page.lines[at][column:]):
            return at + 1
    return 0


class _Row:
    """Gathers the cells of one row, which may go over several lines."""

    def __init__(self, page: Page, column: int) -> None:
        self._page = page
        self._indent = page.prefix(column)
        self._number = 0
        self._cells: list[list[str]] = []

    def add(self, number: int, cells: list[str]) -> None:
        if self._cells:
            self._page.out.leave((number,), JOINED)
        else:
            self._number = number
        for at, cell in enumerate(cells):
            if at == len(self._cells):
                self._cells.append([])
            if cell.strip():
                self._cells[at].append(cell.strip())

    def finish(self, *, header: bool = False) -> None:
        if not self._cells:
            return
        self._page.out.row(self._number, (self._page.rewritten(" ".join(cell)) for cell in self._cells), self._indent)
        if header:
            self._page.out.header_rule(self._number, len(self._cells), self._indent)
        self._cells = []
