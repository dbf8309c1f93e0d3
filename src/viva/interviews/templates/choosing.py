"""Choosing questions for an interview: what a template picks, and a proposal for one that is not written yet.

Pure, and the same for the same bank: where nothing else decides, the oldest question is taken.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from viva.bank.content import Content
from viva.bank.stock import Stocked
from viva.interviews.templates.model import Fixed, Item, Pick, Section, Template, pick_in_words
from viva.notes.model import Group, Level, Reason
from viva.notes.subject.taxonomy import taxonomy

GROUPS = tuple(Group)
MINUTES = {None: 5.0, Level.BEGINNER: 3.0, Level.INTERMEDIATE: 5.0, Level.ADVANCED: 7.0}
"""What an answer takes, where nobody says."""

SHARES = {Group.MUST: 0.5, Group.SHOULD: 0.3, Group.OKAY: 0.1, Group.PERFECT: 0.1}
"""How a balanced interview is made up."""

LONGEST_LINE = 120
"""What a list can show."""

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
    _taken: set[int] = field(default_factory=set)

    def take(self, question: Stocked) -> None:
        """Ask a question: it, and what is the same, is not chosen again."""
        self._taken |= {question.id, *self.same.get(question.id, ())}

    def free(self) -> list[Stocked]:
        """What can still be chosen."""
        return [question for question in self.pool if question.id not in self._taken]

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
    """The questions of a pick: of the group that comes first, then by level, answers to compare with, and age.

    Candidates can be compared only on what they were both asked, so the same
    questions are picked again until they are worn.
    """
    level = pick.level or template.level
    found: list[Chosen] = []
    for _each in range(pick.count):
        fitting = [question for question in choice.free() if _fits(question, pick, template, level)]
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


def _fits(question: Stocked, pick: Pick, template: Template, level: Level | None) -> bool:
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
        if _fits(question, anything, shell, wish.level)
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
        template=_template_of(shell, taken),
        reasons={chosen.question.key: chosen.reason for chosen in taken},
        topics=dict(topics.most_common()),
        groups={group: groups[group] for group in GROUPS if groups[group]},
        minutes=sum(_minutes(chosen.question, wish.level) for chosen in taken),
        available=available,
    )


def main_topic(content: Content) -> str:
    """What a question is about first of all; empty where nobody knows."""
    return content.topics[0] if content.topics else ""


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
    return Template(
        title=shell.title,
        language=shell.language,
        tech=shell.tech,
        level=shell.level,
        avoid=shell.avoid,
        sections=tuple(sections),
    )


def _broad(topic: str) -> str:
    above = taxonomy().above(topic) if topic in taxonomy().topics else ()
    return above[-1] if above else topic


def topic_title(topic: str, language: str) -> str:
    """What a topic is called in a language."""
    titles = taxonomy().topics[topic].titles if topic in taxonomy().topics else {}
    return titles.get(language) or titles.get("en") or topic or "–"


def first_line(text: str) -> str:
    """The title of a question: the first line of its prompt, shortened."""
    line = next((line.strip() for line in text.split("\n") if line.strip()), "")
    if len(line) <= LONGEST_LINE:
        return line
    cut = line[: LONGEST_LINE - 1]
    if cut.count("`") % 2:  # code is shown whole, or not at all
        cut = cut.rpartition("`")[0]
    return (cut.rpartition(" ")[0] or cut or line[: LONGEST_LINE - 1]).rstrip() + "…"
