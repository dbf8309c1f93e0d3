"""Whether two asks want the same knowledge, and how surely."""

from collections.abc import Iterable
from typing import Final

from viva.notes.relations.asks import Ask, Intent
from viva.notes.taxonomy import broad, synonyms, taxonomy

ENOUGH: Final = 0.75

_CONCEPT: Final = 1.0
_BROAD: Final = 0.3
_ACTION: Final = 0.4
_THING: Final = 0.35
_WORD: Final = 0.5
_SYNONYM: Final = 0.9
"""Two names for nearly the same are a little less sure than one name."""


def likeness(one: Ask, other: Ask) -> float:
    """How much of what two asks want is the same, 0 to 1.

    Intent, frame and programming language have to agree; then the weight of
    what is shared is compared with the weight of everything named.
    """
    if one.intent is not other.intent or one.frame != other.frame or not _languages_agree(one, other):
        return 0.0
    if one.subject or other.subject:
        return _subject_likeness(one, other)
    return _word_likeness(one, other)


def key(ask: Ask) -> frozenset[str]:
    """The concepts that two asks need in common to be the same."""
    return ask.subject - broad() or ask.subject


def partner_keys(ask: Ask) -> list[frozenset[str]]:
    """The keys of asks that may be the same by another name."""
    own = key(ask)
    if len(own) != 1:
        return []
    (name,) = own
    return [frozenset({partner}) for partner in sorted(synonyms().get(name, ()))]


def _subject_likeness(one: Ask, other: Ask) -> float:
    if key(one) == key(other):
        return _weighted(one.subject | one.rest, other.subject | other.rest)
    if key(other) in partner_keys(one):
        return _SYNONYM * _weighted({*one.rest, ""}, {*other.rest, ""})
    return 0.0


def _word_likeness(one: Ask, other: Ask) -> float:
    acts, others_acts = _actions(one), _actions(other)
    if acts and others_acts and not acts & others_acts:
        return 0.0
    return _weighted(one.rest, other.rest)


def _actions(ask: Ask) -> set[str]:
    return {word for word in ask.rest if word.startswith("do:")}


def _weighted(one: Iterable[str], other: Iterable[str]) -> float:
    ours, theirs = set(one), set(other)
    union = sum(map(_weight, ours | theirs))
    return sum(map(_weight, ours & theirs)) / union if union else 0.0


def _weight(word: str) -> float:
    if word.startswith("do:"):
        return _ACTION
    if word.startswith("of:"):
        return _THING
    if word in broad():
        return _BROAD
    known = taxonomy()
    return _CONCEPT if not word or word in known.topic_of or word in known.techs else _WORD


def _languages_agree(one: Ask, other: Ask) -> bool:
    """Different programming languages make different questions, unless the subject is neutral."""
    if not one.languages or not other.languages or one.languages & other.languages:
        return True
    subject = one.subject | other.subject
    return bool(subject) and all(taxonomy().is_neutral(name) for name in subject)
