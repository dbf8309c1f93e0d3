"""Directives of reStructuredText: code, pictures, tables of values, folded answers, notes."""

import re
from typing import Final, NamedTuple

from viva.notes.formats.delimited import Records
from viva.notes.formats.rst_page import Page, column_of
from viva.notes.formats.transcript import JOINED
from viva.notes.model import Reason

_OPTION: Final = Reason("directive option")
_NO_TEXT: Final = Reason("directive without text of its own")
_CONTENTS: Final = Reason("table of contents")

_LANGUAGES = {
    "code": "", "code-block": "", "sourcecode": "", "parsed-literal": "", "highlight-block": "", "prompt": "",
    "ipython": "python", "doctest": "python", "testcode": "python", "testsetup": "python", "testoutput": "text",
    "math": "math", "mermaid": "mermaid", "graphviz": "dot", "digraph": "dot", "graph": "dot",
    "uml": "plantuml", "plantuml": "plantuml",
}  # fmt: skip
_DRAWN = frozenset({"mermaid", "graphviz", "digraph", "graph", "uml", "plantuml", "math"})
_HIDDEN = frozenset({
    "index", "meta", "raw", "role", "default-role", "highlight", "include", "class", "module", "currentmodule",
    "sectnum", "target-notes", "header", "footer", "sectionauthor", "codeauthor", "tags", "py:module",
    "py:currentmodule",
})  # fmt: skip
_TABLES_OF_CONTENTS = frozenset({"contents", "toctree"})
_FOLDED = frozenset({"dropdown", "collapse", "details", "toggle", "spoiler", "hidden", "solution"})
_TITLED = frozenset({
    "admonition", "topic", "sidebar", "rubric", "card", "tab-item", "tab", "table", "list-table", "csv-table",
    "grid-item-card",
})  # fmt: skip
_OPTION_LINE = re.compile(r"\s*:(?P<name>[A-Za-z][\w-]*):(?:\s+(?P<value>.*))?$")


class Directive(NamedTuple):
    """A directive: `at` and `column` say where it stands, `end` is the index behind its block."""

    name: str
    argument: str
    at: int
    column: int
    end: int


def read_directive(page: Page, directive: Directive) -> int:
    """Write what a directive shows and return the index to go on with: its content is ordinary text again."""
    name = directive.name
    if name in _HIDDEN or name in _TABLES_OF_CONTENTS:
        reason = _CONTENTS if name in _TABLES_OF_CONTENTS else _NO_TEXT
        page.out.leave(range(directive.at + 1, directive.end + 1), reason)
        return directive.end
    if name in _LANGUAGES:
        return _code(page, directive)
    body, options = _options(page, directive)
    page.out.leave((directive.at + 1,), _NO_TEXT)
    if name in {"image", "figure"}:
        _picture(page, directive, options)
    elif name in {"literalinclude", "video"}:
        page.write(directive.at, directive.column, f"[{directive.argument}]({directive.argument})")
    elif name in _FOLDED or options.get("class", "") in _FOLDED:
        return _folded(page, directive, body)
    elif directive.argument:
        _title(page, directive)
    if name == "csv-table":
        return _csv_table(page, directive, body, options)
    if name == "list-table":
        return _list_table(page, directive, body, options)
    if body < directive.end:
        page.open_frame(column_of(page.lines[body]), page.prefix(directive.column))
    return body


def _options(page: Page, directive: Directive) -> tuple[int, dict[str, str]]:
    """Set the options of a directive aside; returns the index of its first line of content, too."""
    options: dict[str, str] = {}
    index = directive.at + 1
    while index < directive.end and (found := _OPTION_LINE.match(page.lines[index])):
        options[found["name"].lower()] = found["value"] or ""
        index += 1
    page.out.leave(range(directive.at + 2, index + 1), _OPTION)
    while index < directive.end and not page.lines[index]:
        index += 1
    return index, options


