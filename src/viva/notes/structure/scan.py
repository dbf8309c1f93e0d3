"""A line of a note, taken apart: its marks, its number, its label and what is left."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from viva.notes.code import CodeBlock
from viva.notes.structure.words import Words, plain, words


class Form(IntEnum):
    """What a line is made as, before anyone asks what it means."""

    BLANK = 0
    TEXT = 1
    HEADING = 2
    ITEM = 3  # of a list, bulleted or numbered
    BOLD = 4  # a line that is bold from end to end
    BANNER = 5  # ***** a title between decorations *****
    SUMMARY = 6  # of an HTML <details>
    TABLE = 7
    CODE = 8
    RULE = 9
    TAG = 10  # HTML tags or comments and nothing else
    NAVIGATION = 11  # back to top


@dataclass(slots=True)
class Line:
    """One line without its marks; `body` is what a reader sees behind them."""

    form: Form
    body: str
    indent: int = 0
    level: int = 0  # of a heading, 1 to 6
    quote: int = 0  # how many > stand before it
    bullet: str = ""
    check: str = ""  # " " or "x": a box before the text
    number: str = ""
    mark: str = ""  # what follows the number or letter: . ) .) : or nothing
    letter: str = ""  # a), B., (c) or D: before the text
    label: str = ""  # "ask" or "answer": Question:, Q: and so on in any spelling
    bold: bool = False  # the body was bold from end to end
    rest: str = ""  # text behind a bold or <summary> lead on the same line
    decorated: bool = False  # -- a title between dashes -- inside other marks
    callout: bool = False  # opens a quotation marked [!question], [!tip] ...
    until: int = 0  # last line of a <summary> that runs over several
    comment: bool = False  # prose behind a single '#'
    listed: bool = False  # a heading behind a list mark: 1. ### title
    plain_only: bool = False  # nothing but links, images or an address


_INDENT: Final = re.compile(r"[ \t\u00a0\u3000]*")
_QUOTE: Final = re.compile(r"(?:>[ \t]?)+")
_CALLOUT: Final = re.compile(r"\[!(\w+)\][+-]?\s*")
_HEADING: Final = re.compile(r"(#{1,6})(?:[ \t]+|(?<=##)(?=[^\s#]))(.*?)[ \t]*#*[ \t]*$")
_HTML_HEADING: Final = re.compile(r"<h([1-6])[^>]*>(.*?)(?:</h\1>|$)\s*$", re.IGNORECASE)
_RULE: Final = re.compile(r"(?:[-*_=~#+.][ \t]*){3,}$|[─━═—–]{3,}$")
_BULLET: Final = re.compile(
    r"(?:([*+•◦▪‣●○■□►▶·➤→»❓❔✔✓✅☑☐⭐🔹🔸🔥📌👉❗-]|[\U0001F300-\U0001FAFF])\ufe0f?[ \t]+"
    r"|(-{1,6}|[–—]+)[ \t]*(?=[^\s\-–—>])|(\*)(?=[^\W\d_]{2,}[^*]*$))"
)
_CHECK: Final = re.compile(r"\[([ xX✓✔vV+*])\][ \t]+|\(([ xX*•])\)[ \t]+(?=\S)")
_NUMBER: Final = re.compile(
    r"(\d{1,4}(?:\.\d{1,3}){0,4}(?:[.\s]?[a-zа-яёіїє](?=[).](?:\s|$)))?)(\.\)|\)\.?|\.|:|[ \t]*[-–—](?=[ \t])|、|．)(?=[ \t]|[^\W\d]|[`\"'«“*(<\[]|$)"
)
_LOOSE_NUMBER: Final = re.compile(r"((?:\d{1,3}|[IVX]{1,5})\.\d{1,3}(?:\.\d{1,3})*)([ \t]+)(?=[^\W\d]|`)")
_BOLD_NUMBER: Final = re.compile(
    r"(?:\*\*|__|<b>)(\d{1,4}(?:\.\d{1,3})*)(\.\)|[.):]?)(?:\*\*|__|</b>)([.):]?)[ \t]+(?=\S)"
)
_HEADING_NUMBER: Final = re.compile(r"(\d{1,4}(?:\.\d{1,3})*)([ \t]+)(?=[^\s\d.)])")
_SIGNED_NUMBER: Final = re.compile(r"(?:№|#|[Nn]o\.|[Nn]r\.)[ \t]?(\d{1,4})([.):]?)[ \t]*(?=\S)")
_ROMAN: Final = re.compile(r"((?:X{0,3})(?:IX|IV|V?I{1,3}|V|X))([.)])[ \t]+(?=\S)")
_LETTER: Final = re.compile(
    r"(?:\*\*)?\(?([A-Za-zА-Яа-яІіЇї])(?:\*\*)?(\.\)|[.):]|：)(?:\*\*)?(?:[ \t]+|(?<=[):])(?=[^\s\w/\\)])|(?<=\))(?=\w))(?=\S)"
)
_BOLD: Final = re.compile(r"(\*\*\*|\*\*|__|<b>|<strong>)(?=\S)(.+?)(?<=\S)(?:\1|</b>|</strong>)(?!\w)", re.IGNORECASE)
_BOLD_TAIL: Final = re.compile(r"[\s:.,;!?…\-–—]*(?:[^\w\s`\"'(\[<$\\]+[\s]*)*$")
_BANNER: Final = re.compile(
    r"(==(?=[ \t])|([*=_~#+─━═-])\2{2,})[ \t]*([^*=_~#+─━═\s-](?:.*?[^*=_~#+─━═\s-])?)[ \t]*(?:[*=_~#+─━═-]{3,}|==)$"
)
_DECORATION: Final = re.compile(r"^[-=*_~>\s]{2,}|[-=*_~\s]{3,}$|(?<=\S)--$")
_SUMMARY: Final = re.compile(r"(?:<details[^>]*>\s*)?<summary[^>]*>(.*)$", re.IGNORECASE)
_SUMMARY_END: Final = re.compile(r"</summary>", re.IGNORECASE)
_TAGS: Final = re.compile(r"</?[a-zA-Z][^<>]*/?>|<!--.*?-->")
_LONG_SUMMARY: Final = 40  # lines
_CODE_OR_TAG: Final = re.compile(rf"(`[^`]+`)|{_TAGS.pattern}")
_TABLE_RULE: Final = re.compile(r"\s*\|?[ \t]*:?-{1,}:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?\s*$")
_NAVIGATION: Final = re.compile(
    r"\W*(?:<[^>]+>\W*)*\[[^()]{0,60}?(?:⬆|↑|🔝|\btop\b|наверх|вверх|к началу|до змісту|nach oben|zurück|arriba|topo|haut|顶部|返回|トップ)[^()]{0,40}?\]\([^)]*\)\W*(?:</?\w+>\W*)*$",
    re.IGNORECASE,
)
_LINKS_ONLY: Final = re.compile(
    r"\W*(?:[\w ]{0,24}[:：]\s*)?(?:(?:!?\[[^\]]*\]\([^)\s]*(?:\s+\"[^\"]*\")?\)|<?https?://\S+>?|!\[\[[^\]]+\]\]|<img[^>]*>)[\s,;.|]*)+$",
    re.IGNORECASE,
)


def scan(texts: Sequence[str], blocks: Sequence[CodeBlock]) -> list[Line]:
    """Take every line apart; lines inside `blocks` are code and nothing else."""
    lines: list[Line] = []
    lexicon = words()
    code = _code_lines(blocks, len(texts))
    comment = False
    for i, text in enumerate(texts):
        if code[i]:
            lines.append(Line(Form.CODE, text))
            continue
        if comment or text.lstrip().startswith("<!--"):
            comment = "-->" not in text
            lines.append(Line(Form.TAG if text.strip() else Form.BLANK, ""))
            continue
        lines.append(_take_apart(text, lexicon))
    _pair_letters(lines)
    _mark_cards(lines)
    _mark_lone_letters(lines)
    _mark_tables(texts, lines)
    _mark_comments(lines)
    _join_summaries(texts, lines)
    return lines


def _code_lines(blocks: Sequence[CodeBlock], count: int) -> bytearray:
    code = bytearray(count)
    for block in blocks:
        code[block.first : block.last + 1] = b"\x01" * (block.last + 1 - block.first)
    return code


def _take_apart(text: str, lexicon: Words) -> Line:
    stripped = text.strip()
    if not stripped or not stripped.strip("\u200b\ufeff"):
        return Line(Form.BLANK, "")
    margin = _INDENT.match(text)
    indent = _columns(text[: margin.end()]) if margin else 0
    line = Line(Form.TEXT, stripped, indent)
    if (quote := _QUOTE.match(stripped)) and not stripped.startswith(">>>"):
        line.quote = quote.group().count(">")
        inner = stripped[quote.end() :]
        line.indent += len(inner) - len(inner.lstrip())
        line.body = inner.strip()
        if callout := _CALLOUT.match(line.body):
            line.callout = True
            line.body = line.body[callout.end() :].strip()
            line.label = "ask" if callout.group(1).lower() in ("question", "faq", "help") else ""
        if not line.body:
            line.form = Form.BLANK
            return line
    if "](" in line.body and _NAVIGATION.match(line.body):
        line.form = Form.NAVIGATION
        return line
    if line.body[0] == "<" and _html(line):
        return line
    if line.body[0] in "-*_=~#+.─━═—–":
        if _RULE.match(line.body):
            line.form = Form.RULE
            return line
        if banner := _BANNER.match(line.body):
            line.form, line.body = Form.BANNER, banner.group(3)
            return line
    _peel(line, lexicon)
    line.plain_only = (
        bool(_LINKS_ONLY.match(line.body))
        if ("]" in line.body or "http" in line.body or "<img" in line.body)
        else False
    )
    return line


def _columns(margin: str) -> int:
    return sum(4 if char == "\t" else 2 if char == "\u3000" else 1 for char in margin)


def _html(line: Line) -> bool:
    if summary := _SUMMARY.match(line.body):
        head, *rest = _SUMMARY_END.split(summary.group(1), maxsplit=1)
        line.form = Form.SUMMARY
        line.body = _TAGS.sub("", head).strip()
        line.rest = _TAGS.sub("", rest[0]).strip() if rest else ""
        if found := _NUMBER.match(line.body):
            line.number, line.mark, line.body = (
                found.group(1),
                found.group(2).strip(),
                line.body[found.end() :].lstrip(),
            )
        return True
    if heading := _HTML_HEADING.match(line.body):
        line.form, line.level, line.body = Form.HEADING, int(heading.group(1)), _TAGS.sub("", heading.group(2)).strip()
        return True
    if not _TAGS.sub("", line.body).strip() and "<img" not in line.body.lower():
        line.form = Form.TAG
        return True
    return False


def _peel(line: Line, lexicon: Words) -> None:
    """Take marks off the front, one after another, in any order people write them."""
    for _ in range(6):
        body = line.body
        if not line.level and (heading := _HEADING.match(body)) and (heading.group(2) or not line.bullet):
            line.listed = line.form is Form.ITEM
            line.form, line.level = Form.HEADING, len(heading.group(1))
            _undecorate(line, heading.group(2).strip())
        elif not line.check and (check := _CHECK.match(body)):
            line.check = "x" if (check.group(1) or check.group(2)).strip() else " "
            line.body = body[check.end() :]
            if not line.level:
                line.form = Form.ITEM
        elif (
            not line.bullet
            and not line.level
            and not line.number
            and (bullet := _BULLET.match(body))
            and len(body) > bullet.end()
        ):
            line.bullet = bullet.group(1) or bullet.group(2) or bullet.group(3)
            line.form = Form.ITEM
            line.indent += 2 * (len(line.bullet) - 1) if line.bullet[0] == "-" else 0
            line.body = body[bullet.end() :]
        elif not line.number and (number := _number(body, line)):
            line.number, line.mark = number.group(1).replace(" ", ""), number.group(2).strip()
            line.body = body[number.end() :].lstrip()
            if not line.level and not line.bold:
                line.form = Form.ITEM
        elif not line.letter and (letter := _LETTER.match(body)) and not line.number:
            line.letter, line.mark = letter.group(1), letter.group(2)
            line.body = body[letter.end() :].lstrip()
            if body.startswith("**") and line.body.endswith("**") and line.body.count("**") == 1:
                line.body, line.bold = line.body[:-2], True
            if not line.level:
                line.form = Form.ITEM
        elif (not line.label and _label(line, lexicon)) or (not line.bold and _bold(line)):
            continue
        else:
            break
        line.body = line.body.strip()
    if line.bold and line.form is Form.TEXT:
        line.form = Form.BOLD


def _number(body: str, line: Line) -> re.Match[str] | None:
    first = body[0] if body else ""
    if first.isdigit():
        found = _NUMBER.match(body) or _LOOSE_NUMBER.match(body)
        if not found and (line.level or line.bold):
            found = _HEADING_NUMBER.match(body)
        return found
    if first in "№#Nn":
        return _SIGNED_NUMBER.match(body)
    if first in "IVX":
        return _LOOSE_NUMBER.match(body) or _ROMAN.match(body)
    return _BOLD_NUMBER.match(body) if first in "*_<" else None


_LABEL: Final = re.compile(
    r"(?:\*\*|__|<b>)?([^\W\d_][^\W\d_' ]{0,22}?)[ \t]*(?:№|#|[Nn]o\.?|[Nn]r\.?)?[ \t]*(\d{1,4}(?:\.\d{1,3})*)?[ \t]*"
    r"((?:\*\*|__|</b>)?[ \t]*[:：.)、](?:\*\*|__|</b>)?|[ \t][-–—](?=[ \t])|$)[ \t]*"
)


def _label(line: Line, lexicon: Words) -> bool:
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
    return False


def _undecorate(line: Line, text: str) -> None:
    """Take dashes and the like off both ends of a title."""
    inner = _DECORATION.sub("", text).strip()
    line.body = inner or text
    line.decorated = line.decorated or bool(inner and inner != text)


_PAIRS: Final = {"q": "ar", "в": "оа", "f": "a", "p": "r", "d": "r", "з": "в", "п": "в"}


def _pair_letters(lines: Sequence[Line]) -> None:
    """Letters that take turns as question and answer (Q: A:, В: О:) are labels, not choices."""
    lettered = [line for line in lines if line.letter and (line.mark in (":", "：") or line.letter in "QВ")]
    turns = [
        (one, two)
        for one, two in itertools.pairwise(lettered)
        if two.letter.lower() in _PAIRS.get(one.letter.lower(), "") and one.mark == two.mark
    ]
    if len(turns) < 2 and not any(one.letter in "QВ" and one.mark in ":：" for one, _ in turns):
        return
    asking = {one.letter for one, _ in turns}
    answering = {two.letter for _, two in turns}
    for line in lettered:
        if line.letter in asking or line.letter in answering:
            line.label = "ask" if line.letter in asking else "answer"
            line.letter = ""
            if not line.bullet and not line.level:
                line.form = Form.BOLD if line.bold else Form.TEXT


_CARD: Final = re.compile(r"(\S.*?)[ \t]+::(?:[ \t]+(\S.*))?$")
_FEW_CARDS: Final = 3


def _mark_cards(lines: Sequence[Line]) -> None:
    """Where several lines read "front :: back", each of them is a question with its answer."""
    fronts = [
        (line, found)
        for line in lines
        if line.form in (Form.TEXT, Form.ITEM) and "::" in line.body and (found := _CARD.match(line.body))
    ]
    if len(fronts) < _FEW_CARDS:
        return
    for line, found in fronts:
        line.body, line.rest, line.label = found.group(1), found.group(2) or "", "ask"


_LONE_LETTER: Final = re.compile(r"(?:\*\*)?\(?([A-Ha-hА-Жа-ж])[.):]?\)?(?:\*\*)?$")


def _mark_lone_letters(lines: Sequence[Line]) -> None:
    """A letter alone above code is the mark of an option."""
    for i, line in enumerate(lines):
        found = _LONE_LETTER.match(line.body) if line.form is Form.TEXT and len(line.body) <= 7 else None
        following = next((later for later in lines[i + 1 : i + 3] if later.form is not Form.BLANK), None)
        if found and following is not None and following.form is Form.CODE:
            line.form, line.letter, line.mark, line.body = Form.ITEM, found.group(1), ".", ""


def _mark_tables(texts: Sequence[str], lines: list[Line]) -> None:
    """A table is a rule of dashes and bars with rows around it."""
    i = 1
    while i < len(texts):
        if (
            "|" in texts[i]
            and "-" in texts[i]
            and lines[i].form is not Form.CODE
            and _TABLE_RULE.match(texts[i])
            and "|" in texts[i - 1]
        ):
            lines[i - 1] = Line(Form.TABLE, texts[i - 1].strip(), lines[i - 1].indent)
            row = i
            while row < len(texts) and "|" in texts[row] and lines[row].form not in (Form.CODE, Form.BLANK):
                lines[row] = Line(Form.TABLE, texts[row].strip(), lines[row].indent, plain_only="](" in texts[row])
                row += 1
            if sum(lines[k].plain_only for k in range(i + 1, row)) * 2 > row - i - 1:
                for k in range(i - 1, row):
                    lines[k].plain_only = True
            else:
                for k in range(i, row):
                    lines[k].plain_only = False
            i = row
        i += 1


def _mark_comments(lines: list[Line]) -> None:
    """Lines of prose behind one '#', standing together, are comments and no headings."""
    i = 0
    while i < len(lines):
        end = i
        while (
            end < len(lines)
            and lines[end].form is Form.HEADING
            and lines[end].level == 1
            and lines[end].indent == lines[i].indent
        ):
            end += 1
        run = lines[i:end]
        if any(_is_prose(line) for line in run) and (
            len(run) > 1 or not run[0].body[:1].isupper() or len(run[0].body) > 200
        ):
            for line in run:
                if not line.number:
                    line.form, line.level, line.comment = Form.TEXT, 0, True
        i = max(end, i + 1)


def _is_prose(line: Line) -> bool:
    body = line.body
    return (
        not line.number
        and (body.endswith((".", ",", ";")) or body[:1].islower())
        and body.count(" ") >= 3
        and not body.endswith("?")
    )


def _join_summaries(texts: Sequence[str], lines: list[Line]) -> None:
    """A <summary> may run over several lines: its first text is the prompt, all of it is its span."""
    for i, line in enumerate(lines):
        if line.form is not Form.SUMMARY or _SUMMARY_END.search(texts[i]):
            continue
        closed = next(
            (j for j in range(i + 1, min(i + _LONG_SUMMARY, len(lines))) if _SUMMARY_END.search(texts[j])), None
        )
        if closed is None:
            continue
        line.until = closed
        for j in range(i + 1, closed + 1):
            text = _SUMMARY_END.split(texts[j])[0] if j == closed else texts[j]
            text = _TAGS.sub("", text).strip()
            if text and not line.body:
                line.body = text
            elif text and lines[j].form is Form.ITEM:
                lines[j].body = _TAGS.sub("", lines[j].body)
        rest = _SUMMARY_END.split(texts[closed])
        line.rest = _TAGS.sub("", rest[1]).strip() if len(rest) > 1 else ""


def visible(text: str) -> str:
    """A text without HTML tags, but for those in backticks and for a text that is nothing else."""
    if "<" not in text:
        return text
    return _CODE_OR_TAG.sub(lambda found: found.group(1) or "", text).strip() or text


def label_text(line: Line) -> str:
    """The body as labels are compared: lower case, without marks at its ends."""
    return plain(visible(line.body))
