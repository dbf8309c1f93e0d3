"""Keeping texts apart from the marks around them: a backslash takes the meaning of a mark away.

Two things mean something in the body of a page: a line that is the heading of
one of its sections, and a blank line at the beginning or end of a text, which
belongs to nobody. A text that really has such a line gets a backslash in front
of it, and one more where backslashes stand already.
"""

import re

SEPARATOR = "<!-- next question -->"
"""The line between two pages in one text."""

LATER = ("follow-ups", "common mistakes", "sources", "task")
"""Sections that begin below a list only: in an answer their headings are text, as they were before there were any."""

_NAMES = r"answer|options?|key[ \t-]?points?|rubric"
_LATER_NAMES = r"follow[ \t-]?ups?|(?:common[ \t]+)?mistakes?|sources?|task"
_HEADING = r"##[ \t]+(?P<name>{names})[ \t]*:?[ \t]*#*[ \t]*"
_HEADING_LINE = re.compile(_HEADING.format(names=f"{_NAMES}|{_LATER_NAMES}"), re.IGNORECASE)
_SEPARATOR_LINE = re.compile(rf"{re.escape(SEPARATOR)}[ \t]*", re.IGNORECASE)
_MARK_LINE = re.compile(rf"\\*(?:{_HEADING.format(names=_NAMES)}|{_SEPARATOR_LINE.pattern})", re.IGNORECASE)
_ANY_MARK = rf"\\*(?:{_HEADING_LINE.pattern}|{_SEPARATOR_LINE.pattern}"
_CODE_MARK_LINE = re.compile(rf"{_ANY_MARK})", re.IGNORECASE)
_PROGRAM = (
    r"(?P<fence>~{3,}|`{3,})[ \t]*(?P<language>[\w+#.-]*)[ \t]+"
    r"(?P<what>starter|tests?|solution|wrong)[ \t]*(?::[ \t]*(?P<label>.*?))?[ \t]*"
)
PROGRAM_LINE = re.compile(_PROGRAM, re.IGNORECASE)
"""How a program of a task begins."""

TASK_MARK_LINE = re.compile(rf"{_ANY_MARK}|{_PROGRAM})".replace("(?P<name>", "(?:"), re.IGNORECASE)
"""What means something in the prompt of a task."""

_BLANK_LINE = re.compile(r"\\*\s*")
_BLANK_BEGINNING = re.compile(r"\\*(?:\s.*)?", re.DOTALL)
_QUOTE = re.compile(r" {0,2}>")
_QUOTE_LIKE = re.compile(r"\\* {0,2}>")
_GUARDED_QUOTE = re.compile(r"\\+ {0,2}>")
_TILDES = re.compile(r"[ \t]*(~*)")
_CARRIAGE_RETURN = "\r"
_STANDING_FOR_IT = ["\N{SYMBOL FOR CARRIAGE RETURN}", *map(chr, range(0xE000, 0xF900))]


def heading(line: str) -> str | None:
    """Which section begins with this line: answer, options, key points, rubric, or one of the later ones."""
    found = _HEADING_LINE.fullmatch(line)
    if not found:
        return None
    name = found["name"].lower()
    whole = {"k": "key points", "o": "options", "f": "follow-ups", "c": "common mistakes", "m": "common mistakes"}
    return "sources" if name == "source" else whole.get(name[0], name)


def is_separator(line: str) -> bool:
    """Whether another page begins behind this line."""
    return bool(_SEPARATOR_LINE.fullmatch(line))


def is_blank(line: str) -> bool:
    """Whether a line shows nothing."""
    return not line.strip()


def written(text: str, marks: re.Pattern[str] = _MARK_LINE) -> list[str]:
    """The lines of a text that stands between marks."""
    if not text:
        return []
    lines = [f"\\{line}" if marks.fullmatch(line) else line for line in text.split("\n")]
    for edge in {0, len(lines) - 1}:
        if _BLANK_LINE.fullmatch(lines[edge]):
            lines[edge] = f"\\{lines[edge]}"
    return lines


def as_read(lines: list[str], marks: re.Pattern[str] = _MARK_LINE) -> str:
    """The text of lines that stand between marks."""
    kept = without_blank_edges(lines)
    edges = {0, len(kept) - 1}
    return "\n".join(_unmarked(line, is_edge=number in edges, marks=marks) for number, line in enumerate(kept))


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
        rest[-1] = _unmarked(rest[-1], is_edge=True, marks=None)
    if first.startswith("\\") and _BLANK_BEGINNING.fullmatch(first):
        first = first[1:]
    return "\n".join([first, *rest])


def written_remark(text: str, note: str) -> list[str]:
    """The lines of a text in a list with a note, which is a quote below it."""
    first, *rest = text.split("\n")
    lines = written_item("\n".join([first, *(f"\\{line}" if _QUOTE_LIKE.match(line) else line for line in rest)]))
    return lines + [f"  > {line}" if line else "  >" for line in (note.split("\n") if note else ())]


def remark_as_read(lines: list[str]) -> tuple[str, str]:
    """The text of lines in a list, and the note: the quote that ends them."""
    end = begin = len(lines)
    while begin > 1 and (is_blank(lines[begin - 1]) or _QUOTE.match(_outdented(lines[begin - 1]))):
        begin -= 1
    quote = [_QUOTE.sub("", _outdented(line), count=1) for line in lines[begin:end] if not is_blank(line)]
    first, *rest = item_as_read(lines[:begin]).split("\n")
    text = "\n".join([first, *(line[1:] if _GUARDED_QUOTE.match(line) else line for line in rest)])
    return text, "\n".join(line.removeprefix(" ") for line in quote)


def written_code(text: str, info: str) -> list[str]:
    """A fence around the lines of a program."""
    lines = [f"\\{line}" if _CODE_MARK_LINE.fullmatch(line) else line for line in text.split("\n")] if text else []
    longest = max((len(found[1]) for line in lines if (found := _TILDES.match(line))), default=0)
    marks = "~" * max(3, longest + 1)
    return [f"{marks}{info}", *lines, marks]


def code_as_read(lines: list[str]) -> str:
    """The program in a fence."""
    return "\n".join(line[1:] if line.startswith("\\") and _CODE_MARK_LINE.fullmatch(line) else line for line in lines)


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


def _unmarked(line: str, *, is_edge: bool, marks: re.Pattern[str] | None = _MARK_LINE) -> str:
    if not line.startswith("\\"):
        return line
    guarded = (marks and marks.fullmatch(line)) or (is_edge and _BLANK_LINE.fullmatch(line))
    return line[1:] if guarded else line


def _outdented(line: str) -> str:
    if line.startswith("  "):
        return line[2:]
    return line.lstrip(" \t")
