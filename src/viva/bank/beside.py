"""Two texts beside each other, with what is in one and not in the other marked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 1_500
"""Words up to which the lines that differ are compared word by word: it takes time with the square of them."""

_LINES = 4_000
"""Lines up to which two texts are compared at all."""


class Piece(NamedTuple):
    """A part of a text, and whether the other text has nothing like it there."""

    text: str
    differs: bool


Side = tuple[Piece, ...]


def beside(one: str, other: str) -> tuple[Side, Side]:
    """Both texts in pieces; joined, the pieces of a side are its text."""
    ones, others = one.splitlines(keepends=True), other.splitlines(keepends=True)
    if one != other and max(len(ones), len(others)) > _LINES:
        return (Piece(one, differs=True),), (Piece(other, differs=True),)
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for mine, theirs, differs in _opcodes(ones, others):
        if differs:
            for side, pieces in zip(sides, _word_by_word("".join(mine), "".join(theirs)), strict=True):
                side.extend(pieces)
        else:
            sides[0].append(Piece("".join(mine), differs=False))
            sides[1].append(Piece("".join(theirs), differs=False))
    return _joined(sides[0]), _joined(sides[1])


def _word_by_word(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    ones, others = _WORDS.findall(one), _WORDS.findall(other)
    if not one or not other or max(len(ones), len(others)) > _MOST:
        return [Piece(one, differs=True)], [Piece(other, differs=True)]
    left: list[Piece] = []
    right: list[Piece] = []
    for mine, theirs, differs in _opcodes(ones, others):
        left.append(Piece("".join(mine), differs))
        right.append(Piece("".join(theirs), differs))
    return left, right


def _opcodes(ones: Sequence[str], others: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str], bool]]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, ones, others).get_opcodes():
        yield ones[i1:i2], others[j1:j2], tag != "equal"


def _joined(pieces: Iterable[Piece]) -> Side:
    """With neighbours of one sort in one piece, and none that is empty."""
    kept = (piece for piece in pieces if piece.text)
    return tuple(
        Piece("".join(piece.text for piece in some), differs)
        for differs, some in groupby(kept, lambda one: one.differs)
    )
