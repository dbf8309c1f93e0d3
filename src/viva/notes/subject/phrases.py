"""A dictionary of phrases, found in a text by the stems of its words in one pass."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

from rapidfuzz.distance import OSA

from viva.notes.subject.stems import Word, stem, words

V = TypeVar("V")

_SHORTEST_MISSPELT: Final = 8
_SHORTEST_STEM: Final = 6
_EXACT: Final = "="


class Found(NamedTuple, Generic[V]):
    """A phrase in a text: from word `first` up to, not including, word `last`."""

    first: int
    last: int
    value: V


class _Node(Generic[V]):
    """What may follow the words read so far, and what they mean together."""

    __slots__ = ("next", "value")

    def __init__(self) -> None:
        self.next: dict[str, _Node[V]] = {}
        self.value: V | None = None


class PhraseIndex(Generic[V]):
    """Finds the longest phrases first, each word once.

    A phrase is compared by stems, so one form stands for all its inflections.
    `=word` is this very form; with a capital letter it is case-sensitive too.
    A long word that no phrase knows may be one slip of the pen away from one
    that does.
    """

    def __init__(self, phrases: Iterable[tuple[str, V]], *, merge: Callable[[V, V], V]) -> None:
        """`merge` decides what a phrase means that is given twice."""
        self._root: _Node[V] = _Node()
        self._vocabulary: set[str] = set()
        self._keys: dict[str, tuple[str, ...]] = {}
        for phrase, value in phrases:
            for keys in _spellings(phrase):
                self._add(keys, value, merge)
        self._slips = _slips(self._vocabulary)

    def _add(self, keys: Sequence[str], value: V, merge: Callable[[V, V], V]) -> None:
        node = self._root
        for key in keys:
            self._vocabulary.add(key)
            node = node.next.setdefault(key, _Node())
        node.value = value if node.value is None else merge(node.value, value)

    def words(self, text: str) -> list[Word]:
        """The words of a text, with camel-cased names whole where a phrase knows them so."""
        return words(text, self._vocabulary)

    def find(self, text: Sequence[Word]) -> list[Found[V]]:
        """The phrases of a text in reading order; they never overlap."""
        known = [self._known(word.surface) for word in text]
        found = []
        at = 0
        while at < len(known):
            match = self._longest(known, at) if known[at] else None
            if match:
                found.append(match)
                at = match.last
            else:
                at += 1
        return found

    def _longest(self, known: Sequence[tuple[str, ...]], first: int) -> Found[V] | None:
        best: Found[V] | None = None
        ends = [self._root]
        for at in range(first, len(known)):
            ends = [node.next[key] for node in ends for key in known[at] if key in node.next]
            if not ends:
                break
            # Of several readings of the same words the first, most exact one counts.
            value = next((node.value for node in ends if node.value is not None), None)
            if value is not None:
                best = Found(first, at + 1, value)
        return best

    def _known(self, surface: str) -> tuple[str, ...]:
        """What the phrases may know this word by, the most exact first."""
        keys = self._keys.get(surface)
        if keys is None:
            bare = stem(surface)
            forms = dict.fromkeys((_EXACT + surface, _EXACT + surface.lower(), bare))
            keys = tuple(form for form in forms if form in self._vocabulary) or self._corrected(surface, bare)
            self._keys[surface] = keys
        return keys

    def _corrected(self, surface: str, bare: str) -> tuple[str, ...]:
        if len(surface) < _SHORTEST_MISSPELT:
            return ()
        near = {meant for slip in _one_less(bare) for meant in self._slips.get(slip, ())}
        meant = sorted(word for word in near if word[0] == bare[0] and OSA.distance(word, bare) == 1)
        return tuple(meant[:1])


def _spellings(phrase: str) -> Iterable[tuple[str, ...]]:
    """The keys of a phrase; a Latin phrase of two words is also found written as one."""
    exact = phrase.startswith(_EXACT) and not phrase.startswith("==")
    surfaces = [word.surface for word in words(phrase.removeprefix(_EXACT) if exact else phrase)]
    if not surfaces:
        message = f"phrase without a word: {phrase!r}"
        raise ValueError(message)
    first = _EXACT + surfaces[0] if exact else stem(surfaces[0])
    yield (first, *map(stem, surfaces[1:]))
    if len(surfaces) == 2 and phrase.isascii() and all(len(surface) > 2 for surface in surfaces):
        yield (stem("".join(surfaces)),)


def _slips(vocabulary: Iterable[str]) -> dict[str, list[str]]:
    """Every stem that is long enough by each way to lose one letter, or none."""
    slips: dict[str, list[str]] = {}
    for known in sorted(vocabulary):
        if len(known) >= _SHORTEST_STEM and known[0] != _EXACT:
            for slip in _one_less(known):
                slips.setdefault(slip, []).append(known)
    return slips


def _one_less(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
