"""AsciiDoc, line by line: titles, delimited blocks, lists, tables and folded answers."""

import re
from typing import Final

from viva.notes.formats.transcript import JOINED, Transcript
from viva.notes.model import Reading, Reason

_ATTRIBUTE: Final = Reason("document setting")
_COMMENT: Final = Reason("comment")
_MARK: Final = Reason("block mark")

_CODE_FENCES = ("----", "....", "```")
_DEEPEST_LIST = 6

_TITLE = re.compile(r"(?P<marks>={1,6}|#{1,6})\s+(?P<title>\S.*)$")
_SETTING = re.compile(r":!?[\w-]+!?:(\s.*)?$")
_BLOCK_ATTRIBUTES = re.compile(r"\[(?P<list>[^\]]*)\]$")
_BLOCK_TITLE = re.compile(r"\.(?P<title>[^\s.].*)$")
_DELIMITER = re.compile(r"(-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|```)(?P<lang>\w*)$")
_PICTURE = re.compile(r"image::?(?P<target>[^\s\[\]]{1,400})\[(?P<list>[^\]\[]{0,400})\]")
_LINK = re.compile(r"(?:link:(?=\S)|(?=https?://))(?P<target>[^\s\[\]]{1,400})\[(?P<text>[^\]]{1,500})\]")
_COLUMNS = re.compile(r'cols="?(?P<list>[^"\]]+)')
_BOLD = re.compile(r"(?<![\w*])\*(?P<bold>[^\s*](?:[^*]{0,500}[^\s*])?)\*(?![\w*])")
_BULLET = re.compile(r"\s*(?P<marks>\*{1,6}|-)\s+(?P<box>\[[ xX*]\]\s+)?")
_NUMBERED = re.compile(r"\s*(?P<marks>\.{1,6})\s+")
_TERM = re.compile(r"\s*(?P<term>\S.{0,200}?):{2,4}(?:\s+(?P<text>.*))?$")
_CONTINUATION = re.compile(r"\+\s*$")


def read(lines: list[str]) -> Reading:
    """Read AsciiDoc as Markdown-like lines."""
    return AsciidocReader(lines).read()


