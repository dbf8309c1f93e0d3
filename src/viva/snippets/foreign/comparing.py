"""How values of JavaScript and rows of SQL are compared with what notes claim of them."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from viva.snippets.comparing import agree
from viva.snippets.model import Rule

_STRICT: Final = frozenset({Rule.EXACT, Rule.SPACING, Rule.QUOTES})
_TOKEN = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|[-+]?[\w$.]+|\S")
_COUNT = re.compile(r"(?:\b[A-Z]\w*)?\(\d+\)\s*(?=[\[{])")
"""`(3)` before an array, as consoles of browsers show it, or `Array(3)`."""
_EMPTY: Final = frozenset({"empty"})
_UNSAID: Final = frozenset({",", "&", "item", "items", ">"})
"""What says nothing about values; the others are the rest of `<2 empty items>`."""
_MOST_HOLES: Final = 1000
_FUNCTION = re.compile(r"\[(?:Async|Generator|AsyncGenerator)?Function(?: \(anonymous\)|: [\w$]+)\]")
_WRITTEN_FUNCTION = re.compile(r"(?:async\s+)?(?:function\b|ƒ|\(?[\w$, ]*\)?\s*=>).*\.{3}")
"""A function that is written out, with something left out in it."""
_SELF = re.compile(r"<ref \*\d+> ")
"""That a value holds itself."""
_RULE = re.compile(r"[\s+|=:\-─━┼┬┴├┤┌┐└┘╪│]+")
_FOOTER = re.compile(r"\(\d+ rows?\)|\d+ rows? in set.*", re.IGNORECASE)
_NOTHING = re.compile(r"\(?(?:0 rows|no rows|empty(?: set)?|пусто|нет строк)\)?\.?", re.IGNORECASE)
_NULL = frozenset({"", "null", "(null)", "<null>"})
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")


def agree_on_value(claimed: str, seen: Sequence[str]) -> Rule | None:
    """As `agree`, for what Node shows: spaces inside of brackets, and the sort of quotes, mean nothing."""
    found = agree(claimed, seen)
    if found in _STRICT:
        return found
    said = _tokens(claimed)
    if any(said == _tokens(text) for text in seen):
        return Rule.SPACING
    said = _alike(said)
    real = [_alike(_tokens(text)) for text in seen]
    if said in real:
        return Rule.QUOTES
    if found is not None:
        return found
    if _loose(said) in map(_loose, real):
        return Rule.LAYOUT
    if _WRITTEN_FUNCTION.match(claimed) and any(_FUNCTION.fullmatch(text.strip()) for text in seen):
        return Rule.SHORTHAND
    if "\\n" in claimed and agree(claimed.replace("\\n", "\n"), seen):
        return Rule.LAYOUT
    return agree(claimed, [_SELF.sub("", text) for text in seen]) if any(map(_SELF.match, seen)) else None


def _tokens(text: str) -> list[str]:
    tokens = _TOKEN.findall(_COUNT.sub("", text))
    return [one for one, after in pairwise([*tokens, ""]) if not (one == "," and after in {"]", "}"})]


def _alike(tokens: Sequence[str]) -> list[str]:
    """With one sort of quotes, and none around the names of fields."""
    return [
        (token[1:-1] if after == ":" else f"'{token[1:-1]}'") if token[0] in "\"'`" and len(token) > 1 else token
        for token, after in pairwise([*tokens, ""])
    ]


def _loose(tokens: Sequence[str]) -> list[str]:
    """With holes as browsers show them, `True` for `true`, and without commas and the full stop at the end."""
    words: list[str] = []
    for token in tokens:
        if token in _EMPTY and words[-2:-1] == ["<"] and words[-1].isdigit():
            count = int(words.pop())
            words.pop()
            words += ["empty"] * min(count, _MOST_HOLES)
        elif token not in _UNSAID:
            words.append({"True": "true", "False": "false"}.get(token, token))
    if words:
        words[-1] = words[-1].rstrip(".")
    return words


def agree_on_rows(claimed: str, seen: str, head: str, *, ordered: bool) -> Rule | None:
    """How a claim fits the rows of a statement, which may be drawn as a table with the names of the columns."""
    found = agree(claimed, [seen, f"{head}\n{seen}"])
    if found is not None:
        return found
    if not seen and _NOTHING.fullmatch(claimed.strip()):
        return Rule.LAYOUT
    real = [line.split("|") for line in seen.splitlines()]
    said = _table(claimed, head)
    for rows in (said, said[1:]) if len(said) == len(real) + 1 and _is_head(said[0]) else (said,):
        if _same(rows, real):
            return Rule.LAYOUT
        if not ordered and _same(sorted(rows), sorted(real)):
            return Rule.SET_ORDER
    return None


def _table(text: str, head: str) -> list[list[str]]:
    """The rows of a claim; the names of the columns, and lines that are drawn, are none."""
    rows: list[list[str]] = []
    for line in text.splitlines():
        if not line.strip() or _FOOTER.fullmatch(line.strip()):
            continue
        if _RULE.fullmatch(line):
            rows = [] if len(rows) == 1 else rows
            continue
        rows.append(_cells(line))
    if rows and [cell.lower() for cell in rows[0]] == [cell.strip().lower() for cell in head.split("|")]:
        return rows[1:]
    return rows


def _cells(line: str) -> list[str]:
    line = line.replace("│", "|").strip()
    if "|" in line:
        if line.startswith("|") and line.endswith("|"):
            line = line[1:-1]
        return [cell.strip() for cell in line.split("|")]
    if "\t" in line:
        return [cell.strip() for cell in line.split("\t")]
    parts = re.split(r"\s{2,}", line)
    return parts if len(parts) > 1 else re.split(r",\s+", line)


def _is_head(cells: Sequence[str]) -> bool:
    return all(re.fullmatch(r"[^\W\d][\w ().*]*", cell) for cell in cells)


def _same(said: Sequence[Sequence[str]], real: Sequence[Sequence[str]]) -> bool:
    return len(said) == len(real) and all(
        len(one) == len(other) and all(map(_same_cell, one, other)) for one, other in zip(said, real, strict=True)
    )


def _same_cell(said: str, real: str) -> bool:
    said, real = said.strip(), real.strip()
    if said == real or said.strip("'\"") == real or (said.lower() in _NULL and not real):
        return True
    return bool(_NUMBER.fullmatch(said) and _NUMBER.fullmatch(real)) and float(said) == float(real)
