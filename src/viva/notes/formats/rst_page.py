"""A reStructuredText page while it is read: its lines, open regions and what was written so far."""

from array import array
from typing import NamedTuple

from viva.notes.formats.rst_inline import inline, names_of
from viva.notes.formats.transcript import Transcript


class Frame(NamedTuple):
    """A region of deeper lines: from source column `column` on, texts stand behind `prefix`."""

    column: int
    prefix: str
    closing: str = ""


class Page:
    """What the readers of titles, directives and tables share.

    Nesting is a stack of frames rather than recursion, so a page may nest as
    deep as it likes.
    """

    def __init__(self, lines: list[str]) -> None:
        self.lines = [line.expandtabs(8).rstrip() for line in lines]
        self.out = Transcript(lines)
        self._names = names_of(lines)
        self._frames = [Frame(0, "")]
        self._next_text = _next_texts(self.lines)

    @property
    def frame(self) -> Frame:
        return self._frames[-1]

    def line(self, index: int) -> str:
        """The line at an index, empty behind the end."""
        return self.lines[index] if index < len(self.lines) else ""

    def open_frame(self, column: int, prefix: str, closing: str = "") -> None:
        """Begin a region that lasts as long as lines stand at `column` or deeper."""
        self._frames.append(Frame(column, prefix, closing))

    def close_frames(self, column: int) -> bool:
        """Leave the regions that a line at `column` does not belong to; tells whether there were any."""
        open_before = len(self._frames)
        while len(self._frames) > 1 and self._frames[-1].column > column:
            frame = self._frames.pop()
            if frame.closing:
                self.out.write(self.out.last, frame.prefix + frame.closing)
        return len(self._frames) < open_before

    def prefix(self, column: int) -> str:
        """What stands before a text at this source column: the frame's prefix and the indentation inside it."""
        return self.frame.prefix + " " * (column - self.frame.column)

    def rewritten(self, text: str) -> str:
        """A text with its inline marks as Markdown has them."""
        return inline(text, self._names)

    def write(self, index: int, column: int, text: str) -> None:
        """Write a text of the line at `index`, with inline marks rewritten."""
        self.out.write(index + 1, self.prefix(column) + self.rewritten(text))

    def block_end(self, index: int, column: int) -> int:
        """The index behind a block: lines deeper than `column`, without the blank lines that follow them."""
        end = index
        while (text_at := self._next_text[index]) < len(self.lines) and column_of(self.lines[text_at]) > column:
            index = end = text_at + 1
        return end

    def paragraph_end(self, index: int) -> int:
        """The index of the next blank line."""
        while self.line(index):
            index += 1
        return index

    def code_lines(self, start: int, end: int) -> list[tuple[int, str]]:
        """A block of code with its line numbers, leading blank lines and common indentation taken off."""
        while start < end and not self.lines[start]:
            start += 1
        margin = min((column_of(line) for line in self.lines[start:end] if line), default=0)
        return [(at + 1, self.lines[at][margin:]) for at in range(start, end)]


def column_of(line: str) -> int:
    """The column at which the text of a line begins."""
    return len(line) - len(line.lstrip())


def _next_texts(lines: list[str]) -> "array[int]":
    """For each index, where the next line that is not blank stands."""
    following = array("I", bytes(4 * (len(lines) + 1)))
    upcoming = len(lines)
    following[len(lines)] = upcoming
    for index in range(len(lines) - 1, -1, -1):
        if lines[index]:
            upcoming = index
        following[index] = upcoming
    return following
