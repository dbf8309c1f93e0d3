"""Org notes, line by line: headings, drawers, blocks, lists and tables."""

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from typing import Final

from viva.notes.formats.org_inline import inline
from viva.notes.formats.transcript import Transcript
from viva.notes.model import Reading, Reason

_DRAWER: Final = Reason("property drawer")
_KEYWORD: Final = Reason("document setting")
_COMMENT: Final = Reason("comment")
_PLANNING: Final = Reason("planning line")
_WRAPPING: Final = Reason("block mark")

_DEEPEST_HEADING = 6
_TO_DO = frozenset({"TODO", "NEXT", "WAITING", "WAIT", "STARTED", "HOLD", "INPROGRESS", "IN-PROGRESS"})
_PROPERTY_DRAWERS = frozenset({"properties", "logbook", "clock"})
_CODE_BLOCKS = frozenset({"src", "example", "export", "verbatim"})

_HEADING = re.compile(r"(?P<stars>\*+)\s+(?P<title>.*)$")
_STATE = re.compile(r"(?P<word>[A-Z][A-Z-]*)(?:\s+|$)")
_PRIORITY = re.compile(r"\[#[A-Z0-9]\]\s*")
_COOKIE = re.compile(r"\s*\[\d*(?:/\d*|%)\]")
_TAGS = re.compile(r"\s+:[\w@#%:]+:\s*$")
_DRAWER_START = re.compile(r"\s*:(?P<name>[\w-]+):\s*$")
_DRAWER_END = re.compile(r"\s*:END:\s*$", re.IGNORECASE)
_SETTING = re.compile(r"\s*#\+(?P<name>[\w-]+)(?:\[[^\]]*\])?:(?P<value>.*)$")
_BEGIN = re.compile(r"(?P<indent>\s*)#\+begin_(?P<name>\S+)\s*(?P<rest>.*)$", re.IGNORECASE)
_END = re.compile(r"\s*#\+end_(?P<name>\S+)\s*$", re.IGNORECASE)
_PLANNED = re.compile(r"\s*(?:(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):\s*[<\[].*)$")
_FIXED = re.compile(r"(?P<indent>\s*):(?: (?P<text>.*))?$")
_ITEM = re.compile(
    r"(?P<indent>\s*)(?P<mark>[-+*]|(?:\d{1,9}|[A-Za-z])[.)])(?P<gap>\s+)"
    r"(?:\[@\w+\]\s*)?(?P<box>\[[ Xx-]\]\s+)?"
)
_RULE = re.compile(r"\s*-{5,}\s*$")
_TABLE_RULE = re.compile(r"\s*\|[-+|]+$")
_TERM = " :: "


def read(lines: list[str]) -> Reading:
    """Read Org as Markdown-like lines."""
    return OrgReader(lines).read()


