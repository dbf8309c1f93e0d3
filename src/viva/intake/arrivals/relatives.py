"""What the bank has already of what a note under review asks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from viva.notes.model import Draft, RelationKind

_TOLD = frozenset({RelationKind.COPY, RelationKind.NEAR, RelationKind.TWIN, RelationKind.CONTRADICTS})
"""A follow-up is no reason to look twice before a question comes in."""

_MOST = 5
"""Relatives of one draft that are told, the nearest first."""


class InBank(NamedTuple):
    """A question of the bank that hangs together with a draft."""

    question_id: int
    kind: RelationKind
    score: float


Relatives = Mapping[int, tuple[InBank, ...]]
"""By the number of the draft."""


def relatives_of(
    notes: Mapping[str, Sequence[Draft]], bank: Iterable[tuple[int, Draft]]
) -> dict[str, dict[int, tuple[InBank, ...]]]:
    """For each note, by its name, what the bank has of each of its drafts; the same note in the bank does not count.

    `bank` are the numbers of questions with the drafts they would be today.
    """
    from viva.notes.relations import relate  # late: who only shows a note need not know how to compare

    ours = [(name, key, draft) for name, drafts in notes.items() for key, draft in enumerate(drafts)]
    theirs = list(bank)
    found: dict[str, dict[int, list[InBank]]] = {name: defaultdict(list) for name in notes}
    for pair in relate([*(draft for _name, _key, draft in ours), *(draft for _number, draft in theirs)]):
        one, other = sorted((pair.one, pair.other))
        if pair.kind not in _TOLD or one >= len(ours) or other < len(ours):
            continue
        name, key, _draft = ours[one]
        question_id, known = theirs[other - len(ours)]
        if known.source != name:
            found[name][key].append(InBank(question_id, pair.kind, pair.score))
    return {
        name: {key: tuple(sorted(some, key=lambda one: -one.score)[:_MOST]) for key, some in by_draft.items()}
        for name, by_draft in found.items()
    }


def as_kept(relatives: Relatives) -> list[Any]:
    """Relatives as they are stored."""
    return [[key, *one] for key, some in relatives.items() for one in some]


def from_kept(kept: Iterable[Sequence[Any]]) -> dict[int, tuple[InBank, ...]]:
    """Relatives as they were stored."""
    found: dict[int, tuple[InBank, ...]] = {}
    for key, question_id, kind, score in kept:
        found[key] = (*found.get(key, ()), InBank(question_id, RelationKind(kind), score))
    return found
