"""Fenced code: which fences open and close what, also where some are missing."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from viva.notes.code.looks import BLANK, COMMENT, LIKELY, PROSE, WEAK, is_listed, look

_MARK = re.compile(r"(?P<before>\s*(?:(?:>|[-*+]|\d{1,9}[.)]|\[[ xX]\])\s+|>)*)(?P<run>`{3,}|~{3,})(?P<info>[^`]*)$")
_INFO = re.compile(r"\{?[.\w+#-]+(?:[\s,].*[=}\]\"'].*|\s+[\w.:/-]+)?\}?$")
_QUOTE = re.compile(r"\s*(?:>\s?)+")
_WRAPPER = re.compile(r"\s*</?(?:details|summary|b|p|div|br)\b")
_LISTED = re.compile(r"(?:>\s?)*\s*(?:[-*+]|\d{1,9}[.)])\s")

_OPEN: Final = 0
"""Has an info word or stands on the line of a list item: it can only open."""
_BARE: Final = 1
_TAIL: Final = 2
"""Stands at the end of a line of code or text."""

_USUAL: Final = 3  # marks that make a fence
_LONGEST_FENCE: Final = 1000  # characters of a line that can be one
_SAMPLE: Final = 40  # lines between two fences that tell what they are
_SENTENCE: Final = 6  # words in a row that only prose has
_NEVER = 99.0
_TITLE_COST: Final = 1.5  # of a heading between two fences: two of them make up for a tear
_MOST_TITLES: Final = 4
_TITLE = re.compile(r"#{2,6}[ \t]+\w")
_TEAR = 3.0  # more than what any one gap can cost, so a strange block alone is never taken for a tear

# What each kind of fence costs, by (inside before, inside after).
_COSTS: Final = {
    _OPEN: ((_NEVER, 0.0), (_NEVER, _TEAR)),
    _BARE: ((_TEAR, 0.0), (0.0, _TEAR)),
    _TAIL: ((0.0, 1.0), (0.0, 1.0)),
}


class Fenced(NamedTuple):
    """A fenced block; `last` includes the closing fence, the body includes none."""

    first: int
    last: int
    body_first: int
    body_last: int
    torn: bool
    info: str

    def shifted(self, by: int) -> "Fenced":
        """The same block where it stands in a longer text."""
        return self._replace(
            first=self.first + by,
            last=self.last + by,
            body_first=self.body_first + by,
            body_last=self.body_last + by,
        )


class _Fence(NamedTuple):
    line: int
    kind: int
    quoted: bool
    run: str
    info: str


def find_fenced(texts: Sequence[str], looks: bytearray) -> list[Fenced]:
    """Pair the fences of a note, so that a missing one costs as little as possible.

    Closing what is open would turn the rest of a note inside out after a single
    torn fence. Instead every stretch between two fences is weighed, as code and
    as text, and the reading with the least contradiction wins: a fence with a
    language can only open, each missing fence costs, text inside code costs and
    code outside it too. One pass over the fences, with two states.
    """
    fences = list(_fences(texts))
    if not fences:
        return []
    blocks = _long_ones(fences)
    blocks += _quoted_ones(texts, [fence for fence in fences if fence.quoted])
    holders = sorted(blocks)
    plain = [fence for fence in _outside(fences, holders) if not fence.quoted]
    for mark in "`~":
        blocks += _pair(texts, looks, [fence for fence in plain if fence.run[0] == mark])
    found: list[Fenced] = []
    for block in sorted(blocks):
        if not found or block.first > found[-1].last:
            found.append(block)
    return found


def _fences(texts: Sequence[str]) -> Iterator[_Fence]:
    for number, text in enumerate(texts):
        if "```" not in text and "~~~" not in text:
            continue
        mark = _MARK.match(text) if len(text) < _LONGEST_FENCE else None
        if mark is None:
            ends = text.rstrip()
            if ends.endswith("```") and ends.count("```") % 2:
                yield _Fence(number, _TAIL, quoted=False, run="```", info="")
            continue
        run, info, before = mark["run"], mark["info"].strip(), mark["before"]
        if run[0] == "~" and len(run) > _USUAL and not info and number and texts[number - 1].strip():
            continue  # underlines a heading
        opens = bool(_LISTED.match(before)) or bool(info and _INFO.match(info))
        yield _Fence(number, _OPEN if opens else _BARE, ">" in before, run, info)


def _long_ones(fences: Sequence[_Fence]) -> list[Fenced]:
    """Blocks in fences of four or more marks, which may hold shorter fences."""
    found: list[Fenced] = []
    opener: _Fence | None = None
    for fence in fences:
        if opener is None:
            opener = fence if len(fence.run) > _USUAL else None
        elif fence.kind == _BARE and fence.run.startswith(opener.run):
            found.append(Fenced(opener.line, fence.line, opener.line + 1, fence.line - 1, torn=False, info=opener.info))
            opener = None
    return found


def _outside(fences: Sequence[_Fence], blocks: Sequence[Fenced]) -> Iterator[_Fence]:
    remaining = iter(blocks)
    block = next(remaining, None)
    for fence in fences:
        while block is not None and block.last < fence.line:
            block = next(remaining, None)
        if block is None or fence.line < block.first:
            yield fence


def _quoted_ones(texts: Sequence[str], fences: Sequence[_Fence]) -> list[Fenced]:
    """Blocks inside quotations: each quotation is read like a note of its own."""
    found: list[Fenced] = []
    end = 0
    for fence in fences:
        if fence.line < end:
            continue
        end = fence.line
        while end < len(texts) and texts[end].lstrip().startswith(">"):
            end += 1
        inner = [_QUOTE.sub("", text, count=1) for text in texts[fence.line : end]]
        found += [block.shifted(fence.line) for block in find_fenced(inner, bytearray(map(look, inner)))]
    return found


def _pair(texts: Sequence[str], looks: bytearray, fences: Sequence[_Fence]) -> list[Fenced]:
    end = len(texts)
    inside_after = _cheapest(texts, looks, fences)
    found: list[Fenced] = []
    opener: _Fence | None = None
    for fence, inside in zip(fences, inside_after, strict=True):
        if fence.kind == _TAIL and opener is not None and inside:
            continue
        if opener is not None:
            found.append(_block(texts, looks, opener, fence.line, closed=not inside, tail=fence.kind == _TAIL))
        opener = fence if inside else None
    if opener is not None:
        found.append(_block(texts, looks, opener, end, closed=False, tail=False))
    return found


def _cheapest(texts: Sequence[str], looks: bytearray, fences: Sequence[_Fence]) -> list[bool]:
    """For each fence, whether code follows it, in the reading that costs least."""
    costs = (0.0, _NEVER)
    titles = 0.0  # what headings since the last fence cost, if the code before them ends at the next one
    came_from: list[tuple[bool, bool]] = []
    for number, fence in enumerate(fences):
        until = fences[number + 1].line if number + 1 < len(fences) else len(texts)
        gap = _gap_costs(texts, looks, fence.line + 1, until)
        table = _COSTS[fence.kind]
        odd = _oddness(looks, fence)
        ways = [[costs[before] + table[before][after] + odd[after] for before in (0, 1)] for after in (0, 1)]
        ways[0][1] += titles
        came_from.append((ways[0][1] < ways[0][0], ways[1][1] < ways[1][0]))
        costs = (min(ways[0]) + gap[0], min(ways[1]) + gap[1])
        titles = _title_costs(texts, looks, fence.line + 1, until)
    inside = costs[1] + _TEAR <= costs[0]
    states: list[bool] = []
    for origin in reversed(came_from):
        states.append(inside)
        inside = origin[inside]
    states.reverse()
    return states


def _oddness(looks: bytearray, fence: _Fence) -> tuple[float, float]:
    """What it costs to read a fence as a closing and as an opening one, by the blank lines around it.

    Code rarely ends and rarely begins with a blank line.
    """
    if fence.kind != _BARE:
        return 0.0, 0.0
    after_blank = fence.line > 0 and looks[fence.line - 1] == BLANK
    before_blank = fence.line + 1 < len(looks) and looks[fence.line + 1] == BLANK
    return 0.5 * after_blank, 0.5 * before_blank


def _gap_costs(texts: Sequence[str], looks: bytearray, first: int, end: int) -> tuple[float, float]:
    """What it costs to read the lines between two fences as text, and as code."""
    code = prose = 0
    for number in range(first, min(end, first + _SAMPLE)):
        seen = looks[number]
        if seen >= WEAK:
            code += 1
        elif seen == PROSE and _is_prose(texts[number]):
            prose += 1
    return _weight(code, prose), _weight(prose, code)


def _title_costs(texts: Sequence[str], looks: bytearray, first: int, end: int) -> float:
    """What it costs to close code only behind lines that look like headings of the note."""
    titles = sum(_is_title(texts, looks, number) for number in range(first, min(end, first + _SAMPLE)))
    return min(_MOST_TITLES, titles) * _TITLE_COST


def _is_title(texts: Sequence[str], looks: bytearray, number: int) -> bool:
    """A heading of a note rather than a comment: two or more marks, blank lines on both sides."""
    if not texts[number].startswith("##") or not _TITLE.match(texts[number]):
        return False
    return looks[number - 1] == BLANK and (number + 1 == len(looks) or looks[number + 1] == BLANK)


def _weight(lines: int, others: int) -> float:
    """How much lines of one sort say against the other reading."""
    if lines > 1 and lines > 3 * others:
        return 2.0
    return 1.0 if lines > others else 0.0


def _is_prose(text: str) -> bool:
    """Whether a line is prose beyond doubt: a heading, a list item, a sentence, a question.

    Tags say nothing, because notes are marked up with them and quote them.
    """
    line = text.strip()
    if line.startswith("<"):
        return False
    if line.startswith(("##", "**")) or line.endswith("?") or is_listed(line):
        return True
    return len(line.split(None, _SENTENCE)) >= _SENTENCE or (line.startswith("[") and "](" in line)


def _block(texts: Sequence[str], looks: bytearray, opener: _Fence, end: int, *, closed: bool, tail: bool) -> Fenced:
    first = opener.line
    if closed:
        return Fenced(first, end, first + 1, end if tail else end - 1, torn=False, info=opener.info)
    last = _torn_end(texts, looks, first, end)
    return Fenced(first, last, first + 1, last, torn=True, info=opener.info)


def _torn_end(texts: Sequence[str], looks: bytearray, first: int, end: int) -> int:
    """Last line of code after a fence that nothing closes.

    Code goes on as long as lines look like it or are indented below it; it ends
    before the first heading, list item, question or sentence that is not.
    """
    margin = _indent(texts[first])
    last = first
    for number in range(first + 1, end):
        text, seen = texts[number], looks[number]
        if seen == BLANK:
            continue
        if _WRAPPER.match(text):
            break
        after_gap = number > last + 1
        if seen == COMMENT:
            belongs = not (after_gap and _starts_section(looks, number, end))
        elif _is_prose(text):
            belongs = seen >= LIKELY or (seen == WEAK and not after_gap)
        else:
            belongs = seen >= WEAK or not after_gap or (_indent(text) > margin and not is_listed(text))
        if not belongs:
            break
        last = number
    return last


def _starts_section(looks: bytearray, number: int, end: int) -> bool:
    """Whether a line with one `#` is a heading: no code stands on the next line with text."""
    following = next((line for line in range(number + 1, end) if looks[line] != BLANK), None)
    return following is None or (looks[following] < LIKELY and looks[following] != COMMENT)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
