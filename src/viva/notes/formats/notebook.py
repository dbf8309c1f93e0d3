"""Jupyter notebooks: cells as Markdown-like lines at their lines in the file."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from viva.notes.formats import markdown
from viva.notes.formats.json_positions import Json, JsonString, read_json
from viva.notes.formats.transcript import Transcript
from viva.notes.model import Reading, Reason

_WRAPPING: Final = Reason("notebook wrapping")
_RAW: Final = Reason("raw cell")
_PICTURE: Final = Reason("output image")
_UNDERLINE: Final = Reason("title underline")
_EARLIER: Final = Reason("cell output, read below its code")

_LEVELS = frozenset("123456")
_PICTURES = frozenset({"image/png", "image/jpeg", "image/svg+xml", "image/gif", "png", "jpeg", "svg"})
_SPELLED = {"sh": "bash", "js": "javascript"}
_MAGIC = re.compile(r"%%(bash|sh|sql|javascript|js|html|ruby|perl|cython|R)\b")
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")

Line = tuple[int, str]


def read(lines: list[str]) -> Reading:
    """Read a notebook; broken JSON is read up to the mistake, and what has no cells at all as plain lines."""
    text = "\n".join(lines)
    document = read_json(text)
    cells = [cell for cell in _cells(document.root) if isinstance(cell, dict)]
    if not cells:
        return markdown.read(lines, "text")
    reader = NotebookReader(lines, text, document.root)
    for cell in cells:
        reader.cell(cell)
    return reader.reading(document.broken_at)


class NotebookReader:
    """Writes one cell after another."""

    def __init__(self, lines: list[str], text: str, root: Json) -> None:
        self._out = Transcript(lines)
        self._line_ends = array("I", (found.start() for found in re.finditer("\n", text)))
        self._language = _language(root)

    def cell(self, cell: dict[str, Json]) -> None:
        """Write what a cell shows; cells are parted by an empty line."""
        kind = _word(cell, "cell_type")
        lines = self._lines(cell.get("source", cell.get("input", "")))
        if kind == "raw":
            self._out.leave((number for number, _ in lines), _RAW)
            return
        self._out.separate(lines[0][0] if lines else self._out.last)
        if kind == "code":
            self._code(cell, lines)
        elif kind == "heading" and lines:
            level = _word(cell, "level")
            self._out.write(lines[0][0], f"{'#' * int(level if level in _LEVELS else '1')} {lines[0][1]}")
        else:
            self._text(lines)

    def reading(self, broken_at: int | None) -> Reading:
        """What was written; behind a mistake in the JSON nothing was read."""
        if broken_at is None:
            return self._out.reading("notebook", _WRAPPING)
        line = self._line_of(broken_at)
        self._out.leave(range(1, line), _WRAPPING)
        return self._out.reading("notebook", Reason("the notebook is broken from line {line} on", {"line": line}))

    def _line_of(self, offset: int) -> int:
        return bisect_left(self._line_ends, offset) + 1

    def _lines(self, value: Json) -> list[Line]:
        """The lines of a text, each where it is written; a piece without line feed goes on in the next."""
        lines: list[Line] = []
        is_open = False
        for piece in _strings(value):
            number = self._line_of(piece.offset)
            for text in piece.value.split("\n"):
                if is_open and lines[-1][1]:
                    lines[-1] = (lines[-1][0], lines[-1][1] + text)
                elif is_open:
                    lines[-1] = (number, text)
                else:
                    lines.append((number, text))
                is_open = False
            is_open = True
        if lines and not lines[-1][1]:
            lines.pop()
        return lines

    def _text(self, lines: list[Line]) -> None:
        """Write a cell of text; a fence it leaves open ends with the cell."""
        texts = [text for _, text in lines]
        changes = markdown.titles(texts)
        fence = ""
        for at, (number, text) in enumerate(lines):
            shown = changes.get(at, text)
            if shown is None:
                self._out.leave((number,), _UNDERLINE)
                continue
            self._out.write(number, shown)
            fence = markdown.fence_after(text, fence)
        if fence:
            self._out.write(self._out.last, fence)

    def _code(self, cell: dict[str, Json], lines: list[Line]) -> None:
        if lines:
            magic = _MAGIC.match(lines[0][1])
            language = _word(cell, "language") or self._language
            self._out.code(lines, _SPELLED.get(magic[1], magic[1]) if magic else language)
        output = [line for each in _items(cell.get("outputs", "")) for line in self._output(each)]
        while output and not output[-1][1].strip():
            output.pop()
        if output:
            self._out.write(output[0][0], "Output:")
            self._out.code(output, "text")
            self._out.leave((number for number, _ in output), _EARLIER)

    def _output(self, output: Json) -> list[Line]:
        """The text of an output; of a picture only the place is noted."""
        if _word(output, "output_type") in {"error", "pyerr"}:
            return [(self._line_of(_offset(output, "ename")), f"{_word(output, 'ename')}: {_word(output, 'evalue')}")]
        data = _member(output, "data") or output
        pictures = [value for name, value in data.items() if name in _PICTURES] if isinstance(data, dict) else []
        if pictures:
            for picture in pictures:
                self._out.leave((self._line_of(piece.offset) for piece in _strings(picture)), _PICTURE)
            return []
        text = _member(data, "text/plain") or _member(data, "text")
        return [(number, _COLOURS.sub("", line)) for number, line in self._lines(text)]


def _cells(root: Json) -> Iterator[Json]:
    """All cells in order; version 3 kept them in worksheets."""
    for sheet in (root, *_items(_member(root, "worksheets"))):
        yield from _items(_member(sheet, "cells"))


def _language(root: Json) -> str:
    metadata = _member(root, "metadata")
    named = _word(_member(metadata, "language_info"), "name") or _word(_member(metadata, "kernelspec"), "language")
    return named.lower() or "python"


def _member(value: Json, name: str) -> Json:
    return value.get(name, "") if isinstance(value, dict) else ""


def _items(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _strings(value: Json) -> list[JsonString]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, JsonString)]


def _word(value: Json, name: str) -> str:
    """A member that is one short text, on one line; empty when it is anything else."""
    member = _member(value, name)
    word = member.value if isinstance(member, JsonString) else member if isinstance(member, str) else ""
    return " ".join(word.split())


def _offset(value: Json, name: str) -> int:
    member = _member(value, name)
    return member.offset if isinstance(member, JsonString) else 0
