"""Records of delimited text (CSV, TSV and their kin), each cell with the line it begins on."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

DELIMITERS = (",", ";", "\t", "|")

_SAMPLE = 60
_BEHIND = re.compile(r'"[ \r]*')
_QUOTED_PART = re.compile(r'[^"]*(?:""[^"]*)*')


class Cell(NamedTuple):
    """One value; `line` counts from 1. Line feeds inside quotes stay in the text."""

    text: str
    line: int


class Record(NamedTuple):
    """One row, from line `first` to line `last`."""

    cells: list[Cell]
    first: int
    last: int


class Records:
    """Reads records; blank lines between them are passed over.

    A quote that is closed by nothing, or by a quote in the middle of words, is
    a quote the author wrote: people's tables hold both kinds.
    """

    def __init__(self, lines: list[str], delimiter: str, start: int = 0) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._start = start

    def __iter__(self) -> Iterator[Record]:
        index = self._start
        while index < len(self._lines):
            if not self._lines[index].strip():
                index += 1
                continue
            record = self._record(index)
            yield record
            index = record.last

    def _record(self, index: int) -> Record:
        first = index + 1
        if '"' not in self._lines[index]:
            plain = self._lines[index].split(self._delimiter)
            return Record([Cell(text.strip(), first) for text in plain], first, first)
        cells: list[Cell] = []
        position: int | None = 0
        while position is not None:
            line = index + 1
            text, index, position = self._cell(index, position)
            cells.append(Cell(text, line))
        return Record(cells, first, index + 1)

    def _cell(self, index: int, position: int) -> tuple[str, int, int | None]:
        """Read one cell: its text, then the line and place of the next one, None at the end of the record."""
        line = self._lines[index]
        quote = position
        while self._delimiter != "\t" and line.startswith(" ", quote):
            quote += 1
        if line.startswith('"', quote) and (quoted := self._quoted(index, quote + 1)):
            return quoted
        end = line.find(self._delimiter, position)
        if end < 0:
            return line[position:].strip(), index, None
        return line[position:end].strip(), index, end + 1

    def _quoted(self, index: int, position: int) -> tuple[str, int, int | None] | None:
        parts: list[str] = []
        while index < len(self._lines):
            line = self._lines[index]
            part = _QUOTED_PART.match(line, position)
            if part is None:
                return None
            parts.append(part[0].replace('""', '"'))
            if part.end() < len(line):
                behind = _BEHIND.match(line, part.end())
                end = behind.end() if behind else len(line)
                if end == len(line):
                    return "\n".join(parts), index, None
                if not line.startswith(self._delimiter, end):
                    return None
                return "\n".join(parts), index, end + 1
            index, position = index + 1, 0
        return None


def delimiter_of(lines: list[str], start: int = 0) -> str:
    """The delimiter that cuts most of the first records into the same number of cells; empty when none does."""
    best, most = "", 0.5
    for delimiter in DELIMITERS:
        widths = Counter(len(record.cells) for record in islice(Records(lines, delimiter, start), _SAMPLE))
        several = [(count, width) for width, count in widths.items() if width > 1]
        if several:
            share = max(several)[0] / widths.total()
            if share > most:
                best, most = delimiter, share
    return best