class AsciidocReader:
    """Walks the lines once; a block without end goes on to the end of the file."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._out = Transcript(lines)
        self._attributes = ""
        self._title = ""
        self._open: dict[str, str] = {}
        self._counters = [0] * (_DEEPEST_LIST + 1)

    def read(self) -> Reading:
        index = 0
        while index < len(self._lines):
            index = self._step(index, self._lines[index].rstrip())
        for closing in reversed(self._open.values()):
            if closing:
                self._out.write(self._out.last, closing)
        return self._out.reading("asciidoc", _MARK)

    def _step(self, index: int, line: str) -> int:
        number = index + 1
        if not line:
            self._out.write(number, "")
            self._counters = [0] * (_DEEPEST_LIST + 1)
        elif found := _DELIMITER.match(line):
            return self._delimited(index, line, found["lang"])
        elif line == "|===":
            return self._table(index)
        elif found := _TITLE.match(line):
            self._out.write(number, "#" * len(found["marks"]) + " " + _inline(found["title"]))
        elif line.startswith("//"):
            self._out.leave((number,), _COMMENT)
        elif _SETTING.match(line):
            self._out.leave((number,), _ATTRIBUTE)
        elif found := _BLOCK_ATTRIBUTES.match(line):
            self._attributes = found["list"]
            self._out.leave((number,), _MARK)
            return index + 1
        elif found := _BLOCK_TITLE.match(line):
            self._block_title(index, found["title"])
            return index + 1
        elif not _CONTINUATION.fullmatch(line):
            self._out.write(number, self._text(line))
        self._attributes = self._title = ""
        return index + 1

    def _block_title(self, index: int, title: str) -> None:
        """A title stands above its block; that of a block to fold is its summary."""
        ahead = [line.rstrip() for line in self._lines[index + 1 : index + 3]]
        if "%collapsible" in self._attributes or any("%collapsible" in line for line in ahead):
            self._title = _inline(title)
            self._out.leave((index + 1,), _MARK)
        else:
            self._out.write(index + 1, f"**{_inline(title)}**")

    def _delimited(self, index: int, line: str, lang: str) -> int:
        mark = line.removesuffix(lang)
        attributes, self._attributes = self._attributes, ""
        if mark.startswith(("////", *_CODE_FENCES)):
            return self._whole_block(index, mark, lang or _language(attributes))
        self._out.leave((index + 1,), _MARK)
        if mark in self._open:
            closing = self._open.pop(mark)
            if closing:
                self._out.write(index + 1, closing)
        elif "%collapsible" in attributes:
            self._out.write(index + 1, "<details>")
            if self._title:
                self._out.write(index + 1, f"<summary>{self._title}</summary>")
            self._open[mark] = "</details>"
        else:
            self._open[mark] = ""
        self._title = ""
        return index + 1

    def _whole_block(self, index: int, mark: str, lang: str) -> int:
        """Read code, or a comment, up to the same delimiter."""
        end = index + 1
        while end < len(self._lines) and self._lines[end].rstrip() != mark:
            end += 1
        if mark.startswith("////"):
            self._out.leave(range(index + 1, end + 2), _COMMENT)
        else:
            code = [(at + 1, self._lines[at]) for at in range(index + 1, end)]
            self._out.code(code, lang, opened=index + 1, closed=min(end + 1, len(self._lines)))
        return end + 1

    def _table(self, index: int) -> int:
        """Write the rows of a table: cells fill rows as wide as the first line, or as the block's columns say."""
        width = _columns(self._attributes)
        has_header = "header" in self._attributes or (
            index + 2 < len(self._lines) and not self._lines[index + 2].strip()
        )
        self._out.leave((index + 1,), _MARK)
        cells: list[tuple[int, str]] = []
        end = index + 1
        while end < len(self._lines) and self._lines[end].rstrip() != "|===":
            before, *starts = self._lines[end].split("|")
            if cells and before.strip():
                cells[-1] = (cells[-1][0], f"{cells[-1][1]} {_inline(before.strip())}".strip())
            cells += [(end + 1, _inline(cell.strip())) for cell in starts]
            width = width or len(cells)
            self._out.leave((end + 1,), JOINED)
            end += 1
        for first in range(0, len(cells), width or 1):
            row = cells[first : first + width]
            self._out.row(row[0][0], [text for _, text in row])
            if first == 0 and has_header:
                self._out.header_rule(row[0][0], len(row))
        if end < len(self._lines):
            self._out.leave((end + 1,), _MARK)
        return end + 1

    def _text(self, line: str) -> str:
        """Spell list marks as Markdown does; the number of marks says how deep an item is."""
        if item := _BULLET.match(line):
            box = item["box"] or ""
            shown = "" if not box else "[ ] " if box.startswith("[ ]") else "[x] "
            return "  " * (len(item["marks"]) - 1) + "- " + shown + _inline(line[item.end() :])
        if item := _NUMBERED.match(line):
            depth = len(item["marks"])
            self._counters[depth] += 1
            return "   " * (depth - 1) + f"{self._counters[depth]}. " + _inline(line[item.end() :])
        if item := _TERM.match(line):
            return f"**{_inline(item['term'])}** {_inline(item['text'] or '')}".rstrip()
        return _inline(line)


def _inline(text: str) -> str:
    """Rewrite pictures, links and bold; code has the same marks in both."""
    if "[" in text:
        text = _PICTURE.sub(lambda found: f"![{found['list'].split(',')[0]}]({found['target']})", text)
        text = _LINK.sub(lambda found: f"[{found['text']}]({found['target']})", text)
    return _BOLD.sub(lambda found: f"**{found['bold']}**", text)


def _language(attributes: str) -> str:
    """The language in `[source,python]` or `[,python]`."""
    style, _, rest = attributes.partition(",")
    return rest.split(",")[0].strip() if style.split("%")[0] in {"source", ""} else ""


def _columns(attributes: str) -> int:
    """How many columns `[cols="1,2"]` or `[cols="3*"]` means, 0 when nothing is said."""
    found = _COLUMNS.search(attributes)
    if found is None:
        return 0
    times = re.match(r"(\d{1,2})\*", found["list"])
    return int(times[1]) if times else len(found["list"].split(","))
