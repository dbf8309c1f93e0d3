"""Questions that are asked twice and answered differently, where that is beyond doubt."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from viva.notes.model import Draft, Reason, Relation, RelationKind
from viva.notes.relations.subjects import Subject, normalised

_VERDICTS: Final = {
    "yes": True, "no": False, "true": True, "false": False,
    "да": True, "нет": False, "верно": True, "неверно": False,
}  # fmt: skip
_FIRST_WORD: Final = re.compile(r"[\W_]*([^\W_]+)\s*(?:[.,;:!—–]|-\s|\Z)", re.MULTILINE)
_MOST_ALIKE: Final = 50


def contradictions(drafts: Sequence[Draft], seen: Sequence[Subject]) -> Iterator[Relation]:
    """Pairs with the very same prompt, options and code of which one answer denies the other.

    Only two things count: a plain yes against a plain no, and different right
    options. Everything else would be a guess.
    """
    alike: dict[str, list[int]] = defaultdict(list)
    for index, subject in enumerate(seen):
        if subject.prompt and not subject.goes_on and not subject.points_away:
            alike[subject.prompt].append(index)
    for indexes in alike.values():
        for one, other in combinations(indexes[:_MOST_ALIKE], 2):
            reason = _denial(drafts[one], drafts[other])
            if reason:
                yield Relation(one, other, RelationKind.CONTRADICTS, 1.0, reason)


def _denial(one: Draft, other: Draft) -> Reason | None:
    if one.options and other.options:
        ours, theirs = _right(one), _right(other)
        same_number = len(one.correct) == len(other.correct)
        if ours and theirs and same_number and ours != theirs:
            return Reason("same question and options, different right answers")
        return None
    if one.section != other.section:
        return None
    verdicts = {_verdict(one.answer), _verdict(other.answer)}
    return Reason("same question, one answer says yes and the other no") if verdicts == {True, False} else None


def _right(draft: Draft) -> frozenset[str]:
    return frozenset(normalised(draft.options[index].text) for index in draft.correct if index < len(draft.options))


def _verdict(answer: str) -> bool | None:
    first = _FIRST_WORD.match(answer)
    return _VERDICTS.get(first.group(1).lower()) if first else None
