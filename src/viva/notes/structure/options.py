"""Lines that may be options: runs of boxes, letters, numbers or bullets, and options in one line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from viva.notes.structure.line import Form, Line

_ALPHABETS: Final = ("abcdefghij", "абвгдежзик", "абвгґдежзи")
MOST_OPTIONS: Final = 10
_INLINE: Final = re.compile(r"(?:(?<=\s)|^)\(?([A-Ha-hА-Жа-ж])[).]\s*(\S.*?)(?=\s+\(?[A-Ha-hА-Жа-ж][).]\s*\S|$)")


@dataclass(slots=True)
class Group:
    """A run of lines that may be options; positions are repeated where options share a line."""

    style: str
    at: list[int]
    last: int
    inline: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Choice:
    """One multiple-choice question by positions in the texts."""

    prompt: int
    first: int  # first line of the options
    last: int  # last line of the options
    options: list[tuple[int, str]] = field(default_factory=list)
    correct: list[int] = field(default_factory=list)
    named: int | None = None  # the line below that names the right option
    key: int | None = None  # the line of a key at the end of the file


def option_groups(lines: Sequence[Line]) -> Iterator[Group]:
    i = 0
    while i < len(lines):
        inline = _inline(lines[i])
        if inline:
            yield Group("letter", [i] * len(inline), i, inline)
            i += 1
            continue
        style = _style(lines[i])
        if style == "letter" and letter_order(lines[i].letter) != 0:
            style = ""
        if not style:
            i += 1
            continue
        group = _collect(lines, i, style)
        if len(group.at) >= 2:
            yield group
        i = group.last + 1 if len(group.at) >= 2 else i + 1


def _style(line: Line) -> str:
    if line.form is not Form.ITEM:
        return ""
    if line.check:
        return "box"
    if line.letter:
        return "letter"
    if line.number and not line.bullet and line.number.isdigit():
        return "number"
    return "bullet" if line.bullet else ""


def letter_order(letter: str) -> int:
    lowered = letter.lower()
    return next((alphabet.index(lowered) for alphabet in _ALPHABETS if lowered in alphabet), -1)


def _collect(lines: Sequence[Line], start: int, style: str) -> Group:
    """Options of one style that follow each other, with the text and code between them."""
    at = [start]
    indent = lines[start].indent
    code_between = False
    blanks = 0
    i = start + 1
    while i < len(lines) and len(at) < MOST_OPTIONS + 2:
        line = lines[i]
        if line.form is Form.BLANK:
            blanks += 1
        elif (
            _style(line) == style
            and not _inline(line)
            and abs(line.indent - indent) < 2
            and _follows(lines[at[-1]], line, style)
        ):
            at.append(i)
            blanks = 0
        elif line.form is Form.CODE and style in ("box", "letter"):
            code_between = True
        elif (
            line.form in (Form.TEXT, Form.ITEM)
            and not line.label
            and line.indent > indent
            and style != "number"
            and line.form is not Form.ITEM
        ) or (line.form is Form.TEXT and not blanks and not line.label and style in ("box", "letter")):
            pass
        else:
            break
        i += 1
    last = at[-1]
    seen_code = any(lines[k].form is Form.CODE for k in range(at[0], at[-1])) if code_between else False
    k = last + 1
    while k < len(lines) and (
        (
            lines[k].form is Form.TEXT
            and lines[k - 1].form is not Form.BLANK
            and (lines[k].indent > indent)
            and not lines[k].label
        )
        or (seen_code and lines[k].form is Form.CODE)
        or (seen_code and lines[k].form is Form.BLANK and k + 1 < len(lines) and lines[k + 1].form is Form.CODE)
    ):
        if lines[k].form is not Form.BLANK:
            last = k
        k += 1
    return Group(style, at, last)


def _follows(before: Line, line: Line, style: str) -> bool:
    if style == "letter":
        return letter_order(line.letter) == letter_order(before.letter) + 1
    if style == "number":
        return line.number.isdigit() and int(line.number) == int(before.number) + 1 and line.mark == before.mark
    return True


def _inline(line: Line) -> list[str]:
    """Options that stand in one line: a) one b) two c) three."""
    if line.form in (Form.CODE, Form.BLANK, Form.TABLE) or (")" not in line.body and "." not in line.body):
        return []
    body = f"{line.letter}{line.mark} {line.body}" if line.letter else line.body
    found = _INLINE.findall(body)
    letters = [letter_order(letter) for letter, _ in found]
    return [text.strip(" ;,|") for _, text in found] if len(found) >= 2 and letters == list(range(len(found))) else []


def before_options(text: str) -> str:
    """A prompt without the options that stand on its own line."""
    found = _INLINE.search(text)
    return text[: found.start()].strip() if found else text
