"""The comments of JavaScript, TypeScript and SQL, and their code without them."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from viva.sandbox.model import Language

_SCRIPT: Final = re.compile(
    r"(?P<line>//[^\n]*)|(?P<block>/\*.*?(?:\*/|\Z))"
    r"|(?P<text>\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)"
    r"|(?P<regex>(?:(?<=[(,=:\[!&|?{};\n])|(?<=return)|(?<=\A)) *"
    r"/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*)",
    re.DOTALL,
)
_QUERY: Final = re.compile(
    r"(?P<line>--[^\n]*)|(?P<block>/\*.*?(?:\*/|\Z))|(?P<text>'(?:''|[^'])*'|\"(?:\"\"|[^\"])*\"|`[^`]*`)", re.DOTALL
)


class Comment(NamedTuple):
    """One line of a comment; lines count from 1, columns from 0."""

    line: int
    column: int
    text: str
    behind: str
    """The code of its line in front of it; empty where it stands alone."""


class Stripped(NamedTuple):
    """Code and comments apart; what is a comment, or stands in quotes, is blank in `code`, which keeps its lines."""

    comments: tuple[Comment, ...]
    code: str
    """Without comments."""
    bare: str
    """Without what stands in quotes, too."""


def stripped(text: str, language: Language) -> Stripped:
    """Take the comments out of a program, also out of one that cannot be read."""
    pattern = _QUERY if language is Language.SQL else _SCRIPT
    found: list[tuple[int, str]] = []
    code, bare = list(text), list(text)
    for match in pattern.finditer(text):
        kind = match.lastgroup
        if kind in {"line", "block"}:
            found.append((match.start(), match[0]))
            _blank(code, match.start(), match.end())
        if kind != "regex":
            _blank(bare, match.start(), match.end())
    without = "".join(code)
    lines = without.split("\n")
    return Stripped(tuple(_comments(text, found, lines)), without, "".join(bare))


def _blank(characters: list[str], first: int, end: int) -> None:
    for place in range(first, end):
        if characters[place] != "\n":
            characters[place] = " "


def _comments(text: str, found: list[tuple[int, str]], lines: list[str]) -> Iterator[Comment]:
    for start, comment in found:
        number = text.count("\n", 0, start) + 1
        column = start - (text.rfind("\n", 0, start) + 1)
        pieces = [comment[2:]] if not comment.startswith("/*") else comment[2:].removesuffix("*/").split("\n")
        for place, piece in enumerate(pieces):
            said = re.sub(r"^\s*\*(?=\s|$)", "", piece) if comment.startswith("/*") else piece.lstrip("/-")
            if said.strip() or len(pieces) == 1:
                arrow = ">" if piece.startswith(">") else ""
                behind = lines[number - 1][:column].rstrip() if place == 0 else ""
                yield Comment(number + place, column, arrow + said.strip().removeprefix(arrow), behind)
