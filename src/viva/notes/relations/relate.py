"""All relations among the drafts of an import, in near-linear time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, combinations, pairwise, product
from typing import Final

from viva.notes.model import Draft, Reason, Relation, RelationKind
from viva.notes.relations.asks import Ask, Intent
from viva.notes.relations.candidates import Like, like_asks
from viva.notes.relations.contradictions import contradictions
from viva.notes.relations.same import says_enough
from viva.notes.relations.subjects import Subject, subjects

_MOST_ALL_PAIRS: Final = 400
"""Larger groups are linked to their first members only; a thousand copies need no million links."""

_NOT_QUITE: Final = 0.99
"""Only the very same words are certain."""

_SAME: Final = {
    Intent.INTRODUCE: Reason("same subject ({subject}), both ask for an introduction"),
    Intent.COMPARE: Reason("both compare {subject}"),
    Intent.HOW: Reason("both ask, or leave room for, how to do the same with {subject}"),
    Intent.WHETHER: Reason("both ask for a yes or no about {subject}"),
    Intent.WHY: Reason("both ask why, about {subject}"),
    Intent.WHEN: Reason("both ask when to use {subject}"),
    Intent.PROS: Reason("both ask for the good and bad sides of {subject}"),
    Intent.PRACTICE: Reason("both ask for good practice with {subject}"),
    Intent.LIST: Reason("both ask what belongs to {subject}"),
    Intent.EXPERIENCE: Reason("both ask for experience with {subject}"),
}


def relate(drafts: Sequence[Draft]) -> list[Relation]:
    """How drafts hang together, ordered by their indexes.

    Copies, near duplicates and twins mean that whoever can answer one can
    answer the main part of the other. The relation holds both ways, but not
    from hand to hand: a joined question is the same as each of its parts.
    """
    seen = subjects(drafts)
    same: dict[tuple[int, int], Relation] = {}
    for relation in chain(_copies(seen), _repeated_prompts(drafts, seen), _same_asks(drafts, seen)):
        pair = (relation.one, relation.other)
        if pair not in same or same[pair].score < relation.score:
            same[pair] = relation
    others = (*_follow_ups(drafts, seen), *contradictions(drafts, seen))
    return sorted({*same.values(), *others}, key=lambda relation: (relation.one, relation.other, relation.kind))


def _copies(seen: Sequence[Subject]) -> Iterator[Relation]:
    groups: dict[tuple[str, bytes, tuple[Ask, ...]], list[int]] = defaultdict(list)
    for index, subject in enumerate(seen):
        if subject.prompt and (subject.answer or subject.stands_alone):
            groups[subject.prompt, subject.answer, subject.asks].append(index)
    for indexes in groups.values():
        for one, other in _pairs(indexes, indexes):
            yield Relation(one, other, RelationKind.COPY, 1.0, Reason("same prompt and answer"))


def _repeated_prompts(drafts: Sequence[Draft], seen: Sequence[Subject]) -> Iterator[Relation]:
    """The same words in the same surroundings, with another answer."""
    groups: dict[tuple[str, tuple[Ask, ...]], list[int]] = defaultdict(list)
    for index, subject in enumerate(seen):
        if subject.stands_alone:
            groups[subject.prompt, subject.asks].append(index)
    for indexes in groups.values():
        for one, other in _pairs(indexes, indexes):
            if seen[one].answer != seen[other].answer:
                kind = _kind(drafts[one], drafts[other])
                yield Relation(one, other, kind, 1.0, Reason("same prompt, another answer"))


def _same_asks(drafts: Sequence[Draft], seen: Sequence[Subject]) -> Iterator[Relation]:
    holders: dict[Ask, list[int]] = defaultdict(list)
    for index, subject in enumerate(seen):
        for ask in subject.asks:
            holders[ask].append(index)
    for like in chain(_itself(holders), like_asks(list(holders))):
        for one, other in _pairs(holders[like.one], holders[like.other]):
            score = min(like.score, _NOT_QUITE)
            yield Relation(one, other, _kind(drafts[one], drafts[other]), score, _reason(like))


def _itself(holders: Mapping[Ask, Sequence[int]]) -> Iterator[Like]:
    for ask, indexes in holders.items():
        if len(indexes) > 1 and (ask.subject or says_enough(ask)):
            yield Like(ask, ask, 1.0, by_words=not ask.subject)


def _pairs(ones: Sequence[int], others: Sequence[int]) -> Iterable[tuple[int, int]]:
    if ones is others:
        many = len(ones) * len(ones) > 2 * _MOST_ALL_PAIRS
        pairs: Iterable[tuple[int, int]] = ((ones[0], other) for other in ones[1:]) if many else combinations(ones, 2)
    elif len(ones) * len(others) > _MOST_ALL_PAIRS:
        pairs = (*((ones[0], other) for other in others), *((one, others[0]) for one in ones[1:]))
    else:
        pairs = product(ones, others)
    return ((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])


def _kind(one: Draft, other: Draft) -> RelationKind:
    return RelationKind.NEAR if one.language == other.language else RelationKind.TWIN


def _reason(like: Like) -> Reason:
    if like.by_words:
        return Reason("nearly the same words")
    subject = _named(like.one.subject)
    if like.one.subject != like.other.subject and not like.one.subject & like.other.subject:
        return Reason(
            "{subject} and {other} are explained together", {"subject": subject, "other": _named(like.other.subject)}
        )
    return replace(_SAME[like.one.intent], values={"subject": subject})


def _named(subject: Iterable[str]) -> str:
    return ", ".join(name.replace("-", " ") for name in sorted(subject))


def _follow_ups(drafts: Sequence[Draft], seen: Sequence[Subject]) -> Iterator[Relation]:
    """A draft that its note puts below another, or that speaks of the one before it."""
    at = {(draft.source, draft.line): index for index, draft in enumerate(drafts)}
    for index, draft in enumerate(drafts):
        asked = at.get((draft.source, draft.follows)) if draft.follows is not None else None
        if asked is not None and asked != index:
            yield _follow_up(asked, index, Reason("the note puts it below the other question"))
    for before, index in pairwise(range(len(drafts))):
        draft = drafts[index]
        beside = draft.source == drafts[before].source and draft.section == drafts[before].section
        if seen[index].goes_on and draft.follows is None and beside:
            yield _follow_up(before, index, Reason("it speaks of the question before it"))


def _follow_up(one: int, other: int, reason: Reason) -> Relation:
    return Relation(min(one, other), max(one, other), RelationKind.FOLLOW_UP, 1.0, reason)
