"""The real output in the place of what a note claims, as a fix."""

import re
from collections.abc import Sequence
from typing import Final

from viva.checks.model import Edit, Fix
from viva.snippets.model import Wrong
from viva.snippets.phrases import LABEL

_SIGNS: Final = {"javascript": "//", "typescript": "//", "sql": "--"}
_NEAR: Final = 8
"""Lines behind a statement that may claim what it gives."""
_FARTHEST: Final = 40
"""Lines below a snippet that may claim what it prints."""
_BEFORE: Final = re.compile(r"(?:\s|>(?!>))*(?:#|//|--|\*)?\s*")
"""What stands left of a line of output that stands alone."""


def corrected(lines: Sequence[str], wrong: Wrong, *, at: int, last: int, lang: str, alone: bool) -> Fix | None:
    """What is so in the place of a claim; None where it does not fit, or the claim is not found as it stands.

    `at` is the source line of the statement, `last` that of the snippet, from 1.
    `alone` tells whether nothing else is claimed: what a block should have said is
    known only then.
    """
    if not wrong.real:
        return None
    claimed, real = wrong.claimed.split("\n"), wrong.real.split("\n")
    if wrong.line and max(len(claimed), len(real)) > 1 and not alone and lang != "sql":
        return None
    first, end = (at, min(at + _NEAR, last)) if wrong.line else (last + 1, last + _FARTHEST)
    sign = _SIGNS.get(lang, "#")
    if len(claimed) == 1 and wrong.line and len(real) == 1:
        place = _behind(lines, first, end, claimed[0], sign) or _alone(lines, first + 1, end, claimed)
        return Fix((Edit(*place, claimed[0], real[0]),), safe=False) if place else None
    place = _alone(lines, first + bool(wrong.line), end, claimed)
    if place is None and len(claimed) == len(real) == 1:
        place = _behind_label(lines, first, end, claimed[0])
        return Fix((Edit(*place, claimed[0], real[0]),), safe=False) if place else None
    return Fix((_block(lines, place[0], len(claimed), real),), safe=False) if place else None


def _behind(lines: Sequence[str], first: int, end: int, claimed: str, sign: str) -> tuple[int, int] | None:
    """Line and column of a claim in a comment behind code, or in one right below."""
    for number in range(first, min(end, len(lines)) + 1):
        line = lines[number - 1]
        comment = line.rfind(sign, 0, line.rfind(claimed)) if claimed in line else -1
        if comment >= 0:
            return number, line.find(claimed, comment + len(sign)) + 1
        if number > first and not line.strip().startswith(sign):
            return None
    return None


def _behind_label(lines: Sequence[str], first: int, end: int, claimed: str) -> tuple[int, int] | None:
    """Line and column of a claim in a line such as `Output: 5`."""
    for number in range(first, min(end, len(lines)) + 1):
        label = LABEL.fullmatch(lines[number - 1])
        if label and claimed in label["rest"]:
            return number, lines[number - 1].rfind(claimed) + 1
    return None


def _alone(lines: Sequence[str], first: int, end: int, claimed: Sequence[str]) -> tuple[int, int] | None:
    """Where lines begin that say this and no more, besides marks on their left."""
    for number in range(first, min(end, len(lines)) - len(claimed) + 2):
        those = lines[number - 1 : number - 1 + len(claimed)]
        if all(_BEFORE.sub("", one, count=1).strip() == two.strip() for one, two in zip(those, claimed, strict=True)):
            return number, _column(those[0])
    return None


def _column(line: str) -> int:
    before = _BEFORE.match(line)
    return (before.end() if before else 0) + 1


def _block(lines: Sequence[str], first: int, count: int, real: Sequence[str]) -> Edit:
    """Lines in the place of others, all with what stands left of them."""
    those = lines[first - 1 : first - 1 + count]
    filled = next((line for line in those if line.strip()), "")
    column = _column(filled)
    margin = filled[: column - 1]
    old = "\n".join(those)
    new = "\n".join((margin + line).rstrip() for line in real)
    return Edit(first, 1, old, new)
