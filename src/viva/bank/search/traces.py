"""Where in a text words with certain stems may be, without making the stem of any other word.

What a word is called in the index begins as the word does, but for its last
letters, for how it is spelt, and for signs that have a name there. So most
words of a text need not be looked at: those that may be meant have a trace of
the stem in them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import chain
from typing import Final

from viva.bank.search.shadow import SIGNS, TAILS, stem

_ENDING: Final = re.compile(r"(?<=b)le?\Z|[iy]?e?\Z")
"""Letters that an English stem may have and its word not: hoping and hope, skies and sky, ability and abl."""

_SPELT_OTHERWISE: Final = re.compile(r"[^\x00-\x7f\u0400-\u0481\u048a-\u052f\u2010-\u2027]")
"""All but the letters whose small ones are what the index has, and the common marks between words."""

_BLANK: Final = re.compile(r"\s")
_SHORT: Final = 2
"""Letters of a trace that only some words have."""


def traces_of(stems: Iterable[str]) -> tuple[str, ...]:
    """What a text has in it, in small letters, wherever a word has one of these stems or one that begins so."""
    found = set(chain.from_iterable(map(_traces, stems)))
    return tuple(trace for trace in found if not any(other in trace for other in found - {trace}))


def stretches(text: str, traces: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The stretches of a text from blank to blank in which one of the traces is, in their order."""
    if not traces or not text:
        return
    small = text.lower()
    if not text.isascii():
        small = text.replace("İ", "I").lower().replace("ё", "е")  # that letter is the only one with two small ones
    if len(min(traces, key=len)) < _SHORT or _is_joined(small, traces):
        yield 0, len(text)
        return
    end = 0
    for place in _places(text, small, traces):
        if place >= end:
            start = max(text.rfind(" ", end, place), text.rfind("\n", end, place), end)
            blank = _BLANK.search(text, place)
            end = blank.start() if blank else len(text)
            yield start, end


def _places(text: str, small: str, traces: Sequence[str]) -> Iterable[int]:
    """Where a trace is, and what may be spelt otherwise, in their order."""
    places = [_places_of(small, trace) for trace in traces if trace in small]
    if not text.isascii() and _SPELT_OTHERWISE.search(text):
        places.append(found.start() for found in _SPELT_OTHERWISE.finditer(text))
    return merge(*places) if len(places) > 1 else places[0] if places else ()


def _places_of(text: str, trace: str) -> Iterator[int]:
    place = text.find(trace)
    while place >= 0:
        yield place
        place = text.find(trace, place + 1)


def _is_joined(text: str, traces: Iterable[str]) -> bool:
    """Whether a trace goes across what joins the parts of a name: lrucache in lru_cache."""
    if "_" not in text and "-" not in text and ".js" not in text:
        return False
    joined = text.replace("-", "").replace("_", "").replace(".js", "js")
    return any(joined.count(trace) > text.count(trace) for trace in traces)


def _traces(wanted: str) -> Iterator[str]:
    """The letters that are the word's own; or signs that the index calls by such a name."""
    sure = _ENDING.sub("", wanted, count=1)
    yield sure
    for sign, name in SIGNS.items():
        if stem(name).startswith(sure):
            yield sign
    for at in range(1, len(sure)):
        for sign, name in TAILS.items():
            if sure.startswith(name, at) or name.startswith(sure[at:]):
                yield sure[:at] + sign
