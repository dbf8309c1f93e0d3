"""Making a template of an imported note: its sections, its questions, its levels."""

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TypeVar

from viva.bank.stock import Stocked
from viva.interviews.templates.model import MOST_ITEMS, MOST_MINUTES, Fixed, Item, Section, Template
from viva.interviews.templates.proposing import MINUTES
from viva.interviews.templates.titles import first_line

V = TypeVar("V")


def template_of_note(name: str, questions: Sequence[Stocked]) -> Template:
    """A template that asks what a note asks, in its order; each section is headed as in the note.

    Language, level and technologies are those that most of its questions have;
    the time is what answers of their levels take.
    """
    title = PurePosixPath(name).stem or name
    level = _most([question.content.level for question in questions if question.content.level])
    sections: dict[str, list[Stocked]] = {}
    for question in questions[:MOST_ITEMS]:
        sections.setdefault(" › ".join(question.content.section) or title, []).append(question)
    tech = Counter(tech for question in questions for tech in question.content.tech)
    return Template(
        title=title,
        language=_most([question.content.language for question in questions]) or "en",
        tech=tuple(name for name, count in tech.most_common(3) if 2 * count >= len(questions)),
        level=level,
        sections=tuple(
            Section(
                title=heading,
                minutes=min(MOST_MINUTES, sum(MINUTES[question.content.level or level] for question in here)),
                items=tuple(Item(ask=Fixed(each.key, first_line(each.content.prompt))) for each in here),
            )
            for heading, here in sections.items()
        ),
    )


def _most(values: Sequence[V]) -> V | None:
    return Counter(values).most_common(1)[0][0] if values else None
