"""Finding every relation among the drafts of an import, in near-linear time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Final, NamedTuple

from viva.notes.model import Draft, Reason, Relation, RelationKind
from viva.notes.relations.asks import Ask, Intent
from viva.notes.relations.same import ENOUGH, key, likeness, partner_keys
from viva.notes.relations.subjects import Subject, subjects

_MOST_LIKE_ASKS: Final = 300
_MOST_PAIRS_BETWEEN: Final = 400

def relate(drafts: Sequence[Draft]) -> list[Relation]:
    """All relations of the drafts, in the order of the drafts."""
    seen = subjects(drafts)
    found: dict[tuple[int, int], Relation] = {}
    holders: dict[Ask, list[int]] = defaultdict(list)
    for index, subject in enumerate(seen):
        for ask in subject.asks:
            holders[ask].append(index)
    for one, other, score in _like_asks(list(holders)):
        for a, b in _pairs(holders, one, other):
            pair = (min(a, b), max(a, b))
            if pair not in found or found[pair].score < score:
                found[pair] = _relation(drafts, seen, pair, one, score)
    return [found[pair] for pair in sorted(found)]

def _pairs(holders, one, other):
    if one is other:
        yield from combinations(holders[one], 2)
    else:
        for a, b in product(holders[one], holders[other]):
            if a != b: yield a, b

def _like_asks(asks):
    by_key = defaultdict(list)
    for ask in asks:
        by_key[key(ask)].append(ask)
        yield ask, ask, 1.0
    for ask_key, group in by_key.items():
        if not ask_key: continue
        for one, other in combinations(group, 2):
            s = likeness(one, other)
            if s >= ENOUGH: yield one, other, s
        for one in group:
            for pk in partner_keys(one):
                for other in by_key.get(pk, ()):
                    s = likeness(one, other)
                    if s >= ENOUGH: yield one, other, s

def _relation(drafts, seen, pair, ask, score):
    a, b = pair
    if seen[a].prompt == seen[b].prompt and seen[a].answer == seen[b].answer:
        return Relation(a, b, RelationKind.COPY, 1.0, Reason("same prompt and answer"))
    kind = RelationKind.NEAR if drafts[a].language == drafts[b].language else RelationKind.TWIN
    return Relation(a, b, kind, score, Reason("same subject ({subject})", {"subject": ", ".join(sorted(ask.subject))}))
