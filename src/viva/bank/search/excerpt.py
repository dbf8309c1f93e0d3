"""The piece of a text that shows why a search found it, with what matched marked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from textwrap import dedent
from typing import Final, NamedTuple

from viva.bank.search.expression import Pattern
from viva.bank.search.model import Excerpt, Mark
from viva.bank.search.shadow import Form, form_of, surfaces
from viva.bank.search.traces import stretches, traces_of

BEFORE: Final = 40
"""Characters shown before the first match."""

_FENCE: Final = re.compile(r"^[ \t]*(?:`{3,}|~{3,}).*$", re.MULTILINE)
_BLANK: Final = re.compile(r"\s")

_BOLD: Final = re.compile(r"(?<![\w*])\*\*(?=\S)([^*]+?)(?<=\S)\*\*(?![\w*])")

_EMPTY: Final = 3
"""Words without any letter or digit, as `___`, that may stand between two words of a phrase."""


class Begun(NamedTuple):
    """A term that a word is, or with which it begins."""

    term: int
    rest: tuple[str, ...]
    """The stems that must follow."""
    unfinished: bool


class Match(NamedTuple):
    """Where one of the terms is."""

    start: int
    end: int
    term: int


class Marker:
    """Finds the terms of a query in texts."""

    def __init__(self, terms: Sequence[Sequence[Pattern]]) -> None:
        self._several = len(terms) > 1
        self._known: dict[str, tuple[Begun, ...]] = {}
        self._by_first: dict[str, list[tuple[Pattern, int]]] = {}
        self._unfinished: list[tuple[str, int]] = []
        for number, patterns in enumerate(terms):
            for pattern in patterns:
                if pattern.unfinished and len(pattern.stems) == 1:
                    self._unfinished.append((pattern.stems[0], number))
                else:
                    self._by_first.setdefault(pattern.stems[0], []).append((pattern, number))
        self._beginnings = tuple(beginning for beginning, _number in self._unfinished)
        self._traces = traces_of((*self._by_first, *self._beginnings))

    def matches(self, text: str) -> list[Match]:
        """Where the terms are, in their order."""
        return list(self._found_in(text))

    def whole(self, text: str) -> Excerpt:
        """The whole text."""
        return Excerpt(text, _marks(self.matches(text)))

    def excerpt(self, text: str, code: Iterable[str], longest: int) -> Excerpt | None:
        """At most about `longest` characters with as many of the terms as possible; None when there is none.

        Space is shown as single blanks and bold words without their marks,
        except in `code`, of which there are whole lines as they are.
        """
        found = self._found_in(text)
        matches = list(found if self._several else islice(found, 1))  # nothing is denser than one term alone
        if not matches:
            return None
        first = _densest(matches, longest - BEFORE)
        start, end, is_code = _part_around(first.start, text, code)
        if is_code:
            return self.whole(_lines(text, first, start, end, longest))
        return self.whole(_BOLD.sub(r"\1", _cut(text, first.start, start, end, longest)))

    def _found_in(self, text: str) -> Iterator[Match]:
        """The matches in their order; what is behind a match is looked at when the next one is asked for."""
        for at, behind in stretches(text, self._traces):
            for place in surfaces(text, at, behind):
                for term, rest, unfinished in self._begun_by(place[0]):
                    end = _end_of(rest, surfaces(text, place.end()), unfinished=unfinished) if rest else place.end()
                    if end:
                        yield Match(place.start(), end, term)

    def _begun_by(self, surface: str) -> tuple[Begun, ...]:
        """The terms that a word as it is written is, or that begin in it; a word is often there again."""
        known = self._known.get(surface)
        if known is None:
            known = self._known[surface] = tuple(self._begun(form_of(surface)))
        return known

    def _begun(self, form: Form) -> Iterator[Begun]:
        """The terms that a word is, or that begin in it, with what must follow."""
        for at, stem in enumerate(form.stems):
            for (stems, unfinished), term in self._by_first.get(stem, ()):
                rest = _rest(stems, form.stems[at:], unfinished=unfinished)
                if rest is not None:
                    yield Begun(term, rest, unfinished=unfinished)
        for whole in (*form.stems, form.whole):
            if whole.startswith(self._beginnings):
                yield from (
                    Begun(term, (), unfinished=True)
                    for beginning, term in self._unfinished
                    if whole.startswith(beginning)
                )
        for (stems, _unfinished), term in self._by_first.get(form.whole, ()):
            if len(stems) == 1:
                yield Begun(term, (), unfinished=False)


def _rest(wanted: tuple[str, ...], stems: tuple[str, ...], *, unfinished: bool) -> tuple[str, ...] | None:
    """What must still follow when a word has these stems; None when they do not fit."""
    inside = min(len(wanted), len(stems))
    *middle, last = wanted[:inside]
    fits = (*middle,) == stems[: inside - 1] and _fits(
        stems[inside - 1], last, unfinished=unfinished and inside == len(wanted)
    )
    return wanted[inside:] if fits else None


def _fits(stem: str, wanted: str, *, unfinished: bool) -> bool:
    return stem.startswith(wanted) if unfinished else stem == wanted


def _end_of(rest: Sequence[str], behind: Iterator[re.Match[str]], *, unfinished: bool) -> int:
    """Where the word `behind` ends with which the rest of a term does; 0 where it does not go on so."""
    following: list[str] = []
    for place in islice(behind, len(rest) + _EMPTY):
        following += form_of(place[0]).stems
        if len(following) >= len(rest):
            *middle, end = rest
            fits = following[: len(middle)] == middle and _fits(following[len(middle)], end, unfinished=unfinished)
            return place.end() if fits else 0
    return 0


def _densest(matches: Sequence[Match], room: int) -> Match:
    """The match from which on most different terms follow within `room`."""
    best, most = matches[0], 0
    for number, match in enumerate(matches):
        terms = set()
        for other in matches[number:]:
            if other.end > match.start + room:
                break
            terms.add(other.term)
        if len(terms) > most:
            best, most = match, len(terms)
    return best


def _part_around(at: int, text: str, code: Iterable[str]) -> tuple[int, int, bool]:
    """The piece of code, or the text between two of them, that a place is in."""
    start, end = 0, len(text)
    for piece in code:
        first = text.find(piece) if piece else -1
        if first < 0:
            continue
        last = first + len(piece)
        if first <= at < last:
            return first, last, True
        if last <= at:
            start = max(start, last)
        else:
            end = min(end, first)
    return start, end, False


def _lines(text: str, match: Match, start: int, end: int, longest: int) -> str:
    """As many whole lines as there is room for, at least that of the match."""
    first = text.rfind("\n", start, match.start) + 1 or start
    last = text.find("\n", match.end, end)
    last = end if last < 0 else last
    before = max(text.rfind("\n", start, first - 1) + 1, start) if first > start else first
    if last - before <= longest:
        first = before
    while last < end:
        following = text.find("\n", last + 1, end)
        following = end if following < 0 else following
        if following - first > longest:
            break
        last = following
    return dedent(text[first:last]).strip("\n")


def _cut(text: str, at: int, start: int, end: int, longest: int) -> str:
    first = max(start, at - BEFORE)
    if first > start:
        blank = _BLANK.search(text, first, at)
        first = blank.end() if blank else at
    piece = text[first : min(end, first + longest)]
    cut = first + longest < end
    if cut and not text[first + longest].isspace():
        piece = piece.rpartition(" ")[0] or piece
    if "```" in piece or "~~~" in piece:
        piece = _FENCE.sub(" ", piece)
    piece = " ".join(piece.split())
    return f"{'…' if first > start else ''}{piece}{'…' if cut else ''}"


def _marks(matches: Sequence[Match]) -> tuple[Mark, ...]:
    """The matches as marks that do not overlap."""
    marks: list[Mark] = []
    for start, end, _term in sorted(matches):
        if marks and start < marks[-1].end:
            marks[-1] = Mark(marks[-1].start, max(end, marks[-1].end))
        else:
            marks.append(Mark(start, end))
    return tuple(marks)
