"""reStructuredText, read line by line so that every text keeps the line it stands on."""

import re
from typing import Final

from viva.notes.formats.rst_directives import Directive, read_directive
from viva.notes.formats.rst_page import Page, column_of
from viva.notes.formats.rst_tables import read_table
from viva.notes.model import Reading, Reason
from viva.notes.structure.words import words

_UNDERLINE: Final = Reason("title underline")
_COMMENT: Final = Reason("comment")
_FIELD: Final = Reason("document field")
_MARK: Final = Reason("mark without text of its own")
_TARGET: Final = Reason("link target")

_SHORTEST_RULE = 4
_DEEPEST_HEADING = 6

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1+")
_FIELD_LINE = re.compile(r":(?P<name>[^:\s`][^:`]{0,80}):(?:\s+(?P<value>.*))?$")
_BULLET = re.compile(r"(?P<mark>[-*+•‣⁃])(?P<gap>\s+|$)")
_NUMBERED = re.compile(r"(?P<mark>\(?(?:#|\d{1,9}|[A-Za-z]|[ivxlcdmIVXLCDM]{1,9})[.)])(?P<gap>\s+)")
_DIRECTIVE = re.compile(r"\.\.\s+(?:\|[^|]+\|\s+)?(?P<name>[A-Za-z][\w:+.-]*)\s?::(?:\s+(?P<argument>.*))?$")
_FOOTNOTE = re.compile(r"\.\.\s+(?P<label>\[[^\]]+\])\s+(?P<text>.*)$")
_LINK_TARGET = re.compile(r"(\.\. _|__ )")


def read(lines: list[str]) -> Reading:
    """Read reStructuredText as Markdown-like lines."""
    return RstReader(lines).read()


