"""One wording out of several, and the same change to many wordings."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import reduce
from itertools import chain
from typing import TypeVar

from viva.bank.content import Content, Necessity, Point
from viva.notes.content.language import UNKNOWN
from viva.notes.model import Group, Kind, Level

BETWEEN_ANSWERS = "\n\n"

T = TypeVar("T")

_AS_IN_THE_FIRST = ("section", "level", "groups", "tech", "topics", "keywords", "tags")
"""What a part of a split question has of the first, where it says nothing else."""


def combined(contents: Sequence[Content]) -> Content:
    """What questions say together: the first one asks, and the others add what it has not.

    Answers that differ stand one below the other; of options, which make
    sense only with their key, the first question's are taken that has any.
    """
    return reduce(_with, contents[1:], contents[0])


def reworked(together: Content, before: Content, after: Content) -> Content:
    """What questions say together, now that one of them, which said `before`, says `after`.

    Its new answer takes the place of the old one where that stands word for
    word, and else comes below the rest; what a person says about the whole
    stays.
    """
    former = {point.text.casefold() for point in before.key_points}
    rest = tuple(point for point in together.key_points if point.text.casefold() not in former)
    same_choice = bool(before.options) and together.options == before.options
    return replace(
        together,
        prompt=after.prompt if together.prompt == before.prompt else together.prompt,
        answer=_reworked(together.answer, before.answer, after.answer),
        key_points=_distinct(
            (*(together.key_points if after.experience != together.experience else (*rest, *after.key_points)),),
            lambda point: point.text.casefold(),
        )
        if before.key_points != after.key_points
        else together.key_points,
        options=after.options if same_choice else together.options,
        correct=after.correct if same_choice else together.correct,
        explanations=after.explanations if same_choice else together.explanations,
        follow_ups=_with_changes(together.follow_ups, before.follow_ups, after.follow_ups),
        mistakes=_with_changes(together.mistakes, before.mistakes, after.mistakes),
        sources=_with_changes(together.sources, before.sources, after.sources),
        task=after.task if together.task == before.task else together.task,
    )


def _with_changes(together: tuple[T, ...], before: tuple[T, ...], after: tuple[T, ...]) -> tuple[T, ...]:
    """What several say together, now that one of them says `after` and no longer `before`."""
    if before == after:
        return together
    return _distinct((*(value for value in together if value not in before), *after))


def says(together: Content, part: Content) -> bool:
    """Whether the answer of a question stands word for word in that of the one it was merged into."""
    return not part.answer.strip() or _standing(part.answer, together.answer) is not None


def _reworked(whole: str, before: str, after: str) -> str:
    place = _standing(before, whole) if before.strip() else None
    if place:
        changed = whole[: place.start()] + after + whole[place.end() :]
        return changed if after.strip() else _BLANKS.sub(BETWEEN_ANSWERS, changed).strip("\n")
    if not after.strip() or _standing(after, whole):
        return whole
    return BETWEEN_ANSWERS.join(text for text in (whole, after) if text.strip())


_BLANKS = re.compile(r"\n{3,}")


def _standing(text: str, whole: str) -> "re.Match[str] | None":
    """Where a text stands, in lines of its own."""
    return re.search(rf"^{re.escape(text)}$", whole, re.MULTILINE)


def taken_from(first: Content, content: Content) -> Content:
    """A wording that was cut off another: what it leaves out is as in the first."""
    left_out = {name: getattr(first, name) for name in _AS_IN_THE_FIRST if not getattr(content, name)}
    language = first.language if content.language == UNKNOWN else content.language
    return replace(content, language=language, **left_out)


_LABELS = ("section", "level", "groups", "language", "tech", "topics", "keywords", "tags", "number", "author_status")
"""What is said about a question, besides what it asks and what is answered."""


def labelled_as(first: Content, text: Content) -> Content:
    """A wording that is text alone, with what is said about the question it is of."""
    return replace(text, **{name: getattr(first, name) for name in _LABELS})


def following(base: Content, own: Content, notes: Content) -> Content | None:
    """The notes' new wording with the labels a person gave to the one before, which was `base`.

    None when the person's `own` wording has another text than `base`: only
    they can say which text is right.
    """
    changed = {field.name for field in fields(Content) if getattr(own, field.name) != getattr(base, field.name)}
    if not changed <= set(_LABELS):
        return None
    return replace(notes, **{name: getattr(own, name) for name in changed})


def _with(one: Content, other: Content) -> Content:
    choice = one if one.options or not other.options else other
    answers = [each.answer for each in (one, other) if each.answer.strip()]
    kind = Kind.MCQ if choice.options else one.kind
    if kind is Kind.TODO and any(answers):
        kind = Kind.QUESTION
    return replace(
        one,
        kind=kind,
        answer=BETWEEN_ANSWERS.join(_distinct(answers, lambda answer: " ".join(answer.split()))),
        options=choice.options,
        correct=choice.correct,
        explanations=choice.explanations,
        key_points=_points(one, other),
        level=one.level or other.level,
        groups=_necessities({**dict(other.groups), **dict(one.groups)}),
        tech=_distinct(one.tech + other.tech),
        topics=_distinct(one.topics + other.topics),
        keywords=_distinct(one.keywords + other.keywords),
        tags=_distinct(one.tags + other.tags),
        author_status=one.author_status or other.author_status,
        follow_ups=_distinct(one.follow_ups + other.follow_ups),
        mistakes=_distinct(one.mistakes + other.mistakes),
        sources=_distinct(one.sources + other.sources),
        task=one.task or other.task,
    )


def _points(one: Content, other: Content) -> tuple[Point, ...]:
    """Points of both; a rubric and points of knowledge do not mix."""
    if one.experience != other.experience and one.key_points:
        return one.key_points
    return _distinct(one.key_points + other.key_points, lambda point: point.text.casefold())


def _same(value: object) -> object:
    return value


def _distinct(values: Iterable[T], key: Callable[[T], object] = _same) -> tuple[T, ...]:
    """The values whose key did not come before."""
    first: dict[object, T] = {}
    for value in values:
        first.setdefault(key(value), value)
    return tuple(first.values())


def _necessities(groups: Mapping[Level, Group]) -> tuple[Necessity, ...]:
    return tuple(Necessity(level, groups[level]) for level in Level if level in groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """The same change to any number of wordings; what is not named stays as it is."""

    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    add_topics: tuple[str, ...] = ()
    remove_topics: tuple[str, ...] = ()
    add_tech: tuple[str, ...] = ()
    remove_tech: tuple[str, ...] = ()
    add_keywords: tuple[str, ...] = ()
    remove_keywords: tuple[str, ...] = ()
    level: Level | None = None
    no_level: bool = False
    groups: Mapping[Level, Group | None] = field(default_factory=dict)
    """By level; None takes the level's group away."""
    language: str | None = None

    def applied_to(self, content: Content) -> Content:
        """The wording with the change in it."""
        groups: dict[Level, Group | None] = {**dict(content.groups), **self.groups}
        return replace(
            content,
            tags=_changed(content.tags, self.add_tags, self.remove_tags),
            topics=_changed(content.topics, self.add_topics, self.remove_topics),
            tech=_changed(content.tech, self.add_tech, self.remove_tech),
            keywords=_changed(content.keywords, self.add_keywords, self.remove_keywords),
            level=None if self.no_level else self.level or content.level,
            groups=_necessities({level: group for level, group in groups.items() if group}),
            language=self.language or content.language,
        )


def _changed(values: Sequence[str], added: Sequence[str], removed: Sequence[str]) -> tuple[str, ...]:
    return tuple(value for value in dict.fromkeys(chain(values, added)) if value not in removed)
