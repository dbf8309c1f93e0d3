"""The line of Markdown that a page is writing: its marks, its place in lists and quotes, its source line."""

import re
from typing import NamedTuple

from viva.notes.formats.transcript import JOINED, Transcript

_SPACES = re.compile(r"\s+")
_DEEPEST = 12
_LETTERS = 26


class Mark(NamedTuple):
    """An inline mark that is open: the element, what begins and ends it, and how many pieces stood there then."""

    name: str
    begin: str
    end: str
    pieces: int


class OpenList:
    """A list that is open: how its items are counted, or not."""

    def __init__(self, style: str = "", count: int = 1) -> None:
        self.width = 3 if style else 2
        self._style = style
        self._count = count

    def bullet(self) -> str:
        """The mark of the next item."""
        if not self._style:
            return "- "
        number, self._count = self._count, self._count + 1
        if self._style in "aA" and number <= _LETTERS:
            return f"{chr(ord(self._style) + number - 1)}. "
        return f"{number}. "


class LineWriter:
    """Gathers pieces of text into one line after another."""

    def __init__(self, out: Transcript) -> None:
        self.out = out
        self.lists: list[OpenList] = []
        self.quotes = 0
        self.joins_lines = False
        self._bullet = ""
        self._parts: list[str] = []
        self._marks: list[Mark] = []
        self._number = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing but marks has been written on this line."""
        return not self._number

    @property
    def number(self) -> int:
        """The source line on which this line's text began, 0 while it has none."""
        return self._number

    def text(self, number: int, text: str) -> None:
        """Add words of source line `number`; runs of white space are one space, and none begins inside a mark."""
        text = _SPACES.sub(" ", text)
        if text.startswith(" ") and self._opened_last():
            opened = self._marks[-1].pieces - 1
            self._parts[opened] = " " + self._parts[opened]
            text = text[1:]
        if text.strip():
            self.piece(number, text)
        elif text and self._number:
            self._parts.append(" ")

    def piece(self, number: int, text: str) -> None:
        """Add a piece exactly as it is."""
        if not self._number:
            self._number = number
        elif number > self._number:
            self.out.leave((number,), JOINED)
        self._parts.append(text)

    def source_line_ends(self) -> None:
        """Follow the source's own line ends, except inside headings, cells and inline marks."""
        if self.joins_lines or self._marks:
            self._parts.append(" ")
        else:
            self.flush()

    def begin(self, name: str, begin: str, end: str) -> None:
        """Open an inline mark; none opens inside code, or inside itself."""
        if any(mark.begin in {"`", begin} for mark in self._marks):
            return
        self._parts.append(begin)
        self._marks.append(Mark(name, begin, end, len(self._parts)))

    def finish(self, name: str) -> None:
        """Close an inline mark and those left open inside it."""
        if not any(mark.name == name for mark in self._marks):
            return
        while True:
            mark = self._marks.pop()
            self._close(mark)
            if mark.name == name:
                return

    def item(self) -> None:
        """Begin a list item."""
        self.flush()
        if not self.lists:
            self.lists.append(OpenList())
        self._bullet = self.lists[-1].bullet()

    def choice(self, number: int, *, chosen: bool) -> None:
        """Begin an option with its box, as an item of its own where none has just begun."""
        if self._number:
            self.flush()
        self._bullet = self._bullet or "- "
        self.piece(number, "[x] " if chosen else "[ ] ")

    def take(self) -> str:
        """End the line and return it instead of writing it."""
        for mark in reversed(self._marks):
            self._close(mark)
        text = _SPACES.sub(" ", "".join(self._parts)).strip()
        self._parts, self._marks, self._number = [], [], 0
        return text

    def flush(self, before: str = "", after: str = "") -> None:
        """End the line and write it, if there is anything on it."""
        number, marks = self._number, self._marks
        text = self.take()
        if number and text:
            self.write(number, before + text + after)
        for mark in marks:
            if mark.name != "a":
                self.begin(mark.name, mark.begin, mark.end)

    def end_block(self, number: int) -> None:
        """End the line, forget marks that were never closed, and leave an empty line."""
        self.flush()
        self._marks, self._parts = [], []
        if not self._bullet:
            self.out.separate(number)

    def write(self, number: int, text: str) -> None:
        """Write a whole line at its place in lists and quotes."""
        self.out.write(number, self.indent() + text)

    def indent(self) -> str:
        """What stands before a line here; the first line of an item takes the item's mark along."""
        widths = [each.width for each in self.lists[:_DEEPEST]]
        bullet, self._bullet = self._bullet, ""
        outer = sum(widths[:-1]) if bullet else sum(widths)
        return "> " * min(self.quotes, _DEEPEST) + " " * outer + bullet

    def _opened_last(self) -> bool:
        return bool(self._marks) and self._marks[-1].pieces == len(self._parts)

    def _close(self, mark: Mark) -> None:
        """End a mark; one around nothing disappears, and spaces at its ends move outside."""
        inside = "".join(self._parts[mark.pieces :])
        if not inside.strip():
            begin = self._parts[mark.pieces - 1]
            self._parts[mark.pieces - 1 :] = [" " * (begin + inside).count(" ")]
            return
        last = self._parts[-1]
        self._parts[-1] = last.rstrip()
        self._parts.append(mark.end + " " * last.endswith(" "))
