"""Markdown of a question made part of a larger document: its headings are lower ones, and nothing of it runs on.

What holds is not guessed but asked: the text is parsed with a heading behind
it, and where that heading is lost, the text is closed or, in the end, quoted.
"""

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_DEEPEST = 6
_HASHES = re.compile(r"#{1,6}")
_CODE_SPAN = re.compile(r"(?<!`)(`{1,9})(?!`)(?:.+?)(?<!`)\1(?!`)")
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&!$]")
_ELEMENT = re.compile(r"<(/?)(details|div|table|pre|center|section|article|blockquote|ul|ol)\b[^>]*>", re.IGNORECASE)
"""What swallows what comes after it when it is not closed."""

_END = "Viva's own heading"


def contained(text: str, below: int) -> str:
    """The text as a part below a heading of this level."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    _demote(lines, below)
    demoted = "\n".join(lines).strip("\n")
    for candidate in (demoted, _closed(demoted)):
        if _ends(candidate, below):
            return candidate
    return "\n".join(f"> {line}".rstrip() for line in demoted.split("\n"))


def in_line(text: str) -> str:
    """Plain words as a part of a line, where no character of theirs means anything; code stays code."""
    words = " ".join(text.split())
    shown: list[str] = []
    end = 0
    for code in _CODE_SPAN.finditer(words):
        shown += [_escaped(words[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*shown, _escaped(words[end:])])


def _escaped(words: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", words)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")


def _blocks(text: str) -> "list[Token]":
    return _parser().parse(text)


def _demote(lines: list[str], below: int) -> None:
    """Make every heading a lower one, in lists and quotations too."""
    for token in _blocks("\n".join(lines)):
        if token.type != "heading_open" or not token.map:
            continue
        first, last = token.map[0], token.map[1] - 1
        level = min(_DEEPEST, below + int(token.tag[1:]))
        if token.markup.startswith("#"):
            lines[first] = _HASHES.sub("#" * level, lines[first], count=1)
        elif token.level == 0 and last == first + 1:
            lines[first] = f"{'#' * level} {lines[first].strip()}"
            lines[last] = ""
        else:
            lines[last] = lines[last].replace("=", "").replace("-", "")


def _closed(text: str) -> str:
    """The text with what was opened in it and not closed: a fence, an element."""
    blocks = _blocks(text)
    closed = text
    if blocks and blocks[-1].type == "fence":
        last = text.split("\n")[blocks[-1].map[0]] if blocks[-1].map else ""
        closed += f"\n{last[: len(last) - len(last.lstrip())]}{blocks[-1].markup}"
    closing = [f"</{name}>" for name, count in reversed(_open_elements(blocks).items()) for _ in range(count)]
    return "\n\n".join([closed, *closing])


def _ends(text: str, below: int) -> bool:
    """Whether a heading behind the text is one, nothing in the text stands above it, and no element is left open."""
    blocks = _blocks(f"{text}\n\n# {_END}\n")
    inside, behind = blocks[:-3], blocks[-3:]
    if [(block.type, block.level, block.content) for block in behind[:2]] != [
        ("heading_open", 0, ""),
        ("inline", 1, _END),
    ]:
        return False
    lower = all(int(block.tag[1:]) > below for block in inside if block.type == "heading_open")
    return lower and not _open_elements(inside)


def _open_elements(blocks: "list[Token]") -> Counter[str]:
    depth: Counter[str] = Counter()
    for block in blocks:
        if block.type == "html_block":
            for slash, name in _ELEMENT.findall(block.content):
                depth[name.lower()] += -1 if slash else 1
    return +depth
