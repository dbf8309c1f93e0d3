"""Keeping texts apart from the marks around them: a backslash takes the meaning of a mark away.

Two things mean something in the body of a page: a line that is the heading of
one of its sections, and a blank line at the beginning or end of a text, which
belongs to nobody. A text that really has such a line gets a backslash in front
of it, and one more where backslashes stand already.
"""

import re

SEPARATOR = "<!-- next question -->"
"""The line between two pages in one text."""

_HEADING = r"##[ \t]+(?P<name>answer|options?|key[ \t-]?points?|rubric)[ \t]*:?[ \t]*#*[ \t]*"
_HEADING_LINE = re.compile(_HEADING, re.IGNORECASE)
_SEPARATOR_LINE = re.compile(rf"{re.escape(SEPARATOR)}[ \t]*", re.IGNORECASE)
_MARK_LINE = re.compile(rf"\\*(?:{_HEADING}|{_SEPARATOR_LINE.pattern})", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\\*\s*")
_BLANK_BEGINNING = re.compile(r"\\*(?:\s.*)?", re.DOTALL)
_CARRIAGE_RETURN = "\r"
_STANDING_FOR_IT = ["\N{SYMBOL FOR CARRIAGE RETURN}", *map(chr, range(0xE000, 0xF900))]


def heading(line: str) -> str | None:
    """Which section begins with this line: answer, options, key points or rubric."""
    found = _HEADING_LINE.fullmatch(line)
    if not found:
        return None
    name = found["name"].lower()
    if name.startswith("key"):
        return "key points"
    return "options" if name.startswith("option") else name


def is_separator(line: str) -> bool:
    """Whether another page begins behind this line."""
    return bool(_SEPARATOR_LINE.fullmatch(line))


def is_blank(line: str) -> bool:
    """Whether a line shows nothing."""
    return not line.strip()


def written(text: str) -> list[str]:
    """The lines of a text that stands between marks."""
    if not text:
        return []
    lines = [f"\\{line}" if _MARK_LINE.fullmatch(line) else line for line in text.split("\n")]
    for edge in {0, len(lines) - 1}:
        if _BLANK_LINE.fullmatch(lines[edge]):
            lines[edge] = f"\\{lines[edge]}"
    return lines


def as_read(lines: list[str]) -> str:
    """The text of lines that stand between marks."""
    kept = without_blank_edges(lines)
    edges = {0, len(kept) - 1}
    return "\n".join(_unmarked(line, is_edge=number in edges) for number, line in enumerate(kept))


def written_below(lines: list[str]) -> list[str]:
    """The further lines of a text that begins with a line of its own; the first of these may be blank."""
    kept = [f"\\{line}" if _MARK_LINE.fullmatch(line) else line for line in lines]
    if kept and _BLANK_LINE.fullmatch(kept[-1]):
        kept[-1] = f"\\{kept[-1]}"
    return kept


def below_as_read(lines: list[str]) -> list[str]:
    """The further lines of a text that begins with a line of its own."""
    kept = list(lines)
    while kept and is_blank(kept[-1]):
        kept.pop()
    return [_unmarked(line, is_edge=number == len(kept) - 1) for number, line in enumerate(kept)]


def written_item(text: str) -> list[str]:
    """The lines of a text in a list, behind the mark of the list."""
    first, *rest = text.split("\n")
    lines = [f"\\{first}" if _BLANK_BEGINNING.fullmatch(first) else first]
    if rest and _BLANK_LINE.fullmatch(rest[-1]):
        rest[-1] = f"\\{rest[-1]}"
    return lines + [f"  {line}" if line else "" for line in rest]


def item_as_read(lines: list[str]) -> str:
    """The text of lines in a list; those below the first are still indented."""
    first, *rest = lines
    while rest and is_blank(rest[-1]):
        rest.pop()
    rest = [_outdented(line) for line in rest]
    if rest:
        rest[-1] = _unmarked(rest[-1], is_edge=True, may_be_mark=False)
    if first.startswith("\\") and _BLANK_BEGINNING.fullmatch(first):
        first = first[1:]
    return "\n".join([first, *rest])


def without_blank_edges(lines: list[str]) -> list[str]:
    """The lines without the blank ones before and behind them."""
    filled = [number for number, line in enumerate(lines) if not is_blank(line)]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def standing_for_carriage_return(texts: list[str]) -> str | None:
    """A character for what every editor would change: none of the texts has it; None where it is not needed."""
    together = "".join(texts)
    if _CARRIAGE_RETURN not in together:
        return None
    return next(letter for letter in _STANDING_FOR_IT if letter not in together)


def _unmarked(line: str, *, is_edge: bool, may_be_mark: bool = True) -> str:
    if not line.startswith("\\"):
        return line
    guarded = (may_be_mark and _MARK_LINE.fullmatch(line)) or (is_edge and _BLANK_LINE.fullmatch(line))
    return line[1:] if guarded else line


def _outdented(line: str) -> str:
    if line.startswith("  "):
        return line[2:]
    return line.lstrip(" \t")
