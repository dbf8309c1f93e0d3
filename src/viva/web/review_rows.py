"""What stands side by side in a note under review: its lines, and the drafts that begin among them.

Each is one plain value with all that is shown of it, so that a page can keep
what it made of one (see `fragments`), but for what is of the page alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from viva.bank.model import State
from viva.checks.model import Finding
from viva.intake.arrivals.found import FoundInNote
from viva.intake.arrivals.relatives import InBank
from viva.intake.arrivals.review import Piece, Review
from viva.intake.arrivals.window import Lines, Run, Window, lines_below
from viva.web.review_form import SaidOfDraft

Known = Mapping[int, Sequence[tuple[InBank, State]]]
"""Of each draft what the bank has already."""


class Stretch(NamedTuple):
    """Lines that belong together, with what checks found in them."""

    at: str
    runs: tuple[Run, ...]
    found: Mapping[int, tuple[Finding, ...]]
    """By the number of the line."""

    @property
    def place(self) -> tuple[str, str, int]:
        """By the first line."""
        return self.at, "lines", self.runs[0].lines.first

    @property
    def weight(self) -> int:
        """The lines are kept as they are there, whatever is shown of them."""
        return sum(len(text) for run in self.runs for text in run.lines.texts)


class Card(NamedTuple):
    """A draft with all that can be said about it."""

    at: str
    piece: Piece
    is_open: bool
    """Whether anything can be said now."""
    known: Sequence[tuple[InBank, State]]
    findings: int
    worded: Sequence[Finding]
    """What checks find in what a person wrote instead."""
    below: Lines
    said: SaidOfDraft | None
    """What was said about it and cannot be."""

    @property
    def place(self) -> tuple[str, str, int]:
        """By the number of the draft."""
        return self.at, "draft", self.piece.key

    @property
    def weight(self) -> int:
        """A draft has its whole answer, and the lines of it."""
        draft = self.piece.draft
        return 2 * (len(draft.prompt) + len(draft.answer)) + sum(map(len, self.below.texts))


class Row(NamedTuple):
    """Lines, and what stands beside them."""

    stretch: Stretch
    cards: list[Card]
    goes_on: Piece | None


def rows_of(
    at: str,
    review: Review,
    window: Window,
    known: Known,
    found: FoundInNote,
    said: SaidOfDraft | None,
    *,
    is_open: bool,
) -> Iterator[Row]:
    """The rows of a part of a note."""
    for block in window.blocks:
        numbers = (number for run in block.runs for number in run.lines.numbers)
        stretch = Stretch(at, block.runs, {number: found.lines[number] for number in numbers if number in found.lines})
        cards = [
            Card(
                at=at,
                piece=piece,
                is_open=is_open,
                known=known.get(piece.key, ()),
                findings=found.within(piece),
                worded=found.worded.get(piece.key, ()),
                below=lines_below(review, piece),
                said=said if said and said.draft == piece.key else None,
            )
            for piece in block.drafts
        ]
        yield Row(stretch, cards, block.goes_on)
