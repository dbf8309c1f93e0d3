"""Pairs of asks that want the same, found without comparing everything with everything."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from math import ceil
from typing import Final, NamedTuple

from viva.notes.relations.asks import Ask, Intent
from viva.notes.relations.same import (
    ENOUGH,
    ENOUGH_WORDS,
    key,
    likeness,
    partner_keys,
    says_enough,
    wording_likeness,
)

_MOST_IN_BLOCK: Final = 200
"""Of more asks than this on one subject the shortest are compared: the long ones hardly ever agree."""
_MOST_SHARING_WORD: Final = 50
"""A word in more asks than this tells nothing."""


class Like(NamedTuple):
    """Two asks that want the same, how surely, and whether only their words say so."""

    one: Ask
    other: Ask
    score: float
    by_words: bool


class _Block(NamedTuple):
    """What two asks must have in common to be compared."""

    key: frozenset[str]
    intent: Intent
    frame: frozenset[str]


def like_asks(asks: Sequence[Ask]) -> Iterator[Like]:
    """The pairs among distinct asks that want the same."""
    yield from _by_subject([ask for ask in asks if ask.subject])
    yield from _by_words([ask for ask in asks if not ask.subject and says_enough(ask)])


def _by_subject(asks: Iterable[Ask]) -> Iterator[Like]:
    blocks: dict[_Block, list[Ask]] = defaultdict(list)
    for ask in asks:
        blocks[_Block(key(ask), ask.intent, ask.frame)].append(ask)
    for members in blocks.values():
        members.sort(key=_by_length)
        del members[_MOST_IN_BLOCK:]
    for block, members in blocks.items():
        pairs = list(combinations(members, 2))
        for partner in partner_keys(members[0]):
            others = blocks.get(block._replace(key=partner), ())
            pairs += ((one, other) for one in members for other in others if sorted(key(one)) < sorted(key(other)))
        for one, other in pairs:
            score = likeness(one, other)
            if score >= ENOUGH:
                yield Like(one, other, score, by_words=False)


def _by_length(ask: Ask) -> tuple[int, list[str], list[str], list[str]]:
    return len(ask.rest), sorted(ask.rest), sorted(ask.subject), sorted(ask.languages)


def _by_words(asks: Sequence[Ask]) -> Iterator[Like]:
    """Two like sets of words share one of their rarest words, so only those are looked up."""
    spread = Counter(word for ask in asks for word in ask.rest)
    sharing: dict[str, list[int]] = defaultdict(list)
    for index, ask in enumerate(asks):
        rarest = sorted(ask.rest, key=lambda word: (spread[word], word))
        needed = len(rarest) - ceil(ENOUGH_WORDS * len(rarest)) + 1
        # One word more, for the one that may be misspelt.
        looked_up = rarest[: needed + 1]
        met = {earlier for word in looked_up for earlier in sharing[word]}
        for earlier in sorted(met):
            score = wording_likeness(asks[earlier], ask)
            if score >= ENOUGH_WORDS:
                yield Like(asks[earlier], ask, score, by_words=True)
        for word in looked_up:
            if len(sharing[word]) < _MOST_SHARING_WORD:
                sharing[word].append(index)
