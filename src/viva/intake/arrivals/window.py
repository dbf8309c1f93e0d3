"""A part of a note under review, as a page shows it: lines in blocks, and beside each block its drafts."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice, takewhile
from typing import NamedTuple

from viva.intake.arrivals.review import Piece, Review
from viva.notes.model import Reason, Role

LINES = 150
"""Lines of a note that are shown at once."""

LONGEST_LINE = 2_000
"""Characters of a line that are shown."""

_CUTS = 80
_CUT_SHOWN = 60
_ROLES = {role.value: role for role in Role}


class ShownLine(NamedTuple):
    """A line, cut where it is very long."""

    number: int
    text: str
    cut: int
    """How many characters are not shown."""


class Lines(NamedTuple):
    """Lines of a note as they are there, by the number of the first."""

    first: int
    texts: tuple[str, ...]

    @property
    def numbers(self) -> range:
        """Those of all of them."""
        return range(self.first, self.first + len(self.texts))

    @property
    def shown(self) -> Iterator[ShownLine]:
        """Each as a page has room for it."""
        for number, text in zip(self.numbers, self.texts, strict=True):
            yield ShownLine(number, text[:LONGEST_LINE], max(0, len(text) - LONGEST_LINE))


class Run(NamedTuple):
    """Lines that became the same, for the same reason."""

    role: Role
    reason: Reason | None
    lines: Lines


class Block(NamedTuple):
    """Lines that belong together, and the drafts that begin among them, or go on from above."""

    runs: tuple[Run, ...]
    drafts: tuple[Piece, ...]
    goes_on: Piece | None
    """The draft whose answer stands here, apart from its question."""


@dataclass(frozen=True, slots=True)
class Window:
    """Some lines of a note."""

    first: int
    last: int
    total: int
    blocks: tuple[Block, ...]

    @property
    def before(self) -> int | None:
        """Where the part above begins."""
        return max(1, self.first - LINES) if self.first > 1 else None

    @property
    def after(self) -> int | None:
        """Where the part below begins."""
        return self.last + 1 if self.last < self.total else None


def window(review: Review, first: int) -> Window:
    """The lines from `first` on."""
    total = len(review.note.text.lines)
    first = min(max(first, 1), max(total, 1))
    last = min(first + LINES - 1, total)
    blocks: list[Block] = []
    told: set[int] = set()
    for owner, here in groupby(range(first, last + 1), key=_joined(review, first, last).__getitem__):
        numbers = list(here)
        begin, end = numbers[0], numbers[-1]
        beginning = _beginning(review, begin, end)
        told.update(piece.key for piece in beginning)
        apart = owner if owner and owner.key not in told else None
        if apart and begin == first and apart.draft.line < first and not _stands_apart(apart):
            beginning.insert(0, apart)  # it began above the window
            told.add(apart.key)
            apart = None
        blocks.append(Block(tuple(_runs(review, begin, end, owner)), tuple(beginning), apart))
    return Window(first, last, total, tuple(blocks))


def lines_below(review: Review, piece: Piece) -> Lines:
    """The lines of a draft below its first, as many as a list to choose from has room for."""
    first, last = piece.draft.prompt_span.first, piece.spans[-1].last
    return _lines(review, first + 1, min(last, first + _CUTS))


def cuts_in(below: Lines) -> list[tuple[int, str]]:
    """At which of the lines below its first a second question may begin, where a draft is split."""
    said = (
        (number, " ".join(text[:LONGEST_LINE].split())) for number, text in zip(below.numbers, below.texts, strict=True)
    )
    return [(number, text if len(text) <= _CUT_SHOWN else f"{text[:_CUT_SHOWN]}…") for number, text in said if text]


def _beginning(review: Review, first: int, last: int) -> list[Piece]:
    """The drafts that begin in these lines."""
    pieces = review.pieces
    begin = bisect_left(pieces, first, key=lambda piece: piece.draft.line)
    return list(takewhile(lambda piece: piece.draft.line <= last, islice(pieces, begin, None)))


def _owners(review: Review, first: int, last: int) -> dict[int, Piece]:
    """Whose each line is; of several, that of one that comes in, and that which asks in it."""
    owners: dict[int, Piece] = {}
    inside = [
        (piece, range(max(span.first, first), min(span.last, last) + 1))
        for piece, span in review.stretches
        if span.first <= last and span.last >= first
    ]
    for piece, lines in sorted(inside, key=lambda each: not each[0].live):
        for number in lines:
            owners.setdefault(number, piece)
    return owners


def _joined(review: Review, first: int, last: int) -> dict[int, Piece | None]:
    """Whose each line is, with those between a question and its answer, and blank ones, taken to what is above them."""
    owners, roles = _owners(review, first, last), review.corrected.account.roles
    joined: dict[int, Piece | None] = {}
    above: Piece | None = None
    for number in range(first, last + 1):
        owner = owners.get(number)
        if owner is None and above is not None:
            between = above.draft.answer_span is not None and number < above.draft.answer_span.first
            if (between and not _stands_apart(above)) or roles[number - 1] == Role.BLANK:
                owner = above
        joined[number] = above = owner
    return joined


def _stands_apart(piece: Piece) -> bool:
    """Whether other lines than blank ones or a few of its own are between its question and its answer."""
    answer = piece.draft.answer_span
    return answer is not None and not (0 <= answer.first - piece.draft.prompt_span.last <= LINES // 10)


def _runs(review: Review, first: int, last: int, owner: Piece | None) -> Iterator[Run]:
    begun, told = first, _became(review, first, owner)
    for number in range(first + 1, last + 1):
        became = _became(review, number, owner)
        if became[0] is not Role.BLANK and became != told:
            yield Run(*told, _lines(review, begun, number - 1))
            begun, told = number, became
    yield Run(*told, _lines(review, begun, last))


def _became(review: Review, number: int, owner: Piece | None) -> tuple[Role, Reason | None]:
    """What a line became, and why."""
    account = review.corrected.account
    role, why = _ROLES[account.roles[number - 1]], account.why[number - 1]
    if role is Role.PROMPT and owner and owner.live and not owner.moved:
        return role, owner.draft.reason
    return role, account.reasons[why] if why >= 0 else None


def _lines(review: Review, first: int, last: int) -> Lines:
    return Lines(first, tuple(review.note.text.lines[first - 1 : last]))