class OrgReader:
    """Walks the lines once; where blocks and drawers end is looked up, never searched again."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._out = Transcript(lines)
        self._to_do, self._done = _states(lines)
        self._ends = _ends(lines)
        self._hidden_below = 0
        self._closings: dict[int, str] = {}
        self._quotes = 0
        self._margins = _margins(lines)
        self._margin = self._margins[0]

    def read(self) -> Reading:
        index = 0
        while index < len(self._lines):
            line = self._lines[index].rstrip()
            heading = _HEADING.match(line)
            if heading:
                self._heading(index, len(heading["stars"]), heading["title"])
                index += 1
            else:
                index = self._step(index, line[self._margin :] if line[: self._margin].isspace() else line)
        return self._out.reading("org", _WRAPPING)

    def _step(self, index: int, line: str) -> int:
        """Read one line, or all lines of what it begins; returns the index to go on with."""
        if self._hidden_below:
            self._out.leave((index + 1,), _COMMENT)
        elif index in self._closings:
            self._close(index)
        elif not line:
            self._out.write(index + 1, "")
        elif line.lstrip().startswith("#"):
            return self._marked(index, line)
        elif line.lstrip().startswith(":"):
            return self._drawer_or_code(index, line)
        elif _PLANNED.match(line):
            self._out.leave((index + 1,), _PLANNING)
        else:
            self._text(index, line)
        return index + 1

    def _heading(self, index: int, level: int, title: str) -> None:
        """Write a heading: a state that means work stays in front, one that means done goes to the end."""
        self._margin = self._margins[index + 1]
        if self._hidden_below and level > self._hidden_below:
            self._out.leave((index + 1,), _COMMENT)
            return
        self._hidden_below = 0
        state = _STATE.match(title)
        word = state["word"] if state else ""
        before = after = ""
        if word == "COMMENT":
            self._hidden_below = level
            self._out.leave((index + 1,), _COMMENT)
            return
        if word in self._to_do or word in self._done:
            title = title[len(word) :].lstrip()
            before, after = ("TODO ", "") if word in self._to_do else ("", " -- Done")
        title = _PRIORITY.sub("", _TAGS.sub("", title), count=1)
        title = _COOKIE.sub("", title)
        mark = "#" * min(level, _DEEPEST_HEADING)
        self._out.write(index + 1, f"{mark} {before}{inline(title.strip())}{after}")

    def _marked(self, index: int, line: str) -> int:
        """Read a line that begins with `#`: a block, a setting or a comment."""
        if begin := _BEGIN.match(line):
            end = self._end_of(begin["name"].lower(), index)
            if end:
                return self._block(index, end, begin)
        elif found := _SETTING.match(line):
            if found["name"].upper() == "RESULTS":
                self._out.write(index + 1, "Output:")
            else:
                self._out.leave((index + 1,), _KEYWORD)
            return index + 1
        if line.lstrip().startswith(("# ", "#+")) or line.strip() == "#":
            self._out.leave((index + 1,), _WRAPPING if "#+" in line else _COMMENT)
        else:
            self._text(index, line)
        return index + 1

    def _block(self, index: int, end: int, begin: re.Match[str]) -> int:
        """Read a block: code whole, anything else as the text inside it."""
        name = begin["name"].lower()
        if name == "comment":
            self._out.leave(range(index + 1, end + 2), _COMMENT)
            return end + 1
        if name in _CODE_BLOCKS:
            lang = begin["rest"].split(maxsplit=1)[0] if name != "example" and begin["rest"] else ""
            self._code(index, end, lang.removeprefix(":") and lang, begin["indent"])
            return end + 1
        self._out.leave((index + 1,), _WRAPPING)
        if name == "quote":
            self._quotes += 1
            self._closings[end] = "quote"
        elif name in {"details", "spoiler"}:
            self._fold(index, end, begin["rest"])
        else:
            self._closings[end] = ""
        return index + 1

    def _code(self, index: int, end: int, lang: str, indent: str) -> None:
        """Write a block of code; Org puts a comma before lines that look like headings."""
        body = [line.rstrip() for line in self._lines[index + 1 : end]]
        margin = min((len(line) - len(line.lstrip()) for line in body if line), default=0)
        code = [(index + 2 + at, _without_comma(line[margin:])) for at, line in enumerate(body)]
        self._out.code(code, lang, indent=indent, opened=index + 1, closed=end + 1)

    def _fold(self, index: int, end: int, title: str) -> None:
        self._out.write(index + 1, "<details>")
        if title:
            self._out.write(index + 1, f"<summary>{inline(title)}</summary>")
        self._closings[end] = "</details>"

    def _close(self, index: int) -> None:
        closing = self._closings.pop(index)
        if closing == "quote":
            self._quotes -= 1
        elif closing:
            self._out.write(index + 1, closing)
        self._out.leave((index + 1,), _WRAPPING)

    def _end_of(self, name: str, index: int) -> int:
        """The index of the line that ends a block or drawer begun at `index`, 0 when there is none."""
        ends = self._ends[name]
        at = bisect_left(ends, index)
        return ends[at] if at < len(ends) else 0

    def _drawer_or_code(self, index: int, line: str) -> int:
        """Read a drawer, or lines of literal text, each behind a colon."""
        if found := _DRAWER_START.match(line):
            name = found["name"].lower()
            end = self._end_of(":drawer", index)
            heading = self._end_of(":heading", index) or len(self._lines)
            if end and end < heading:
                if name in _PROPERTY_DRAWERS:
                    self._out.leave(range(index + 1, end + 2), _DRAWER)
                    return end + 1
                self._fold(index, end, found["name"].replace("_", " ").capitalize())
                return index + 1
        if not (fixed := _FIXED.match(line)):
            self._text(index, line)
            return index + 1
        code: list[tuple[int, str]] = []
        while index < len(self._lines) and (found := _FIXED.match(self._lines[index].rstrip())):
            code.append((index + 1, found["text"] or ""))
            index += 1
        self._out.code(code, "text", indent=fixed["indent"])
        return index

    def _text(self, index: int, line: str) -> None:
        quote = "> " * bool(self._quotes)
        if line.lstrip().startswith("|"):
            self._out.write(index + 1, quote + _table_line(line))
        elif _RULE.match(line):
            self._out.write(index + 1, "---")
        elif item := _ITEM.match(line):
            self._out.write(index + 1, quote + _item(line, item))
        else:
            self._out.write(index + 1, quote + inline(line.removesuffix("\\\\").rstrip()))


def _item(line: str, item: re.Match[str]) -> str:
    mark = item["mark"] if item["mark"][0].isalnum() else "-"
    box = {"": "", "[ ]": "[ ] ", "[-]": "[ ] "}.get((item["box"] or "").strip(), "[x] ")
    text = line[item.end() :]
    term, divider, description = text.partition(_TERM)
    shown = f"**{inline(term.strip())}**: {inline(description.strip())}" if divider else inline(text)
    return f"{item['indent']}{mark}{item['gap']}{box}{shown}"


def _table_line(line: str) -> str:
    if _TABLE_RULE.match(line):
        return line.replace("+", "|")
    return inline(line)


def _without_comma(line: str) -> str:
    return line[1:] if line.startswith((",*", ",#+", ",,")) else line


def _states(lines: list[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The words that mean work to do and work done, with those the file itself names."""
    to_do, done = set(_TO_DO), {"DONE"}
    for line in lines:
        if line.startswith("#+") and (found := _SETTING.match(line)):
            if found["name"].upper() not in {"TODO", "SEQ_TODO", "TYP_TODO"}:
                continue
            open_words, bar, closed_words = found["value"].partition("|")
            to_do.update(_words(open_words))
            done.update(_words(closed_words) if bar else ())
    return frozenset(to_do - done), frozenset(done)


def _words(text: str) -> list[str]:
    return [word.partition("(")[0] for word in text.split()]


def _margins(lines: list[str]) -> dict[int, int]:
    """How deep the text of each section begins, by the index of the section's first line.

    People indent the text below a heading with it, which says nothing more
    than the heading does; settings and drawers stand where editors put them.
    """
    margins = {0: 0}
    start, is_open = 0, True
    for index, line in enumerate(lines):
        if line.startswith("*") and _HEADING.match(line):
            start, is_open = index + 1, True
            margins[start] = 0
        elif is_open and line.strip() and not line.lstrip().startswith(("#", ":")) and not _PLANNED.match(line):
            margins[start], is_open = len(line) - len(line.lstrip()), False
    return margins


def _ends(lines: list[str]) -> defaultdict[str, "array[int]"]:
    """Where blocks end, by name; drawers and headings, which end drawers, are listed beside them."""
    ends: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    for index, line in enumerate(lines):
        if line.startswith("*") and _HEADING.match(line):
            ends[":heading"].append(index)
        elif "#+" in line and (found := _END.match(line)):
            ends[found["name"].lower()].append(index)
        elif ":" in line and _DRAWER_END.match(line):
            ends[":drawer"].append(index)
    return ends
