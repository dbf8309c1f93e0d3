"""A part of a note under review, as a page shows it: lines in blocks, and beside each block its drafts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from viva.intake.arrivals.review import Piece, Review
from viva.notes.model import Reason, Role

LINES = 150
"""Lines of a note that are shown at once."""

LONGEST_LINE = 2_000
"""Characters of a line that are shown."""

_CUTS = 80
_CUT_SHOWN = 60


class ShownLine(NamedTuple):
    """A line, cut where it is very long."""

    number: int
    text: str
    cut: int
    """How many characters are not shown."""


class Run(NamedTuple):
    """Lines that became the same, for the same reason."""

    role: Role
    reason: Reason | None
    lines: tuple[ShownLine, ...]


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
    texts = review.note.text.lines
    total = len(texts)
    first = min(max(first, 1), max(total, 1))
    last = min(first + LINES - 1, total)
    owners = _owners(review, first, last)
    here = [_Line(number, owners.get(number)) for number in range(first, last + 1)]
    blocks: list[Block] = []
    told: set[int] = set()
    starting: dict[int, list[Piece]] = {number: [] for number in range(first, last + 1)}
    for piece in review.pieces:
        if piece.draft.line in starting:
            starting[piece.draft.line].append(piece)
    account = review.corrected.account
    for owner, lines in groupby(_joined(here, account.roles), key=lambda line: line.owner):
        numbers = [line.number for line in lines]
        beginning = [piece for number in numbers for piece in starting[number]]
        told.update(piece.key for piece in beginning)
        apart = owner if owner and owner.key not in told else None
        if apart and numbers[0] == first and apart.draft.line < first and not _stands_apart(apart):
            beginning.insert(0, apart)  # it began above the window
            told.add(apart.key)
            apart = None
        blocks.append(Block(_runs(review, numbers, owner), tuple(beginning), apart))
    return Window(first, last, total, tuple(blocks))


def cuts_in(review: Review, piece: Piece) -> list[tuple[int, str]]:
    """The lines at which a second question may begin where a draft is split, as a list to choose from has room."""
    texts = review.note.text.lines
    first, last = piece.draft.prompt_span.first, piece.spans[-1].last
    numbers = range(first + 1, min(last, first + _CUTS) + 1)
    said = ((number, " ".join(texts[number - 1][:LONGEST_LINE].split())) for number in numbers)
    return [(number, text if len(text) <= _CUT_SHOWN else f"{text[:_CUT_SHOWN]}…") for number, text in said if text]


class _Line(NamedTuple):
    number: int
    owner: Piece | None


def _owners(review: Review, first: int, last: int) -> dict[int, Piece]:
    """Whose each line is; of several, that of one that comes in, and that which asks in it."""
    owners: dict[int, Piece] = {}
    inside = [
        (piece, range(max(span.first, first), min(span.last, last) + 1))
        for piece in review.pieces
        for span in piece.spans
        if span.first <= last and span.last >= first
    ]
    for piece, lines in sorted(inside, key=lambda each: not each[0].live):
        for number in lines:
            owners.setdefault(number, piece)
    return owners


def _joined(lines: Sequence[_Line], roles: bytearray) -> list[_Line]:
    """The lines, with those between a question and its answer, and blank ones, taken to what stands above them."""
    joined: list[_Line] = []
    above: Piece | None = None
    for line in lines:
        owner = line.owner
        if owner is None and above is not None:
            inside = above.draft.answer_span is not None and line.number < above.draft.answer_span.first
            if inside and not _stands_apart(above):
                owner = above
        if owner is None and roles[line.number - 1] == Role.BLANK:
            owner = above
        joined.append(_Line(line.number, owner))
        above = owner
    return joined


def _stands_apart(piece: Piece) -> bool:
    """Whether other lines than blank ones or a few of its own are between its question and its answer."""
    answer = piece.draft.answer_span
    return answer is not None and not (0 <= answer.first - piece.draft.prompt_span.last <= LINES // 10)


def _runs(review: Review, numbers: Sequence[int], owner: Piece | None) -> tuple[Run, ...]:
    account = review.corrected.account
    told: list[tuple[Role, Reason | None, int]] = []
    for number in numbers:
        role = Role(account.roles[number - 1])
        why = account.why[number - 1]
        reason = account.reasons[why] if why >= 0 else None
        if role is Role.PROMPT and owner and owner.live and not owner.moved:
            reason = owner.draft.reason
        if role is Role.BLANK and told:
            role, reason = told[-1][0], told[-1][1]
        told.append((role, reason, number))
    return tuple(
        Run(role, reason, tuple(_shown(review, number) for _role, _reason, number in run))
        for (role, reason), run in groupby(told, key=lambda each: (each[0], each[1]))
    )


def _shown(review: Review, number: int) -> ShownLine:
    text = review.note.text.lines[number - 1]
    return ShownLine(number, text[:LONGEST_LINE], max(0, len(text) - LONGEST_LINE))
