"""The marks at the front of a line: bullets, boxes, hashes, numbers, letters, labels, bold."""

import re
from typing import Final

from viva.notes.structure.line import Form, Line
from viva.notes.structure.words import Words

_HEADING: Final = re.compile(r"(#{1,6})(?:[ \t]+|(?<=##)(?=[^\s#]))(.*)$")
_BULLET: Final = re.compile(
    r"(?:([*+•◦▪‣●○■□►▶·➤→»❓❔✔✓✅☑☐⭐🔹🔸🔥📌👉❗-]|[\U0001F300-\U0001FAFF])\ufe0f?[ \t]+"
    r"|(-{1,6}|[–—]+)[ \t]*(?=[^\s\-–—>])|(\*)(?=[^\W\d_]{2,}[^*]*$))"
)
_CHECK: Final = re.compile(r"\[([ xX✓✔vV+*])\][ \t]+|\(([ xX*•])\)[ \t]+(?=\S)")
_STAR: Final = re.compile(r"\*(?=(?:\d{1,2}|[A-Ja-jА-Иа-и])[.)]\s)")
_TAGS_BEHIND: Final = re.compile(r"(?:\s+#[^\W\d][\w/-]*)+$")
_MOST_MARKS: Final = 6  # before one line
NUMBER: Final = re.compile(
    r"(\d{1,4}(?:\.\d{1,3}){0,4}(?:[.\s]?[a-zа-яёіїє](?=[).](?:\s|$)))?)"
    r"(\.\)|\)\.?|\.|:|[ \t]*[-–—](?=[ \t])|、|．)(?=[ \t]|[^\W\d]|[`\"'«“*(<\[]|$)"
)
_LOOSE_NUMBER: Final = re.compile(
    r"((?:\d{1,3}|[IVX]{1,5})\.\d{1,3}(?:\.\d{1,3})*)([ \t]+)(?=[^\W\d]|`)"
    r"(?!(?:is|are|was|были|был|это|ist|sind|es|son|est|sont|è|é|são|to|є)\s)"
)
_BOLD_NUMBER: Final = re.compile(
    r"(?:\*\*|__|<b>)(\d{1,4}(?:\.\d{1,3})*)(\.\)|[.):]?)(?:\*\*|__|</b>)([.):]?)[ \t]+(?=\S)"
)
_HEADING_NUMBER: Final = re.compile(
    r"(\d{1,4}(?:\.\d{1,3})*)([ \t]+)(?=[^\s\d.)])(?!(?:и|а|и|and|or|или|vs|y|e|und|oder|та|й)\s)"
)
_SIGNED_NUMBER: Final = re.compile(r"(?:№|#|[Nn]o\.|[Nn]r\.)[ \t]?(\d{1,4})([.):]?)[ \t]*(?=\S)")
_ROMAN: Final = re.compile(r"((?:X{0,3})(?:IX|IV|V?I{1,3}|V|X))([.)])[ \t]+(?=\S)")
_LETTER: Final = re.compile(
    r"(?:\*\*)?\(?([A-Za-zА-Яа-яІіЇї])(?:\*\*)?(\.\)|[.):]|：)(?:\*\*)?"
    r"(?:[ \t]+|(?<=[):])(?=[^\s\w/\\)])|(?<=\))(?=\w))(?=\S)"
)
_BOLD: Final = re.compile(
    r"(\*\*\*|\*\*|___|__|<b>|<strong>)(?=\S)(.+?)(?<=\S)(?:\1|</b>|</strong>)(?!\w)", re.IGNORECASE
)
_BOLD_TAIL: Final = re.compile(r"[^\w`\"'(\[<$\\]*$")
_DECORATION: Final = re.compile(r"^[-=*_~>\s]{2,}|[-=*_~\s]{3,}$|(?<=\S)--$")


def peel(line: Line, lexicon: Words) -> None:
    """Take marks off the front, one after another, in any order people write them."""
    for _ in range(_MOST_MARKS):
        if not (
            _heading(line) or _box(line) or _starred(line) or _bulleted(line) or _numbered(line) or _lettered(line)
            or _label(line, lexicon) or _bold(line)
        ):  # fmt: skip
            break
        line.body = line.body.strip()
    if " #" in line.body and line.form in (Form.HEADING, Form.ITEM) and (tags := _TAGS_BEHIND.search(line.body)):
        line.body = line.body[: tags.start()]
    if line.bold and line.form is Form.TEXT:
        line.form = Form.BOLD


def _heading(line: Line) -> bool:
    found = None if line.level else _HEADING.match(line.body)
    title = found.group(2).rstrip(" \t").rstrip("#").strip() if found else ""
    if not found or (line.bullet and not title):
        return False
    line.listed = line.form is Form.ITEM
    line.form, line.level = Form.HEADING, len(found.group(1))
    _undecorate(line, title)
    return True