class RstReader:
    """Walks the lines of a page once."""

    def __init__(self, lines: list[str]) -> None:
        self._page = Page(lines)
        self._lines = self._page.lines
        self._out = self._page.out
        self._levels: list[tuple[str, bool]] = []
        self._list_column: int | None = None
        self._counters: dict[int, int] = {}
        self._starts_block = True
        self._at_top = True

    def read(self) -> Reading:
        index = 0
        while index < len(self._lines):
            index = self._step(index)
        self._page.close_frames(-1)
        return self._out.reading("rst", _MARK)

    def _step(self, index: int) -> int:
        line = self._lines[index]
        if not line:
            self._out.write(index + 1, "")
            self._starts_block = True
            return index + 1
        column = column_of(line)
        if self._page.close_frames(column):
            self._starts_block = True
        text = line[column:]
        if self._list_column is not None and column <= self._list_column and not _list_mark(text):
            self._list_column = None
            self._counters.clear()
        following = None
        if text.startswith((".. ", "__ ")) or text == "..":
            following = self._explicit(index, column)
        elif self._starts_block:
            following = self._block(index, column)
        if following is None:
            self._at_top = False
            following = self._text(index, column)
            self._starts_block = False
        else:
            self._starts_block = True
        return following

    def _block(self, index: int, column: int) -> int | None:
        """Read what can only stand at the start of a block; None for a paragraph or a list."""
        text = self._lines[index][column:]
        if column == 0 and (end := self._title(index)):
            return end
        if end := read_table(self._page, index, column):
            return end
        if text.startswith(">>> "):
            end = self._page.paragraph_end(index)
            self._out.code(self._page.code_lines(index, end), "python", indent=self._page.prefix(column))
            return end
        if found := _FIELD_LINE.match(text):
            return self._field(index, column, found)
        if self._list_column is None and column > self._page.frame.column and not _list_mark(text):
            self._page.open_frame(column, self._page.prefix(self._page.frame.column) + "> ")
        return None

    def _title(self, index: int) -> int:
        """Read a section title or a transition; 0 when there is none."""
        line, below, under = (self._page.line(index + offset) for offset in range(3))
        if _ADORNMENT.fullmatch(line):
            if below and under == line and len(line) >= min(_SHORTEST_RULE, len(below.strip())):
                self._out.leave((index + 1, index + 3), _UNDERLINE)
                self._heading(index + 1, (line[0], True))
                return index + 3
            if len(line) >= _SHORTEST_RULE and not below:
                self._out.write(index + 1, "---")
                return index + 1
            return 0
        if not _ADORNMENT.fullmatch(below) or below == "::" or len(below) < min(_SHORTEST_RULE, len(line)):
            return 0
        self._heading(index, (below[0], False))
        self._out.leave((index + 2,), _UNDERLINE)
        return index + 2

    def _heading(self, index: int, style: tuple[str, bool]) -> None:
        """Write a title; a style's level is the order in which the page first uses it."""
        if style not in self._levels:
            self._levels.append(style)
        level = min(self._levels.index(style) + 1, _DEEPEST_HEADING)
        self._out.write(index + 1, "#" * level + " " + self._page.rewritten(self._lines[index].strip()))

    def _field(self, index: int, column: int, found: re.Match[str]) -> int:
        """Set the fields at the top of a document aside; elsewhere a field is a label with its text."""
        if self._at_top and found["name"].strip().lower() not in words().ask | words().answer:
            end = self._page.block_end(index + 1, column)
            self._out.leave(range(index + 1, end + 1), _FIELD)
            return end
        self._page.write(index, column, f"**{found['name']}**: {found['value'] or ''}".rstrip())
        return index + 1

    def _explicit(self, index: int, column: int) -> int:
        """Read a block that two dots open: directive, footnote, target or comment."""
        text = self._lines[index][column:]
        end = self._page.block_end(index + 1, column)
        defines = text.startswith(".. |") or _LINK_TARGET.match(text)
        if not defines and (found := _DIRECTIVE.match(text)):
            return read_directive(
                self._page,
                Directive(found["name"].lower(), found["argument"] or "", at=index, column=column, end=end),
            )
        if not defines and (found := _FOOTNOTE.match(text)):
            self._page.write(index, column, f"{found['label']} {found['text']}")
            return index + 1
        if text == ".." and not self._page.line(index + 1):
            end = index + 1
        self._out.leave(range(index + 1, end + 1), _TARGET if defines else _COMMENT)
        return end

    def _text(self, index: int, column: int) -> int:
        text = self._lines[index][column:]
        content = column
        if text.startswith("| ") or text == "|":
            text = text[2:]
        elif mark := _list_mark(text):
            content += mark.end()
            text = self._list_item(text, mark, column)
        elif self._starts_block and self._is_term(index, column):
            self._page.write(index, column, _term(text))
            self._page.open_frame(column_of(self._lines[index + 1]), self._page.prefix(column))
            return index + 1
        if text.endswith("::") and (end := self._page.block_end(index + 1, content)) > index + 1:
            self._literal_mark(index, column, text)
            self._out.code(self._page.code_lines(index + 1, end), indent=self._page.prefix(content))
            return end
        self._page.write(index, column, text)
        return index + 1

    def _list_item(self, text: str, mark: re.Match[str], column: int) -> str:
        """Note that a list is open here, and spell its mark as Markdown does."""
        self._list_column = column if self._list_column is None else min(self._list_column, column)
        rest = text[mark.end() :]
        if mark.re is _BULLET:
            return f"-{mark['gap']}{rest}"
        digits = mark["mark"].strip("().")
        self._counters[column] = int(digits) if digits.isdecimal() else self._counters.get(column, 0) + 1
        return f"{mark['mark'].replace('#', str(self._counters[column]))}{mark['gap']}{rest}"

    def _is_term(self, index: int, column: int) -> bool:
        """Tell whether a definition stands right below and deeper; below `::` it would be code."""
        below = self._page.line(index + 1)
        return bool(below) and column_of(below) > column and not self._lines[index].endswith("::")

    def _literal_mark(self, index: int, column: int, text: str) -> None:
        """Write a paragraph's last line without the mark that announces code."""
        if text == "::":
            self._out.leave((index + 1,), _MARK)
        else:
            self._page.write(index, column, text[:-2].rstrip() if text.endswith(" ::") else text[:-1])


def _term(text: str) -> str:
    term, _, classifier = text.partition(" : ")
    bold = term if term.startswith("*") else f"**{term}**"
    return f"{bold} ({classifier})" if classifier else bold


def _list_mark(text: str) -> re.Match[str] | None:
    return _BULLET.match(text) or _NUMBERED.match(text)
