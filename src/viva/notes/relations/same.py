"""Whether two asks want the same knowledge, and how surely."""

from collections.abc import Iterable
from functools import cache
from typing import Final

from rapidfuzz.distance import OSA

from viva.notes.relations.asks import Ask
from viva.notes.subject.taxonomy import broad, synonyms, taxonomy

ENOUGH: Final = 0.75
ENOUGH_WORDS: Final = 0.8

_CONCEPT: Final = 1.0
_WORD: Final = 0.5
_ACTION: Final = 0.4
_THING: Final = 0.35
_BROAD: Final = 0.3
_SYNONYM: Final = 0.9
"""Two names for nearly the same are a little less sure than one name."""
_SHORTEST_MISSPELT: Final = 5
_LEAST_SAID: Final = 2
"""Fewer general words than this, and nothing else, say too little to be compared."""


_NEGATIONS: Final = {"of:not", "of:without"}


def likeness(one: Ask, other: Ask) -> float:
    """How much of what two asks want is the same, 0 to 1; under `ENOUGH` they are two questions.

    Intent, frame, negation and programming language have to agree; then the weight of
    what is shared is compared with the weight of everything named.
    """
    if not _comparable(one, other):
        return 0.0
    if key(one) == key(other):
        return _shared(one.subject | one.rest, other.subject | other.rest)
    if key(other) in partner_keys(one):
        return _SYNONYM * _shared({*one.rest, ""}, {*other.rest, ""})
    return 0.0


def key(ask: Ask) -> frozenset[str]:
    """The concepts that two asks need in common to be the same."""
    return ask.subject - broad() or ask.subject


def partner_keys(ask: Ask) -> list[frozenset[str]]:
    """The keys of asks that may be the same by another name."""
    own = key(ask)
    if len(own) != 1:
        return []
    return [frozenset({partner}) for name in own for partner in sorted(synonyms().get(name, ()))]


def wording_likeness(one: Ask, other: Ask) -> float:
    """How much of the words of two asks without a known concept is the same.

    One may say more than the other; where each has a word of its own
    ("largest", "smallest") they differ, unless it is a misspelling.
    """
    if not _comparable(one, other):
        return 0.0
    ours, theirs = one.rest - other.rest, other.rest - one.rest
    if min(len(ours), len(theirs)) == 1:
        slips = [(word, near) for word in ours for near in theirs if _is_slip(word, near)]
        ours, theirs = ours - {word for word, _ in slips}, theirs - {near for _, near in slips}
    if ours and theirs:
        return 0.0
    return _shared(one.rest - ours, one.rest | theirs)


def says_enough(ask: Ask) -> bool:
    """Whether an ask without a known concept has words that can be compared at all."""
    return len(ask.rest) >= _LEAST_SAID or any(":" not in word for word in ask.rest)


def _is_slip(one: str, other: str) -> bool:
    long_enough = min(len(one), len(other)) >= _SHORTEST_MISSPELT
    return long_enough and one.isalpha() and other.isalpha() and OSA.distance(one, other) == 1


def _shared(one: Iterable[str], other: Iterable[str]) -> float:
    ours, theirs = set(one), set(other)
    union = sum(map(_weight, ours | theirs))
    return sum(map(_weight, ours & theirs)) / union if union else 0.0


@cache
def _weight(word: str) -> float:
    if word.startswith("do:"):
        return _ACTION
    if word.startswith("of:"):
        return _THING
    if word in broad() or word.startswith("in:"):
        return _BROAD
    known = taxonomy()
    return _CONCEPT if not word or word in known.topic_of or word in known.techs else _WORD


def _comparable(one: Ask, other: Ask) -> bool:
    agree = one.intent is other.intent and one.frame == other.frame
    return agree and not (one.rest ^ other.rest) & _NEGATIONS and _languages_agree(one, other)


def _languages_agree(one: Ask, other: Ask) -> bool:
    """Different programming languages make different questions, unless the subject is neutral."""
    if not one.languages or not other.languages or one.languages & other.languages:
        return True
    subject = one.subject | other.subject
    return bool(subject) and all(taxonomy().is_neutral(name) for name in subject)
