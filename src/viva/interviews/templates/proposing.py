"""Proposing a template: a balanced interview from the bank, with the reason for each question.

Pure, and the same for the same bank: where nothing else decides, the oldest question is taken.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from viva.bank.stock import Stocked
from viva.interviews.templates.choosing import GROUPS, Choice, Chosen, about, fits, group_at, main_topic
from viva.interviews.templates.gates import usual_gates
from viva.interviews.templates.model import Fixed, Item, Pick, Section, Template
from viva.interviews.templates.titles import first_line, topic_title
from viva.notes.model import Group, Level, Reason
from viva.notes.subject.taxonomy import taxonomy

MINUTES = {None: 5.0, Level.BEGINNER: 3.0, Level.INTERMEDIATE: 5.0, Level.ADVANCED: 7.0}
"""What an answer takes, where nobody says."""

SHARES = {Group.MUST: 0.5, Group.SHOULD: 0.3, Group.OKAY: 0.1, Group.PERFECT: 0.1}
"""How a balanced interview is made up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What kind of interview is wanted."""

    title: str
    language: str
    level: Level | None
    tech: tuple[str, ...]
    minutes: float
    topics: tuple[str, ...] = ()
    """Only of these, where any are named."""
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A template that a bank can fill, with the reason for each question, by key."""

    template: Template
    reasons: Mapping[str, Reason]
    topics: Mapping[str, int]
    """How many questions are about each, most first."""
    groups: Mapping[Group, int]
    minutes: float
    available: int
    """How many questions would have fitted."""


def propose(wish: Wish, choice: Choice) -> Proposal:
    """A balanced interview: half Must, a third Should, the topics of the bank in turn, as many as the time allows."""
    shell = Template(title=wish.title, language=wish.language, tech=wish.tech, level=wish.level, avoid=wish.avoid)
    anything = Pick()
    free = [
        question
        for question in choice.free()
        if fits(question, anything, shell, wish.level)
        and (wish.level is None or question.content.level in {None, wish.level})
        and not (wish.tech and question.content.tech and not set(wish.tech) & set(question.content.tech))
        and (not wish.topics or any(about(question.content, topic) for topic in wish.topics))
    ]
    available, left = len(free), wish.minutes
    taken: list[Chosen] = []
    topics: Counter[str] = Counter()
    groups: Counter[Group] = Counter()
    while free:
        affordable = [question for question in free if _minutes(question, wish.level) <= left]
        if not affordable:
            break
        best = min(affordable, key=lambda each: _worth(each, wish, choice, topics, groups))
        group, topic = group_at(best.content, wish.level), main_topic(best.content)
        taken.append(Chosen(best, _why(group, topic, topics, groups)))
        topics[topic] += 1
        groups[group] += 1
        left -= _minutes(best, wish.level)
        choice.take(best)
        still = {question.id for question in choice.free()}
        free = [question for question in free if question.id in still]
    return Proposal(
        template=_template_of(replace(shell, gates=usual_gates(groups)), taken),
        reasons={chosen.question.key: chosen.reason for chosen in taken},
        topics=dict(topics.most_common()),
        groups={group: groups[group] for group in GROUPS if groups[group]},
        minutes=sum(_minutes(chosen.question, wish.level) for chosen in taken),
        available=available,
    )


def _minutes(question: Stocked, level: Level | None) -> float:
    return MINUTES[question.content.level or level]


def _worth(
    question: Stocked, wish: Wish, choice: Choice, topics: Counter[str], groups: Counter[Group]
) -> tuple[object, ...]:
    group = group_at(question.content, wish.level)
    count = groups.total() + 1
    lacking = SHARES[group] * count - groups[group]
    topic = main_topic(question.content)
    return (
        choice.worn(question),
        not question.answered,
        round(-lacking, 6),
        topics[topic],
        wish.level is not None and question.content.level is not wish.level,
        not topic,
        not question.content.key_points,
        choice.asked.get(question.key, 0),
        question.id,
    )


def _why(group: Group, topic: str, topics: Counter[str], groups: Counter[Group]) -> Reason:
    values: dict[str, str | int] = {
        "group": group.capitalize(),
        "topic": topic or "–",
        "so_many": groups[group],
        "of": groups.total(),
    }
    if topic and not topics[topic]:
        return Reason("{group}, so far {so_many} of {of}; the first on {topic}", values)
    values["on_topic"] = topics[topic]
    return Reason("{group}, so far {so_many} of {of}; {on_topic} on {topic} before it", values)


def _template_of(shell: Template, taken: Sequence[Chosen]) -> Template:
    by_topic: dict[str, list[Chosen]] = {}
    for chosen in taken:
        by_topic.setdefault(_broad(main_topic(chosen.question.content)), []).append(chosen)
    sections = []
    for topic, here in by_topic.items():
        here.sort(key=lambda chosen: GROUPS.index(group_at(chosen.question.content, shell.level)))
        items = tuple(
            Item(ask=Fixed(chosen.question.key, first_line(chosen.question.content.prompt))) for chosen in here
        )
        minutes = sum(_minutes(chosen.question, shell.level) for chosen in here)
        sections.append(Section(title=topic_title(topic, shell.language), minutes=minutes, items=items))
    return replace(shell, sections=tuple(sections))


def _broad(topic: str) -> str:
    above = taxonomy().above(topic) if topic in taxonomy().topics else ()
    return above[-1] if above else topic
