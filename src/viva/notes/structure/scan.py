"""From texts to lines: each taken apart by itself, then read beside its neighbours."""

import re
from collections.abc import Sequence
from typing import Final

from viva.notes.code.blocks import CodeBlock
from viva.notes.structure.line import TAGS, Form, Line
from viva.notes.structure.marks import NUMBER, peel
from viva.notes.structure.neighbours import SUMMARY_END, read_beside
from viva.notes.structure.words import Words, words

_INDENT: Final = re.compile(r"[ \t\u00a0\u3000]*")
_QUOTE: Final = re.compile(r"(?:>[ \t]?)+")
_CALLOUT: Final = re.compile(r"\[!(\w+)\][+-]?\s*")
_HTML_HEADING: Final = re.compile(r"<h([1-6])[^>]*>(.*?)(?:</h\1>|$)\s*$", re.IGNORECASE)
_RULE: Final = re.compile(r"(?:[-*_=~#+.][ \t]*){3,}$|[─━═—–]{3,}$")
_BANNER: Final = re.compile(
    r"(==(?=[ \t])|([*=_~#+─━═-])\2{2,})[ \t]*([^*=_~#+─━═\s-](?:.*?[^*=_~#+─━═\s-])?)[ \t]*(?:[*=_~#+─━═-]{3,}|==)$"
)
# "### Ports ###" and "***Ports***", which Markdown reads as a heading and as bold
_NO_BANNER: Final = re.compile(r"#{1,6}[ \t]|([*_])\1\1(?![*_\s]).*(?<![*_\s])\1\1\1$")
_SUMMARY: Final = re.compile(r"(?:<details[^>]*>\s*)?<summary[^>]*>(.*)$", re.IGNORECASE)
_TO_TOP: Final = r"⬆|↑|🔝|\btop\b|наверх|вверх|к началу|до змісту|nach oben|zurück|arriba|topo|haut|顶部|返回|トップ"
_NAVIGATION: Final = re.compile(
    rf"[^\w<\[]*(?:<[^>]+>[^\w<\[]*)*\[[^()]{{0,60}}?(?:{_TO_TOP})[^()]{{0,40}}?\]\([^)]*\)\W*(?:</?\w+>\W*)*$",
    re.IGNORECASE,
)
_LINKS_ONLY: Final = re.compile(
    r"\W*(?:[\w ]{0,24}[:：]\s*)?(?:(?:!?\[[^\]]*\]\([^)\s]*(?:\s+\"[^\"]*\")?\)|<?https?://\S++>?|!\[\[[^\]]+\]\]|<img[^>]*>)[\s,;.|]*)+$",
    re.IGNORECASE,
)


_LONGEST: Final = 5_000  # characters of a line that are looked at; the answers themselves are kept whole
_BLANK: Final = Line(Form.BLANK, "")
"""One for all blank lines of all notes, which are many: nothing is ever written on it."""


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
        lines.append(_take_apart(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…", lexicon))
    read_beside(texts, lines)
    return lines


def _code_lines(blocks: Sequence[CodeBlock], count: int) -> bytearray:
    code = bytearray(count)
    for block in blocks:
        code[block.first : block.last + 1] = b"\x01" * (block.last + 1 - block.first)
    return code


def _take_apart(text: str, lexicon: Words) -> Line:
    stripped = text.strip()
    if not stripped or not stripped.strip("\u200b\ufeff"):
        return _BLANK
    margin = _INDENT.match(text)
    indent = _columns(text[: margin.end()]) if margin else 0
    line = Line(Form.TEXT, stripped, indent, folds=_folds(stripped))
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
        if (banner := _BANNER.match(line.body)) and not _NO_BANNER.match(line.body):
            line.form, line.body = Form.BANNER, banner.group(3)
            return line
    peel(line, lexicon)
    line.plain_only = (
        bool(_LINKS_ONLY.match(line.body))
        if ("]" in line.body or "http" in line.body or "<img" in line.body)
        else False
    )
    return line


def _folds(text: str) -> int:
    if "details" not in text and "DETAILS" not in text:
        return 0
    lowered = text.lower()
    return lowered.count("<details") - lowered.count("</details")


def _columns(margin: str) -> int:
    return sum(4 if char == "\t" else 2 if char == "\u3000" else 1 for char in margin)


def _html(line: Line) -> bool:
    if summary := _SUMMARY.match(line.body):
        head, *rest = SUMMARY_END.split(summary.group(1), maxsplit=1)
        line.form = Form.SUMMARY
        line.body = TAGS.sub("", head).strip()
        line.rest = TAGS.sub("", rest[0]).strip() if rest else ""
        if found := NUMBER.match(line.body):
            line.number, line.mark, line.body = (
                found.group(1),
                found.group(2).strip(),
                line.body[found.end() :].lstrip(),
            )
        return True
    if heading := _HTML_HEADING.match(line.body):
        line.form, line.level, line.body = Form.HEADING, int(heading.group(1)), TAGS.sub("", heading.group(2)).strip()
        return True
    if not TAGS.sub("", line.body).strip() and "<img" not in line.body.lower():
        line.form = Form.TAG
        line.mark = "</details>" if "</details" in line.body.lower() else ""
        return True
    return False
