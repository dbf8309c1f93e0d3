"""The stretches of a note between two headings, and what was found in them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from viva.notes.structure.line import Form, Line, label_text
from viva.notes.structure.loose import Loose
from viva.notes.structure.tables import Row
from viva.notes.structure.units import Unit, Verdict, rank
from viva.notes.structure.words import words

_REACH: Final = 500  # units; nothing answers or groups what stands further below


class Region:
    """The units between two headings, and the heading they stand under."""

    def __init__(self, head: Unit | None, units: list[Unit], lines: Sequence[Line], end: int) -> None:
        self.head = head
        self.units = units
        self.lines = lines
        self.start = head.end + 1 if head else 0
        self.end = end
        self.asks = False  # the heading, or one above it, is a question: what follows answers it
        self.loose: list[Loose] = []
        self.rows: list[Row] = []
        self.announced: dict[int, int] = {}  # labels of lists: their position, and the last line of the list

    def top(self, unit: Unit) -> bool:
        """Whether a unit stands directly in the region rather than inside a list item."""
        return unit.parent is None or (self.head is not None and unit.depth == 1 and self.head.line.listed)

    def above(self, unit: Unit) -> Iterator[Unit]:
        """The units above one of the region, the nearest first, as far as they may matter to it."""
        at = bisect_left(self.units, unit.at, key=_position)
        return (self.units[k] for k in range(at - 1, max(at - 1 - _REACH, -1), -1))

    def below(self, unit: Unit) -> Iterator[Unit]:
        """The units below one of the region, in order."""
        at = bisect_right(self.units, unit.at, key=_position)
        return (self.units[k] for k in range(at, len(self.units)))

    def intro(self, unit: Unit) -> int | None:
        """The nearest line with text above a unit, as far as the region reaches, its heading included."""
        for i in range(unit.at - 1, max(self.start - 2, -1), -1):
            if self.lines[i].form not in (Form.BLANK, Form.RULE, Form.TAG):
                return i
        return None


def _position(unit: Unit) -> int:
    return unit.at


def regions(lines: Sequence[Line], units: Sequence[Unit]) -> list[Region]:
    """Cut the units at the headings that are not nested in a list."""
    lexicon = words()
    found = [Region(None, [], lines, len(lines))]
    above: list[tuple[int, bool]] = []  # open headings: rank, and whether one of them asks
    for unit in units:
        if unit.verdict is Verdict.OUT and not unit.is_heading:
            continue
        if unit.is_heading and unit.parent is None:
            found[-1].end = unit.at
            found.append(Region(unit, [], lines, len(lines)))
            above = [entry for entry in above if entry[0] < rank(unit)]
            title = unit.line.level == 1 and len(found) == 2
            asks = (
                unit.asks == 2
                or (unit.asks == 1 and not lexicon.names_list(unit.line.body))
                or unit.line.label == "ask"
            )
            name = label_text(unit.line)
            opens = name in lexicon.todo or (lexicon.names_list(name) and name not in lexicon.nameless)
            found[-1].asks = not opens and (asks or any(asked for _, asked in above))
            above.append((rank(unit), found[-1].asks and not title))
        else:
            found[-1].units.append(unit)
    return found
