"""A transcript: Markdown-like lines being written, each with the source line it came from."""

import re
from array import array
from collections.abc import Iterable, Sequence
from typing import Final

from viva.notes.model import Reading, Reason

BLANK: Final = Reason("blank line")
JOINED: Final = Reason("joined to the line above")
"""A source line whose content stands in the text of an earlier one: it shares that line's role."""

_TICKS = re.compile(r"`{3,}")


class Transcript:
    """Collects lines in reading order and accounts for every source line.

    Numbers never fall, whatever order a format stores things in: a text written
    with an earlier number goes to the last one used, and the line it stands on
    keeps the reason it was left with.
    """

    def __init__(self, source: list[str]) -> None:
        self._source = source
        self._texts: list[str] = []
        self._numbers = array("I")
        self._written = bytearray(len(source) + 1)
        self._aside: dict[int, Reason] = {}
        self.last = 1
        """The highest source line written so far, 1 before the first."""

    def write(self, number: int, text: str) -> None:
        """Add one line of text that stands on source line `number`."""
        number = max(number, self.last)
        self.last = number
        self._texts.append(text)
        self._numbers.append(number)
        self._written[number] = 1

    def separate(self, number: int) -> None:
        """Make sure that an empty line ends what was written before, without ever adding two."""
        if self._texts and self._texts[-1]:
            self.write(number, "")

    def code(
        self, lines: Sequence[tuple[int, str]], lang: str = "", *, indent: str = "", opened: int = 0, closed: int = 0
    ) -> None:
        """Add a fenced block; its fences stand on lines `opened` and `closed`, else on the first and last of code."""
        ticks = max((len(run) for _, text in lines for run in _TICKS.findall(text)), default=2)
        fence = indent + "`" * (ticks + 1)
        self.write(opened or lines[0][0], fence + lang)
        for number, text in lines:
            self.write(number, indent + text if text.strip() else "")
        self.write(closed, fence)

    def row(self, number: int, cells: Iterable[str], indent: str = "") -> None:
        """Add one row of a Markdown table."""
        shown = " | ".join(cell.replace("|", "\\|") for cell in cells)
        self.write(number, f"{indent}| {shown} |")

    def header_rule(self, number: int, columns: int, indent: str = "") -> None:
        """Add the line that parts the header of a Markdown table from its body."""
        self.write(number, indent + "|" + "---|" * columns)

    def leave(self, numbers: Iterable[int], reason: Reason) -> None:
        """Set lines aside; one that also carries text keeps the text."""
        for number in numbers:
            self._aside.setdefault(number, reason)

    def reading(self, format_name: str, rest: Reason) -> Reading:
        """What was written; lines nobody spoke for are blank or set aside for the reason `rest`."""
        aside = {
            number: self._aside.get(number, rest) if line.strip() else BLANK
            for number, line in enumerate(self._source, start=1)
            if not self._written[number]
        }
        return Reading(format_name, self._texts, self._numbers, aside)
