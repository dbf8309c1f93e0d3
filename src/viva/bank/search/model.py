"""What a search tells, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from viva.bank.model import QuestionLine


class Order(StrEnum):
    """In which order questions are shown."""

    BEST = "best"
    """As docs/search.md tells; without a word to search for, as in the notes."""
    NOTES = "notes"
    NEWEST = "newest"


class Mark(NamedTuple):
    """From which character to which (exclusive) something matched."""

    start: int
    end: int


class Excerpt(NamedTuple):
    """A piece of text around what matched; of code there are whole lines."""

    text: str
    marks: tuple[Mark, ...]


class Hit(NamedTuple):
    """A question that a search found; `answer` is None when nothing in it matched."""

    question: QuestionLine
    prompt: Excerpt
    """Without the program it may show."""
    answer: Excerpt | None


class Correction(NamedTuple):
    """A word that is nowhere in the bank, and the one that was searched for instead."""

    typed: str
    instead: str


class Relief(NamedTuple):
    """A filter, as one types it, without which there would be so many questions."""

    without: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """A page of what a search found, best first, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """How many of all have each value, by the name of the filter, most first; empty unless asked for."""
    corrections: tuple[Correction, ...] = ()
    suggestion: str | None = None
    """A query that would find many more, where this one finds next to nothing."""
    reliefs: tuple[Relief, ...] = ()
    """Where nothing was found: the filters that are to blame."""
    unknown: tuple[Correction, ...] = ()
    """Where nothing was found: filters with a value that no question has, and the nearest that some have."""
