"""Parts of pages that were made already, each kept with all that it was made of.

A person decides about one draft of a hundred, and the page shows them all
again. A part is a macro of one plain value, and nothing else goes into it: it
is shown again while the value at its place equals the one that it was made of.
What is of one page alone, as the keys of its forms, stands in holes that are
filled whenever the part is shown.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from secrets import token_hex
from typing import Any, NamedTuple, Protocol

from markupsafe import Markup, escape

MOST = 8_000_000
"""Characters that are kept in a language: some five hundred drafts with their lines."""

_EDGE = token_hex(16)
"""Stands around the name of a hole while a part is made: no text of anybody's can have it, and no page shows it."""


class MadeOf(Protocol):
    """A value that a macro makes a part of: plain and never changed, with no markup in it.

    Another value at its `place` takes its place; `weight` is about how many
    characters are kept with it.
    """

    @property
    def place(self) -> Hashable: ...

    @property
    def weight(self) -> int: ...


class _Kept(NamedTuple):
    of: MadeOf
    pieces: list[str]
    """Markup and the names of holes, in turns."""
    weight: int


class Fragments:
    """Parts in one language, those that were shown last; for all threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def show(self, macro: Callable[[Any], str], of: MadeOf, **holes: object) -> Markup:
        """What a macro makes of a value, with its holes filled; a function is called for each hole anew."""
        place = (macro, of.place)
        kept = self._kept.get(place)
        if kept is not None and kept.of == of:
            made = _Kept(
                of, kept.pieces, kept.weight
            )  # of these objects, which the next one most likely is made of too
        else:
            pieces = str.split(macro(of), _EDGE)  # that of markup would escape nothing, and make markup of each piece
            made = _Kept(of, pieces, of.weight + sum(map(len, pieces)))
        self._keep(place, made)
        filled = made.pieces.copy()
        for at in range(1, len(filled), 2):
            value = holes[filled[at]]
            if type(value) is not Markup:
                value = escape(value() if callable(value) else value)
            filled[at] = value
        return Markup("".join(filled))  # noqa: S704 - a macro has escaped it, and the holes are escaped here

    def __len__(self) -> int:
        return len(self._kept)

    def forget(self) -> None:
        """Make all of them anew when they are shown next."""
        with self._lock:
            self._kept.clear()
            self._weight = 0

    def _keep(self, place: Hashable, made: _Kept) -> None:
        with self._lock:
            before = self._kept.pop(place, None)
            self._weight += made.weight - (before.weight if before else 0)
            self._kept[place] = made
            while self._weight > self._most:
                _place, oldest = self._kept.popitem(last=False)
                self._weight -= oldest.weight


def hole(name: str) -> Markup:
    """Leaves a place in a part that is filled whenever it is shown."""
    return Markup(f"{_EDGE}{name}{_EDGE}")  # noqa: S704 - a name of ours
