"""Lines that may carry a prompt, how they nest, and the shapes they share in a file."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, NamedTuple

from viva.notes.model import Reason
from viva.notes.structure.line import Form, Line, label_text, visible
from viva.notes.structure.words import Words, count_words, words

_UNIT_FORMS: Final = frozenset({Form.HEADING, Form.ITEM, Form.BOLD, Form.BANNER, Form.SUMMARY})
_LONG_TITLE: Final = 9  # words
BANNER_RANK: Final = 8
BOLD_RANK: Final = 25
LABEL_RANK: Final = 69  # a line of plain text above a list
ITEM_RANK: Final = 70
_STEP: Final = 2  # columns that make another rank of a list
_NOT_CONTENT: Final = frozenset({Form.BLANK, Form.RULE, Form.TAG, Form.NAVIGATION})


class Verdict(IntEnum):
    """What became of a unit."""

    OPEN = 0
    PROMPT = 1
    SECTION = 2
    PART = 3  # of the answer or text it stands in
    OPTION = 4  # of a multiple-choice question
    OUT = 5


class Shape(NamedTuple):
    """What units look alike in: people repeat the mark they chose for their prompts."""

    form: Form
    level: int
    mark: str
    numbered: bool
    bold: bool
    depth: int


@dataclass(slots=True)
class Unit:
    """A line that may carry a prompt; indices are positions in the texts or in the units."""

    at: int
    line: Line
    shape: Shape
    asks: int
    depth: int = 0
    parent: int | None = None  # unit of the list item this one is nested in
    head: int | None = None  # unit of the heading above
    end: int = 0  # last text of the prompt itself
    until: int = 0  # first text that belongs to a later unit of any kind
    content: int = 0  # texts with substance between `end` and `until`
    children: list[int] = field(default_factory=list)
    verdict: Verdict = Verdict.OPEN
    reason: Reason | None = None

    def decide(self, verdict: Verdict, reason: Reason) -> None:
        """Settle what this unit is; the last word counts."""
        self.verdict, self.reason = verdict, reason

    @property
    def is_heading(self) -> bool:
        """Whether it stands above text by its form, outside a list."""
        return self.line.form in (Form.HEADING, Form.BANNER)

    @property
    def words(self) -> int:
        """How many words its text has."""
        return count_words(self.line.body)


@dataclass(slots=True)
class Tally:
    """How the units of one shape behave in a file."""

    count: int = 0
    asking: int = 0  # with a question mark
    wording: int = 0  # with question words at least
    filled: int = 0  # with text of their own below

    @property
    def ask_share(self) -> float:
        """Share of the units that ask, a missing question mark counting for less."""
        return (self.asking + 0.8 * (self.wording - self.asking)) / self.count if self.count else 0.0


def units_of(lines: Sequence[Line], forced: AbstractSet[int], options: AbstractSet[int]) -> list[Unit]:
    """All units of a file in order, nested, with what stands below each of them.

    `forced` are positions of lines known to be prompts, `options` of lines known to be choices.
    """
    lexicon = words()
    units: list[Unit] = []
    heading: int | None = None
    stack: list[int] = []  # list items that are open, outermost first
    blank = False
    inside = -1  # last line of an open <summary>
    for i, line in enumerate(lines):
        if line.form is Form.BLANK:
            blank = True
            continue
        if i <= inside:
            continue
        inside = max(inside, line.until)
        if i not in options and (i in forced or _is_unit(lines, i, lexicon)):
            nested = _close(stack, units, line, blank=blank)
            depth = len(stack) if line.form is Form.ITEM or nested else 0
            unit = Unit(i, line, _shape(line, depth), lexicon.asks(visible(line.body)), depth, end=max(i, line.until))
            unit.parent = stack[-1] if stack and (line.form is Form.ITEM or nested) else None
            unit.head = heading
            if unit.parent is not None:
                units[unit.parent].children.append(len(units))
            if unit.is_heading and not nested:
                heading = len(units)
            if line.form is Form.ITEM or line.listed:
                stack.append(len(units))
            units.append(unit)
        elif (
            i not in options
            and line.form is not Form.CODE
            and blank
            and stack
            and line.indent <= units[stack[0]].line.indent
            and line.form is not Form.TAG
        ):
            stack.clear()
        blank = False
    _measure(lines, units)
    return units


def _is_unit(lines: Sequence[Line], i: int, lexicon: Words) -> bool:
    line = lines[i]
    if line.form in _UNIT_FORMS:
        return True
    if line.form is not Form.TEXT or (line.speaker and not line.label):
        return False
    if line.label:
        return True
    if (
        line.quote
        and _stands_alone(lines, i)
        and not line.body.endswith((".", "!", ","))
        and (count_words(line.body) <= _LONG_TITLE or lexicon.asks(line.body))
    ):
        return True
    if "?" not in line.body and "？" not in line.body:
        return False
    starts = i == 0 or lines[i - 1].form is not Form.TEXT or lexicon.asks(lines[i - 1].body) == 2
    return starts and lexicon.asks(visible(line.body)) == 2


def _stands_alone(lines: Sequence[Line], i: int) -> bool:
    around = [*lines[max(i - 1, 0) : i], *lines[i + 1 : i + 2]]
    return not any(line.quote for line in around)


def _close(stack: list[int], units: Sequence[Unit], line: Line, *, blank: bool) -> bool:
    """Close the list items that cannot hold this line; tell whether one still does."""
    if line.form is not Form.ITEM:
        while stack and line.indent <= units[stack[-1]].line.indent:
            stack.pop()
        if line.form is Form.HEADING and line.indent < 2:
            stack.clear()
        return bool(stack)
    if line.heads_list:
        stack.clear()
    numbered = bool(line.number) and not line.bullet
    while stack:
        top = units[stack[-1]].line
        top_numbered = bool(top.number) and not top.bullet
        if line.indent >= top.indent + 2 or (
            line.indent > top.indent and not blank and (top_numbered != numbered or line.bullet[:1] != top.bullet[:1])
        ):
            break
        if abs(line.indent - top.indent) < _STEP and top_numbered and not numbered:
            break  # bullets right below a numbered line belong to it
        other = line.bullet[:1] != top.bullet[:1] and not (line.bullet + top.bullet).isascii()
        level = abs(line.indent - top.indent) < _STEP
        if other and level and not _opened(stack, units, line):
            break  # another sign at the same depth is the next rank of a list without indentation
        stack.pop()
        if level and not other and not line.bullet.isascii():
            break
    return bool(stack)


def _opened(stack: Sequence[int], units: Sequence[Unit], line: Line) -> bool:
    """Whether an open item has the sign of this one, so that it is a sibling of that one."""
    return any(
        units[k].line.bullet[:1] == line.bullet[:1] and abs(units[k].line.indent - line.indent) < _STEP for k in stack
    )


def _shape(line: Line, depth: int) -> Shape:
    mark = "ask" if line.label == "ask" else ">" if line.quote and line.form is Form.TEXT else line.bullet[:1]
    return Shape(line.form, line.level, mark, bool(line.number), line.bold, min(depth, 2))


def _measure(lines: Sequence[Line], units: Sequence[Unit]) -> None:
    for k, unit in enumerate(units):
        unit.until = units[k + 1].at if k + 1 < len(units) else len(lines)
        unit.content = sum(1 for i in range(unit.end + 1, unit.until) if lines[i].form not in _NOT_CONTENT) + bool(
            unit.line.rest
        )


def rank(unit: Unit) -> int:
    """How high a unit stands as a section: the smaller, the higher."""
    if unit.line.form is Form.HEADING:
        return unit.line.level * 10
    if unit.line.form is Form.BANNER:
        return BANNER_RANK
    if unit.line.form is Form.ITEM:
        beside = unit.verdict is Verdict.SECTION and not unit.children  # it heads what stands at its own depth
        return ITEM_RANK + unit.depth - beside
    return BOLD_RANK


def tally(units: Sequence[Unit]) -> dict[Shape, Tally]:
    """Count, shape by shape, over the units that are still open."""
    tallies: dict[Shape, Tally] = {}
    for unit in units:
        if unit.verdict in (Verdict.OUT, Verdict.OPTION, Verdict.PART):
            continue
        entry = tallies.setdefault(unit.shape, Tally())
        entry.count += 1
        entry.asking += unit.asks == 2
        entry.wording += unit.asks >= 1
        entry.filled += unit.content > 0 or bool(unit.children)
    return tallies


def is_part(unit: Unit, lexicon: Words) -> bool:
    """Whether the text is a label inside an answer: "Example", "Syntax", "Note"."""
    name = label_text(unit.line)
    if name in lexicon.part or name in lexicon.answer or unit.line.label == "answer":
        return True
    first, _, others = name.partition(" ")
    if not others or unit.asks == 2:
        return False
    return first.rstrip(":") in _LEADS_PART and (others.startswith(_OF) or ":" in unit.line.body) and len(name) < 80


_LEADS_PART: Final = frozenset(
    {
        "example",
        "examples",
        "sample",
        "output",
        "note",
        "пример",
        "примеры",
        "вывод",
        "приклад",
        "beispiel",
        "ejemplo",
        "exemplo",
        "exemple",
        "esempio",
        "przykład",
    }
)
_OF: Final = (
    "of ",
    "in ",
    "using ",
    "with ",
    "for ",
    "on ",
    "code",
    "с ",
    "на ",
    "для ",
    "использования",
    "в ",
    "für ",
    "mit ",
    "de ",
    "con ",
    "com ",
    "do ",
    "da ",
    "avec ",
    "usage",
    "output",
)
