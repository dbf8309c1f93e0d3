"""HTML pages as Markdown-like lines; folded answers keep their `<details>`."""

import re
from collections.abc import Callable
from typing import Final

from viva.notes.formats.html_lines import LineWriter, OpenList
from viva.notes.formats.html_tokens import Token, attributes, decoded, tokens
from viva.notes.formats.transcript import JOINED, Transcript
from viva.notes.model import Reading, Reason

_WRAPPING: Final = Reason("HTML wrapping")
_COMMENT: Final = Reason("comment")
_HIDDEN: Final = {
    "": _COMMENT,
    "head": Reason("page head"),
    "script": Reason("script or style"),
    "style": Reason("script or style"),
    "nav": Reason("page navigation"),
    "footer": Reason("page footer"),
}

_MARKS = {
    "b": "**", "strong": "**", "em": "*", "i": "*", "del": "~~", "s": "~~", "strike": "~~",
    "code": "`", "kbd": "`", "samp": "`", "tt": "`", "var": "`",
}  # fmt: skip
_BREAKS = frozenset({
    "address", "article", "aside", "body", "br", "caption", "center", "dd", "dialog", "div", "fieldset",
    "figcaption", "figure", "form", "header", "hgroup", "label", "legend", "li", "main", "option",
    "search", "section",
})  # fmt: skip
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_BLOCKS = frozenset({"p", "blockquote", "dl", "table", "hr", "pre", "details"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TITLES = _HEADINGS | {"summary", "dt"}
_ENDS_TITLE = _TITLES | _BLOCKS | _LISTS | {"li", "dd", "tr"}
_LAYOUT = _ENDS_TITLE - {"p", "tr"}
"""Inside a cell these show that the table only arranges the page."""

_LANGUAGE = re.compile(r"(?:lang(?:uage)?-|highlight-source-|highlight-|brush:\s*|sourceCode\s+)([\w+#.-]+)")
_LONGEST_NUMBER = 9


def read(lines: list[str]) -> Reading:
    """Read an HTML page."""
    return HtmlReader(lines).read()


def lines_of(markup: str) -> list[str]:
    """The Markdown-like lines of a small piece of HTML, such as one cell of a table."""
    texts = read(markup.split("\n")).texts
    while texts and not texts[-1]:
        texts.pop()
    return texts


class Row:
    """A table row that is open: its cells so far, and whether all of them are heads."""

    def __init__(self) -> None:
        self.cells: list[tuple[int, str]] = []
        self.cell_is_open = False
        self.is_head = True


class HtmlReader:
    """Follows a page tag by tag; what is open lives in flat state, so depth costs no recursion."""

    def __init__(self, lines: list[str]) -> None:
        self._page = "\n".join(lines)
        self._out = Transcript(lines)
        self._line = LineWriter(self._out)
        self._number = 1
        self._title = ""
        self._details = 0
        self._code: list[tuple[int, str]] | None = None
        self._language = ""
        self._row: Row | None = None
        self._rows = 0
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "a": self._start_link, "img": self._picture, "input": self._box, "hr": self._rule,
            "ul": self._start_list, "ol": self._start_numbered, "menu": self._start_list, "dir": self._start_list,
            "li": self._start_item, "blockquote": self._start_quote, "details": self._start_details,
            "div": self._note_language, "pre": self._start_code, "sup": self._raise_text,
            "table": self._start_table, "tr": self._start_row, "td": self._start_cell, "th": self._start_head,
        }  # fmt: skip
        self._ends: dict[str, Callable[[], None]] = {
            "ul": self._end_list, "ol": self._end_list, "menu": self._end_list, "dir": self._end_list,
            "blockquote": self._end_quote, "details": self._end_details,
            "table": self._end_row, "tr": self._end_row, "td": self._end_cell, "th": self._end_cell,
        }  # fmt: skip

    def read(self) -> Reading:
        offset = 0
        for token in tokens(self._page):
            self._number += self._page.count("\n", offset, token.offset)
            offset = token.offset
            if token.kind in {"comment", "skipped"}:
                self._leave(token)
            elif self._code is not None:
                self._in_code(self._code, token)
            elif token.kind == "text":
                self._text(token.name)
            elif token.kind == "start":
                self._start(token)
            else:
                self._end(token.name)
        self._finish()
        return self._out.reading("html", _WRAPPING)

    def _finish(self) -> None:
        """Close what the page left open."""
        self._end_code()
        self._end_row()
        self._end_title()
        self._line.flush()
        for _ in range(self._details):
            self._out.write(self._out.last, "</details>")

    def _leave(self, token: Token) -> None:
        """Set the lines of a comment or of an element without text aside."""
        last = self._number + self._page.count("\n", token.offset, token.end)
        self._out.leave(range(self._number, last + 1), _HIDDEN.get(token.name, _WRAPPING))

    def _text(self, text: str) -> None:
        for at, piece in enumerate(text.split("\n")):
            if at:
                self._line.source_line_ends()
            self._line.text(self._number + at, decoded(piece))

    def _start(self, token: Token) -> None:
        name = token.name
        if name in _ENDS_TITLE:
            self._end_title()
        if name in _LAYOUT:
            self._abandon_row()
        if name in _MARKS:
            self._line.begin(name, _MARKS[name], _MARKS[name])
        elif name in _TITLES:
            self._start_title(name)
        elif name in _BLOCKS:
            self._end_block()
        elif name in _BREAKS:
            self._break()
        if handler := self._starts.get(name):
            handler(attributes(token.raw))

    def _end(self, name: str) -> None:
        if name in _TITLES:
            self._end_title()
        elif name in _MARKS or name == "a":
            self._line.finish(name)
        elif handler := self._ends.get(name):
            handler()
        if name in _BLOCKS:
            self._end_block()
        elif name in _BREAKS:
            self._break()

    def _end_block(self) -> None:
        """End a paragraph: with an empty line, inside a cell with a break."""
        if self._row:
            self._break()
        else:
            self._line.end_block(self._number)

    def _break(self) -> None:
        if self._row:
            if not self._line.is_empty:
                self._line.piece(self._number, "<br>")
        elif self._title:
            self._line.text(self._number, " ")
        else:
            self._line.flush()

    def _rule(self, _: dict[str, str]) -> None:
        self._out.write(self._number, "---")
        self._out.separate(self._number)

    def _raise_text(self, _: dict[str, str]) -> None:
        if not self._line.is_empty:
            self._line.piece(self._number, "^")

    def _start_title(self, name: str) -> None:
        if name in _HEADINGS:
            self._line.end_block(self._number)
        self._line.flush()
        self._title, self._line.joins_lines = name, True

    def _end_title(self) -> None:
        if not self._title:
            return
        name, self._title, self._line.joins_lines = self._title, "", False
        if name == "summary":
            self._line.flush("<summary>", "</summary>")
        elif name == "dt":
            self._line.flush("**", "**")
        else:
            self._line.flush("#" * int(name[1]) + " ")
            self._line.end_block(self._number)

    def _start_link(self, given: dict[str, str]) -> None:
        target = given.get("href", "")
        self._line.finish("a")
        if target and not target.startswith(("#", "javascript:")):
            self._line.begin("a", "[", f"]({target})")

    def _picture(self, given: dict[str, str]) -> None:
        if target := given.get("src", ""):
            self._line.piece(self._number, f"![{given.get('alt', '')}]({target})")

    def _box(self, given: dict[str, str]) -> None:
        if given.get("type", "").lower() in {"checkbox", "radio"} and not self._row:
            self._line.choice(self._number, chosen="checked" in given)

    def _start_list(self, _: dict[str, str]) -> None:
        self._open_list(OpenList())

    def _start_numbered(self, given: dict[str, str]) -> None:
        first = given.get("start", "")
        is_number = first.isdecimal() and len(first) <= _LONGEST_NUMBER
        self._open_list(OpenList(given.get("type", "1")[:1], int(first) if is_number else 1))

    def _open_list(self, opened: OpenList) -> None:
        if self._line.lists:
            self._line.flush()
        else:
            self._end_block()
        self._line.lists.append(opened)

    def _end_list(self) -> None:
        self._line.flush()
        if self._line.lists:
            self._line.lists.pop()
        if not self._line.lists:
            self._end_block()

    def _start_item(self, _: dict[str, str]) -> None:
        self._line.item()

    def _start_quote(self, _: dict[str, str]) -> None:
        self._line.quotes += 1

    def _end_quote(self) -> None:
        self._line.flush()
        self._line.quotes = max(0, self._line.quotes - 1)

    def _start_details(self, _: dict[str, str]) -> None:
        self._details += 1
        self._line.write(self._number, "<details>")

    def _end_details(self) -> None:
        self._end_title()
        self._line.flush()
        if self._details:
            self._details -= 1
            self._line.write(self._number, "</details>")

    def _note_language(self, given: dict[str, str]) -> None:
        if found := _LANGUAGE.search(given.get("class", "")):
            self._language = found[1]

    def _start_code(self, given: dict[str, str]) -> None:
        self._code = [(self._number, "")]
        self._note_language(given)

    def _in_code(self, code: list[tuple[int, str]], token: Token) -> None:
        """Take the text of a `<pre>` as it is; tags in it only colour it."""
        if token.kind == "text":
            for at, piece in enumerate(token.name.split("\n")):
                if at:
                    code.append((self._number + at, ""))
                number, before = code[-1]
                code[-1] = (number if before else self._number + at, before + decoded(piece).replace("\n", " "))
        elif token.name == "br":
            code.append((self._number, ""))
        elif token.kind == "start" and token.name == "code":
            self._note_language(attributes(token.raw))
        elif token.kind == "end" and token.name == "pre":
            self._end_code()

    def _end_code(self) -> None:
        if self._code is None:
            return
        written = [at for at, (_, text) in enumerate(self._code) if text.strip()]
        if written:
            code = self._code[written[0] : written[-1] + 1]
            self._out.code(code, self._language, indent=self._line.indent())
            self._out.separate(code[-1][0])
        self._code, self._language = None, ""

    def _start_table(self, _: dict[str, str]) -> None:
        self._rows = 0

    def _start_row(self, _: dict[str, str]) -> None:
        self._end_row()
        self._line.flush()
        self._row = Row()

    def _start_head(self, _: dict[str, str]) -> None:
        self._open_cell(is_head=True)

    def _start_cell(self, _: dict[str, str]) -> None:
        self._open_cell(is_head=False)

    def _open_cell(self, *, is_head: bool) -> None:
        self._end_cell()
        if self._row:
            self._row.cell_is_open = self._line.joins_lines = True
            self._row.is_head = self._row.is_head and is_head
        else:
            self._line.flush()

    def _end_cell(self) -> None:
        row = self._row
        if row and row.cell_is_open:
            number = self._line.number
            row.cells.append((number, self._line.take().removesuffix("<br>").rstrip()))
            row.cell_is_open = self._line.joins_lines = False

    def _end_row(self) -> None:
        """Write a row; one with a single cell only arranges the page."""
        self._end_cell()
        row, self._row = self._row, None
        numbers = [number for number, _ in row.cells if number] if row else []
        if not row or not numbers:
            return
        if len(row.cells) == 1:
            self._out.write(numbers[0], row.cells[0][1])
            return
        self._out.row(numbers[0], [text for _, text in row.cells], self._line.indent())
        self._out.leave(numbers[1:], JOINED)
        self._rows += 1
        if self._rows == 1 and row.is_head:
            self._out.header_rule(numbers[0], len(row.cells))

    def _abandon_row(self) -> None:
        """Show what a row held so far as plain lines: the table only arranges the page."""
        row, self._row = self._row, None
        if row:
            self._line.joins_lines = False
            for number, text in row.cells:
                if text:
                    self._out.write(number, text)
