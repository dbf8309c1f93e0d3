"""Choosing questions for an interview: what a template picks.

Pure, and the same for the same bank: where nothing else decides, the oldest question is taken.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from viva.bank.content import Content
from viva.bank.stock import Stocked
from viva.interviews.templates.model import Fixed, Item, Pick, Section, Template, pick_in_words
from viva.notes.model import Group, Level, Reason
from viva.notes.subject.taxonomy import taxonomy

GROUPS = tuple(Group)

OFTEN = 5
"""Interviews in which a question was asked, after which another is preferred."""


def group_at(content: Content, level: Level | None) -> Group:
    """How necessary a question is at a level: what is said of it, of the nearest level, or Should."""
    said = {necessity.level: necessity.group for necessity in content.groups}
    wanted = level or content.level
    if wanted is None or not said:
        return Group.SHOULD
    if wanted in said:
        return said[wanted]
    levels = list(Level)
    return said[min(said, key=lambda each: (abs(levels.index(each) - levels.index(wanted)), each))]


class Chosen(NamedTuple):
    """A question that is asked, and why it was chosen."""

    question: Stocked
    reason: Reason


@dataclass(frozen=True, slots=True)
class Planned:
    """One question at its place in an interview; None: the bank has none for this place."""

    section: Section
    item: Item
    chosen: Chosen | None
    problem: Reason | None = None


@dataclass(kw_only=True)
class Choice:
    """What there is to choose among, and what was chosen already."""

    pool: Sequence[Stocked]
    same: Mapping[int, Iterable[int]] = field(default_factory=dict)
    """Questions that are the same in other words, by number."""
    asked: Mapping[str, int] = field(default_factory=dict)
    """In how many interviews each question was asked, by key."""
    spoken: Collection[int] | None = None
    """Which of them can be asked in the language of the talk, where that is another than the template's."""
    _taken: set[int] = field(default_factory=set)

    def take(self, question: Stocked) -> None:
        """Ask a question: it, and what is the same, is not chosen again."""
        self._taken |= {question.id, *self.same.get(question.id, ())}

    def free(self) -> list[Stocked]:
        """What can still be chosen."""
        return [question for question in self.pool if question.id not in self._taken]

    def foreign(self, question: Stocked) -> bool:
        """Whether it could not be asked in the language of the talk."""
        return self.spoken is not None and question.id not in self.spoken

    def worn(self, question: Stocked) -> bool:
        """Whether it was asked so often that another is better."""
        return self.asked.get(question.key, 0) >= OFTEN


def resolve(template: Template, choice: Choice, fixed: Mapping[str, Stocked]) -> list[Planned]:
    """What an interview of this template asks, in its order: fixed questions first have their places."""
    for _section, item in template.places():
        if isinstance(item.ask, Fixed) and item.ask.key in fixed:
            choice.take(fixed[item.ask.key])
    planned: list[Planned] = []
    for section, item in template.places():
        if isinstance(item.ask, Fixed):
            question = fixed.get(item.ask.key)
            if question is None:
                problem = Reason("question {key} is not in the bank", {"key": item.ask.key})
                planned.append(Planned(section, item, None, problem))
            else:
                planned.append(Planned(section, item, Chosen(question, Reason("the template names it"))))
            continue
        chosen = picked(item.ask, template, choice)
        planned += [Planned(section, item, each) for each in chosen]
        if len(chosen) < item.ask.count:
            values: dict[str, str | int] = {
                "pick": pick_in_words(item.ask),
                "found": len(chosen),
                "wanted": item.ask.count,
            }
            missing = Reason("“{pick}”: the bank has only {found} of {wanted}", values)
            planned += [Planned(section, item, None, missing)] * (item.ask.count - len(chosen))
    return planned


def picked(pick: Pick, template: Template, choice: Choice) -> list[Chosen]:
    """The questions of a pick: of the language of the talk and the group that comes first, then by level, and so on.

    Candidates can be compared only on what they were both asked, so the same
    questions are picked again until they are worn.
    """
    level = pick.level or template.level
    found: list[Chosen] = []
    for _each in range(pick.count):
        fitting = [question for question in choice.free() if fits(question, pick, template, level)]
        if not fitting:
            break
        best = min(fitting, key=lambda question: _rank(question, pick, template, choice))
        choice.take(best)
        group = group_at(best.content, level)
        values = {"group": group.capitalize(), "level": best.content.level or "–", "topic": pick.topic or "–"}
        found.append(Chosen(best, Reason("{group} of topic {topic}, level {level}", values)))
    return found


def another(template: Template, topic: str | None, choice: Choice) -> Chosen | None:
    """One more question that suits a template: of this topic where there is one, necessary ones first."""
    for about_it in dict.fromkeys((topic, None)):
        chosen = picked(Pick(topic=about_it, first=Group.MUST), template, choice)
        if chosen:
            return chosen[0]
    return None


def fits(question: Stocked, pick: Pick, template: Template, level: Level | None) -> bool:
    """Whether a pick of a template may take a question."""
    content = question.content
    if content.language != template.language or (pick.level and content.level not in {None, pick.level}):
        return False
    if pick.topic is not None and not about(content, pick.topic):
        return False
    if pick.tech is not None and content.tech and pick.tech not in content.tech:
        return False
    if any(about(content, topic) for topic in template.avoid):
        return False
    return pick.only is None or group_at(content, level) is pick.only


def about(content: Content, topic: str) -> bool:
    """Whether a question is about a topic, or about a narrower one."""
    known = taxonomy()
    named = set(content.topics)
    return topic in named or any(name in known.topics and topic in known.above(name) for name in named)


def broader(topics: Iterable[str]) -> tuple[str, ...]:
    """Topics with the wider ones above them."""
    known = taxonomy()
    named = list(topics)
    return tuple(
        dict.fromkeys([*named, *(wider for name in named if name in known.topics for wider in known.above(name))])
    )


def _rank(question: Stocked, pick: Pick, template: Template, choice: Choice) -> tuple[object, ...]:
    content = question.content
    level = pick.level or template.level
    group = group_at(content, level)
    return (
        choice.foreign(question),
        pick.first is not None and group is not pick.first,
        choice.worn(question),
        level is not None and content.level is not level,
        bool(template.tech and content.tech) and not set(template.tech) & set(content.tech),
        not question.answered,
        not content.key_points,
        GROUPS.index(group),
        choice.asked.get(question.key, 0) if choice.worn(question) else 0,
        question.id,
    )


def main_topic(content: Content) -> str:
    """What a question is about first of all; empty where nobody knows."""
    return content.topics[0] if content.topics else ""
