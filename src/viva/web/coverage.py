"""What an interview of a template would ask today, and what that covers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from viva.app import Unit
from viva.bank.groups import group_title
from viva.interviews.templates.choosing import Planned, group_at, main_topic
from viva.interviews.templates.model import Section, Template
from viva.interviews.templates.titles import topic_title
from viva.kernel.i18n import _, spoken
from viva.notes.model import Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is asked in a section."""

    section: Section
    planned: tuple[Planned, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What is asked, and how much of it is about what."""

    sections: tuple[Asking, ...]
    topics: tuple[tuple[str, int, None], ...]
    groups: tuple[tuple[str, int, None], ...]
    minutes: float
    questions: int
    missing: int


def coverage_of(unit: Unit, template: Template) -> Coverage:
    """What a template comes to with the bank as it is."""
    planned = unit.templates.preview(template)
    topics, groups = Counter[str](), Counter[Group]()
    for each in planned:
        if each.chosen:
            content = each.chosen.question.content
            topics[main_topic(content)] += 1
            groups[each.item.group or group_at(content, template.level)] += 1
    titled = [
        (topic_title(topic, spoken()) if topic else _("no topic"), count) for topic, count in topics.most_common()
    ]
    return Coverage(
        sections=tuple(_sections(template, planned)),
        topics=tuple((title, count, None) for title, count in titled),
        groups=tuple((group_title(group), groups[group], None) for group in Group if groups[group]),
        minutes=template.minutes,
        questions=sum(groups.values()),
        missing=sum(each.chosen is None for each in planned),
    )


def _sections(template: Template, planned: list[Planned]) -> Iterator[Asking]:
    at = 0
    for section in template.sections:
        yield Asking(section=section, planned=tuple(planned[at : at + section.questions]))
        at += section.questions
