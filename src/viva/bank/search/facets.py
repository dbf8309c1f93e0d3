"""What a question is counted by in a search."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain
from sys import intern
from typing import Any, Final

_HAS: Final = (("code", "snippets"), ("link", "links"), ("picture", "images"), ("diagram", "diagrams"))

_COLUMNS: Final = "\nkind:"
"""What follows the labels has few values: it is one line until it is counted."""

REMEMBERED: Final = 20_000
"""Questions' facets that are kept in their lines, some 400 bytes each: so they are counted in half the time."""

Facet = tuple[str, str]
Facets = dict[str, Counter[str]]


def facet_lines(facets: Iterable[Facet]) -> str:
    """Facets as they are stored."""
    return "\n".join(("", *(f"{name}:{' '.join(value.split())}" for name, value in facets), ""))


def facets_of(wording: Mapping[str, Any], parts: Iterable[str], labels: Iterable[Facet]) -> tuple[Facet, ...]:
    """What a wording is counted by: its labels, its columns, and which parts it has."""
    there = set(parts)
    facets = [*labels, ("kind", str(wording["kind"])), ("lang", wording["language"])]
    if wording["level"]:
        facets.append(("level", str(wording["level"])))
    facets.append(("is", "answered" if wording["answered"] else "unanswered"))
    if wording["experience"]:
        facets.append(("is", "experience"))
    facets += [("has", what) for what, part in _HAS if part in there]
    return tuple(facets)


def counted(stored: str) -> Facets:
    """How many questions have each value of each facet, of the stored facets of many one behind the other."""
    blocks = stored.strip("\n").split("\n\n")
    lines = Counter(chain.from_iterable(map(remembered.__getitem__, blocks)))
    del lines[""]  # of questions that have none
    facets: Facets = {}
    for together, count in lines.items():
        for line in together.split("\n"):
            name, _colon, value = line.partition(":")
            facets.setdefault(name, Counter())[value] += count
    return facets


class _Lines(dict[str, tuple[str, ...]]):
    """The lines of facets as they are stored; an equal line is the same object, which is what makes counting quick."""

    def __missing__(self, block: str) -> tuple[str, ...]:
        """It follows from the block alone, so it is never stale."""
        if len(self) >= REMEMBERED:
            self.clear()
        labels, columns, rest = block.partition(_COLUMNS)
        self[block] = lines = tuple(map(intern, (*labels.split("\n"), (columns + rest).strip("\n"))))
        return lines


remembered = _Lines()
