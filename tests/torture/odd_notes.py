"""Notes as nobody writes them: pieces of real ones cut, doubled, swapped and mixed with odd lines and bytes."""

import random
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from tests.required import CHECKOUT

ENDINGS: Final = (".md", ".txt", ".rst", ".org", ".html", ".ipynb", ".csv", ".tsv", ".adoc")
_FOLDERS: Final = (CHECKOUT / "tests" / "fixtures" / "notes", CHECKOUT / "examples" / "notes")
_LONGEST: Final = 20_000  # bytes

ODD: Final[tuple[str, ...]] = (
    "```", "```python", "~~~", "````", "> ```", "---", "***", "===", "| a | b |", "|---|---|", "| What is it? | it |",
    "# ", "## Answers", "## Contents", "#", "###### What is it?", "1. What is it?", "1) a", "1.1. b", "IV. four",
    "a) one", "b) two", "- [ ] no", "- [x] yes", "Answer: b", "Q: What is it?", "A: It.", "**bold?**", "**1. bold**",
    "> quoted?", "> [!question] asked", "<details><summary>What is it?</summary>", "</details>", "<!--", "-->",
    "TODO: do the thing", "term :: meaning", "front;back", "term: what it means here", "term -- what it means here",
    "В: Что это?", "О: Оно.", "Что такое GIL?", "什么是协程？", "¿Qué es esto?", "[a](#b)", "- [What is it?](#it)",
    "https://example.org/it", "![](x.png)", "[[other note]]", "[it]: https://example.org", "    indented",
    "\tdef f():", "x = 1", "print(x)", ">>> x", "\u200b", "\ufeff", "Ð¿Ñ€Ð¸Ð²ÐµÑ‚?", "\x00", "\x0c", "\u2028",
    "⭐ easy ⭐⭐ hard", "+ right", "? ", "…", "'''", '"open', "``", "* * *", "  - deep", "      * deeper",
    ".. code-block:: python", "* Heading", "#+BEGIN_SRC", ":PROPERTIES:", "<h2>What is it?</h2>", "{", '"cells": [',
)  # fmt: skip


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """Our own notes: their endings and their bytes."""
    paths = sorted(path for folder in _FOLDERS for path in folder.rglob("*") if path.suffix in ENDINGS)
    return tuple((path.suffix, path.read_bytes()[:_LONGEST]) for path in paths)


def odd_note(chance: random.Random) -> tuple[str, bytes]:
    """The name and the bytes of one note; the same `chance` makes the same note."""
    ending, data = chance.choice(seeds())
    lines = data.split(b"\n")
    for _ in range(chance.randint(1, 12)):
        lines = chance.choice(_CHANGES)(lines, chance) or [b""]
    if chance.random() < 0.1:
        ending = chance.choice(ENDINGS)
    data = b"\n".join(lines)[: 2 * _LONGEST]
    return f"note{ending}", _broken(data, chance) if chance.random() < 0.2 else data


def _place(lines: Sequence[bytes], chance: random.Random) -> tuple[int, int]:
    first = chance.randrange(len(lines))
    return first, first + chance.randint(1, 12)


def _cut(lines: list[bytes], chance: random.Random) -> list[bytes]:
    first, last = _place(lines, chance)
    return lines[:first] + lines[last:]


def _keep(lines: list[bytes], chance: random.Random) -> list[bytes]:
    first, last = _place(lines, chance)
    return lines[first : last + 20]


def _double(lines: list[bytes], chance: random.Random) -> list[bytes]:
    first, last = _place(lines, chance)
    return lines[:last] + lines[first:last] * chance.randint(1, 4) + lines[last:]


def _swap(lines: list[bytes], chance: random.Random) -> list[bytes]:
    first, last = _place(lines, chance)
    return lines[last:] + lines[first:last] + lines[:first]


def _add(lines: list[bytes], chance: random.Random) -> list[bytes]:
    first, _ = _place(lines, chance)
    return lines[:first] + [odd.encode() for odd in chance.choices(ODD, k=chance.randint(1, 6))] + lines[first:]


def _join(lines: list[bytes], chance: random.Random) -> list[bytes]:
    first, last = _place(lines, chance)
    return [*lines[:first], chance.choice([b"", b" ", b" | ", b"; "]).join(lines[first:last]), *lines[last:]]


def _indent(lines: list[bytes], chance: random.Random) -> list[bytes]:
    first, last = _place(lines, chance)
    margin = chance.choice([b"  ", b"    ", b"\t", b"> ", b"- ", b"# ", b"1. "])
    return [*lines[:first], *(margin + line for line in lines[first:last]), *lines[last:]]


def _space(lines: list[bytes], chance: random.Random) -> list[bytes]:
    first, _ = _place(lines, chance)
    return lines[:first] + [b""] * chance.randint(1, 3) + lines[first:]


def _close_up(lines: list[bytes], _chance: random.Random) -> list[bytes]:
    return [line for line in lines if line.strip()]


def _mix(lines: list[bytes], chance: random.Random) -> list[bytes]:
    other = chance.choice(seeds())[1].split(b"\n")
    first, last = _place(other, chance)
    return lines + other[first : last + 10]


def _broken(data: bytes, chance: random.Random) -> bytes:
    """The same with some bytes changed, added or lost."""
    broken = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(broken) + 1)
        broken[at : at + chance.randint(0, 2)] = chance.randbytes(chance.randint(0, 2))
    return bytes(broken)


_CHANGES: Final[tuple[Callable[[list[bytes], random.Random], list[bytes]], ...]] = (
    _cut, _keep, _double, _swap, _add, _add, _join, _indent, _space, _close_up, _mix,
)  # fmt: skip
