"""Code without fences: runs of lines that stand out from the prose around them."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from viva.notes.code.drawings import drawn_run
from viva.notes.code.looks import BLANK, COMMENT, DRAWN, LIKELY, PROSE, STRONG, SURE, TICK, WEAK, is_listed

_STARTS: Final = re.compile(rb"[\x05-\x08]")  # STRONG, SURE, TICK, DRAWN
_LONGEST_STATEMENT: Final = 60  # lines
_LONGEST_LINE: Final = 2000  # characters of a line in which brackets are counted
_WIDEST_GAP: Final = 2  # blank lines inside one block
_HEADING_COMMENT = re.compile(r"#+\s*(?:\(?\d|[A-ZА-ЯЁ])")
_OUTPUT_COMMENT = re.compile(r"#\s*(?:->|=>|→|\[|\{|\(|[\"'\d]|[Oo]utput|[a-zа-яё])")
_STRING = re.compile(r"(\"|')(?:\\.|(?!\1).)*\1")


class Bare(NamedTuple):
    """A run of unfenced code or a drawing, both ends included."""

    first: int
    last: int
    drawn: bool = False


def find_bare(texts: Sequence[str], looks: bytearray, first: int, end: int) -> Iterator[Bare]:
    """Find unfenced code in `texts[first:end]`, which holds no fenced code.

    Each run grows from a line that is code beyond doubt. Two such lines make a
    block, and so does one that is sure and stands between blank lines. A run that
    is refused is left behind whole, so that no line is weighed again and again.
    """
    at = first
    while (start := _STARTS.search(looks, at, end)) is not None:
        run, accepted = _run_from(texts, looks, start.start(), at, end)
        if accepted:
            yield run
        at = run.last + 1


def _run_from(texts: Sequence[str], looks: bytearray, start: int, floor: int, end: int) -> tuple[Bare, bool]:
    """The run around `start`, and whether it is a block."""
    seen = looks[start]
    if seen == DRAWN:
        first, last, accepted = drawn_run(texts, looks, start, floor, end)
        return Bare(first, last, drawn=True), accepted
    if seen == TICK:
        last = _ticked_end(texts, looks, start, end)
        return Bare(start, last), last > start
    return _code_run(texts, looks, start, floor, end)


def _ticked_end(texts: Sequence[str], looks: bytearray, start: int, end: int) -> int:
    """The line that closes code between single backticks; `start` if none does soon."""
    for number in range(start + 1, min(start + _LONGEST_STATEMENT, end)):
        if looks[number] == BLANK:
            break
        if texts[number].count("`") % 2:
            return number if texts[number].rstrip().endswith("`") else start
    return start


def _code_run(texts: Sequence[str], looks: bytearray, start: int, floor: int, end: int) -> tuple[Bare, bool]:
    first = _grow_up(texts, looks, start, floor)
    last, prose = _grow_down(texts, looks, first, start, end)
    whole = Bare(first, last)
    while last > first and (looks[last] == BLANK or texts[last].rstrip().endswith(":")):
        last -= 1  # what opens a block of code without one is an example in a sentence
    code = sum(1 for number in range(first, last + 1) if looks[number] >= WEAK)
    if prose > 2 * code:
        return whole, False
    if code > 1:
        return Bare(first, last), True
    alone = (first == 0 or looks[first - 1] == BLANK) and (last + 1 >= len(texts) or looks[last + 1] == BLANK)
    return whole, alone and looks[start] == SURE


def _grow_up(texts: Sequence[str], looks: bytearray, start: int, floor: int) -> int:
    """The first line of the run: imports, decorators, openings and small comments above its first sure line."""
    first = start
    number = start - 1
    while number >= floor:
        seen = looks[number]
        comment = seen == COMMENT and number == first - 1 and not _HEADING_COMMENT.match(texts[number].strip())
        if seen == LIKELY or comment:
            first = number
        elif seen != BLANK or first - number > _WIDEST_GAP:
            break
        number -= 1
    while looks[first] == COMMENT and texts[first].strip() == "#":
        first += 1
    return first


def _grow_down(texts: Sequence[str], looks: bytearray, first: int, start: int, end: int) -> tuple[int, int]:
    """The last line of the run, and how many lines of prose it holds."""
    margin = min(_indent(texts[number]) for number in range(first, start + 1) if looks[number] != BLANK)
    session = texts[start].lstrip().startswith(">>> ")
    last = _statement_end(texts, looks, start, end)
    prose = 0
    number = last + 1
    blanks = 0
    while number < end:
        seen = looks[number]
        if seen == BLANK:
            blanks += 1
            if blanks > _WIDEST_GAP:
                break
            number += 1
            continue
        if not _goes_on(texts, looks, number, last, margin, session=session):
            break
        prose += seen == PROSE
        last = _statement_end(texts, looks, number, end) if seen >= WEAK else number
        number = last + 1
        blanks = 0
    return last, prose


def _goes_on(texts: Sequence[str], looks: bytearray, number: int, last: int, margin: int, *, session: bool) -> bool:
    """Whether the line belongs to the run whose last line so far is `last`."""
    text, seen = texts[number], looks[number]
    indent = _indent(text)
    after_blank = number > last + 1
    if seen in (TICK, DRAWN) or (seen == PROSE and is_listed(text)):
        return False
    if session and not after_blank:
        return True
    before = texts[last].rstrip()
    opened = before.endswith((":", "{", "\\", "(", "[", ",")) or _indent(before) > margin
    if indent > margin and opened:
        return seen != PROSE or not after_blank
    if indent < margin:
        return seen >= STRONG
    if seen == COMMENT:
        return _is_comment(texts, looks, number, after_blank=after_blank)
    resumes = seen == WEAK and looks[last] >= WEAK and "(" in text
    return seen >= (LIKELY if after_blank else WEAK) or resumes


def _is_comment(texts: Sequence[str], looks: bytearray, number: int, *, after_blank: bool) -> bool:
    """Whether a line with `#` is a comment of the code around it rather than a heading."""
    line = texts[number].strip()
    code_follows = number + 1 < len(texts) and looks[number + 1] >= WEAK
    if line.startswith("//"):
        return code_follows or not after_blank
    if after_blank:
        return code_follows and not _HEADING_COMMENT.match(line)
    return code_follows or bool(_OUTPUT_COMMENT.match(line))


def _statement_end(texts: Sequence[str], looks: bytearray, number: int, end: int) -> int:
    """The line on which the brackets and the long string opened on `number` close; `number` if none does soon."""
    line = texts[number][:_LONGEST_LINE]
    quotes = '"""' if line.count('"""') % 2 else "'''" if line.count("'''") % 2 else ""
    depth = 0 if quotes else _depth(line)
    if not quotes and depth <= 0:
        return number
    for following in range(number + 1, min(number + _LONGEST_STATEMENT, end)):
        text = texts[following][:_LONGEST_LINE]
        if quotes:
            if text.count(quotes) % 2:
                return following
            continue
        if looks[following] == PROSE and (text.lstrip().startswith("##") or is_listed(text)):
            return number
        depth += _depth(text)
        if depth <= 0:
            return following
    return number


def _depth(line: str) -> int:
    """Brackets opened minus brackets closed, those in strings aside."""
    if '"' in line or "'" in line:
        line = _STRING.sub("", line)
    return line.count("(") + line.count("[") + line.count("{") - line.count(")") - line.count("]") - line.count("}")


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