def _code(page: Page, directive: Directive) -> int:
    start, _ = _options(page, directive)
    words = directive.argument.split()
    lang = _LANGUAGES[directive.name] or (words[0] if words else "")
    lines = page.code_lines(start, directive.end)
    if directive.name in _DRAWN and directive.argument and directive.name not in {"digraph", "graph"}:
        lines.insert(0, (directive.at + 1, directive.argument))
    if lines:
        page.out.code(lines, lang, indent=page.prefix(directive.column), opened=directive.at + 1)
    else:
        page.out.leave((directive.at + 1,), _NO_TEXT)
    return directive.end


def _picture(page: Page, directive: Directive, options: dict[str, str]) -> None:
    picture = f"![{options.get('alt', '')}]({directive.argument})"
    page.out.write(directive.at + 1, page.prefix(directive.column) + picture)


def _folded(page: Page, directive: Directive, body: int) -> int:
    """Open a `<details>` that closes with the directive's content."""
    prefix = page.prefix(directive.column)
    page.out.write(directive.at + 1, prefix + "<details>")
    if directive.argument:
        summary = page.rewritten(directive.argument)
        page.out.write(directive.at + 1, f"{prefix}<summary>{summary}</summary>")
    if body < directive.end:
        page.open_frame(column_of(page.lines[body]), prefix, "</details>")
    else:
        page.out.write(directive.at + 1, prefix + "</details>")
    return body


def _title(page: Page, directive: Directive) -> None:
    """Write the argument: a title in bold, a remark as a remark, anything else as it is."""
    text = directive.argument
    if directive.name in _TITLED:
        text = f"**{text}**"
    elif directive.name == "todo":
        text = f"TODO: {text}"
    page.write(directive.at, directive.column, text)


def _csv_table(page: Page, directive: Directive, body: int, options: dict[str, str]) -> int:
    indent = page.prefix(directive.column)
    delimiter = {"tab": "\t", "space": " "}.get(options.get("delim", ","), options.get("delim", ",")[:1] or ",")
    header = [cell.text for record in Records([options.get("header", "")], delimiter) for cell in record.cells]
    head_rows = int(options["header-rows"]) if options.get("header-rows", "").isdecimal() else 0
    if any(header):
        page.out.row(directive.at + 1, map(page.rewritten, header), indent)
        page.out.header_rule(directive.at + 1, len(header), indent)
    lines = [page.lines[at].strip() for at in range(body, directive.end)]
    for count, record in enumerate(Records(lines, delimiter), start=1):
        first, last = body + record.first, body + record.last
        page.out.row(first, (page.rewritten(cell.text.replace("\n", "<br>")) for cell in record.cells), indent)
        page.out.leave(range(first + 1, last + 1), JOINED)
        if count == head_rows:
            page.out.header_rule(first, len(record.cells), indent)
    return directive.end


def _list_table(page: Page, directive: Directive, body: int, options: dict[str, str]) -> int:
    """Write a list of lists as a table: `*` begins a row, `-` a cell."""
    indent = page.prefix(directive.column)
    head_rows = int(options["header-rows"]) if options.get("header-rows", "").isdecimal() else 0
    rows: list[tuple[int, list[str]]] = []
    for index in range(body, directive.end):
        text = page.lines[index].strip()
        if text.startswith("* "):
            rows.append((index + 1, []))
            text = text[2:].strip()
        if not rows:
            continue
        cells = rows[-1][1]
        if text == "-" or text.startswith("- "):
            cells.append(text[2:].strip())
        elif cells and text:
            cells[-1] = f"{cells[-1]} {text}".strip()
        if index + 1 != rows[-1][0]:
            page.out.leave((index + 1,), JOINED)
    for count, (number, cells) in enumerate(rows, start=1):
        page.out.row(number, map(page.rewritten, cells), indent)
        if count == head_rows:
            page.out.header_rule(number, len(cells), indent)
    return directive.end
