"""What a question is counted by in a search."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

_HAS: Final = (("code", "snippets"), ("link", "links"), ("picture", "images"), ("diagram", "diagrams"))

Facet = tuple[str, str]


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