def _starred(line: Line) -> bool:
    """A star before the mark of an option: *2) the right one."""
    if line.starred or not _STAR.match(line.body):
        return False
    line.starred, line.body = True, line.body[1:]
    return True


def _box(line: Line) -> bool:
    found = None if line.check else _CHECK.match(line.body)
    if not found:
        return False
    line.check = "x" if (found.group(1) or found.group(2)).strip() else " "
    _itemise(line, found.end())
    return True


def _bulleted(line: Line) -> bool:
    if line.bullet or line.level or line.number:
        return False
    found = _BULLET.match(line.body)
    if not found or len(line.body) <= found.end():
        return False
    line.bullet = found.group(1) or found.group(2) or found.group(3)
    line.indent += 2 * (len(line.bullet) - 1) if line.bullet[0] == "-" else 0
    _itemise(line, found.end())
    return True


def _numbered(line: Line) -> bool:
    found = None if line.number else _number(line.body, line)
    if not found:
        return False
    line.number, line.mark = found.group(1).replace(" ", ""), found.group(2).strip()
    if line.bold:
        line.body = line.body[found.end() :]
    else:
        _itemise(line, found.end())
    return True


def _lettered(line: Line) -> bool:
    found = None if line.letter or line.number else _LETTER.match(line.body)
    if not found:
        return False
    opened = line.body.startswith("**")
    line.letter, line.mark = found.group(1), found.group(2)
    _itemise(line, found.end())
    if opened and line.body.endswith("**") and line.body.count("**") == 1:
        line.body, line.bold = line.body[:-2], True
    return True


def _itemise(line: Line, end: int) -> None:
    """A mark makes its line an entry of a list, unless it is a heading already."""
    line.body = line.body[end:].lstrip()
    if not line.level:
        line.form = Form.ITEM


def _number(body: str, line: Line) -> re.Match[str] | None:
    first = body[0] if body else ""
    if first.isdigit():
        found = NUMBER.match(body) or _LOOSE_NUMBER.match(body)
        if not found and (line.level or line.bold):
            found = _HEADING_NUMBER.match(body)
        return found
    if first in "№#Nn":
        return _SIGNED_NUMBER.match(body)
    if first in "IVX":
        return _LOOSE_NUMBER.match(body) or _ROMAN.match(body)
    return _BOLD_NUMBER.match(body) if first in "*_<" else None


_LABEL: Final = re.compile(
    r"(?:\*\*|__|<b>)?([^\W\d_](?:[^\W\d_]|[' ]){0,22}?)[ \t]{0,9}"
    r"(?:№|#|[Nn]o\.?|[Nn]r\.?)?[ \t]{0,9}(\d{1,4}(?:\.\d{1,3})*)?[ \t]{0,9}"
    r"((?:\*\*|__|</b>)?[ \t]{0,9}[:：.)、](?:\*\*|__|</b>)?|[ \t][-–—](?=[ \t])|$)[ \t]*"
)

_FIRST_WORD: Final = re.compile(r"(?:\*\*|__|<b>)?([^\W\d_]+)")


def _label(line: Line, lexicon: Words) -> bool:
    first = _FIRST_WORD.match(line.body)
    if not first or first.group(1).lower() not in lexicon.label_openings:
        return False
    found = _LABEL.match(line.body)
    if not found:
        return False
    name, number, end = found.group(1).lower().strip(), found.group(2), found.group(3)
    colon = ":" in end or "：" in end
    whole = found.end() == len(line.body)
    single = len(name) == 1 and name.isascii() | ("а" <= name <= "я")
    if name in lexicon.ask and (number and end if single else colon or number):
        if whole and not number:
            return False
        kind = "ask"
    elif name in lexicon.answer and (colon or whole or (number and end)):
        kind = "answer"
    else:
        return False
    line.label = kind
    if number and not line.number:
        line.number, line.mark = number, end.strip("*_ ")[:1]
    opened = line.body.startswith(("**", "__", "<b>"))
    line.body = line.body[found.end() :].strip()
    if opened and line.body.endswith(("**", "__")) and line.body.count("**") % 2 == 1:
        line.body, line.bold = line.body[:-2].rstrip(), True
    return True


def _bold(line: Line) -> bool:
    found = _BOLD.match(line.body)
    if not found:
        return False
    after = line.body[found.end() :]
    if _BOLD_TAIL.match(after):
        line.bold = True
        _undecorate(line, (found.group(2) + after).strip())
        return True
    if found.group(2).rstrip().endswith(("?", "？")) and not line.rest:
        line.bold, line.body, line.rest = True, found.group(2).strip(), after.strip(" \t:-–—")
        return True
    return False


def _undecorate(line: Line, text: str) -> None:
    """Take dashes and the like off both ends of a title."""
    inner = _DECORATION.sub("", text).strip()
    line.body = inner or text
    line.decorated = line.decorated or bool(inner and inner != text)
