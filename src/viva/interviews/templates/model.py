"""A template as plain values: what is asked in one kind of interview, and what must hold at its end."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from viva.interviews.scale import DEFAULT, Scale
from viva.interviews.scale import checked as checked_scale
from viva.interviews.templates.gates import Gate
from viva.interviews.templates.phrases import COUNTS, Phrase, figure, quoted
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _, ngettext, say
from viva.notes.model import Group, Level

MOST_ITEMS = 200
MOST_MINUTES = 600
LONGEST_TITLE = 200
LONGEST_TEXT = 20_000
DIFFERENT_WEIGHT = 10


@dataclass(frozen=True, slots=True)
class Fixed:
    """One question, by its key; the title is for those who read the file."""

    key: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """So many questions that fit, chosen when an interview is made of the template."""

    count: int = 1
    topic: str | None = None
    tech: str | None = None
    level: Level | None = None
    only: Group | None = None
    """Of this group at the level, and no other."""
    first: Group | None = None
    """Those of this group first, others where there are not enough."""

    def __str__(self) -> str:
        count = COUNTS[self.count - 1] if self.count <= len(COUNTS) else str(self.count)
        whom = f"topic {quoted(self.topic)}" if self.topic is not None else "any topic"
        tech = f" in {quoted(self.tech)}" if self.tech is not None else ""
        level = f" at {self.level}" if self.level else ""
        only = f", only {self.only.capitalize()}" if self.only else ""
        first = f", {self.first.capitalize()} first" if self.first else ""
        return f"{count} of {whom}{tech}{level}{only}{first}"


def pick_of(text: str) -> Pick:
    """Read a pick, such as `two of topic concurrency at L2, Must first`; InvalidInput says what is not understood."""
    try:
        return _read_pick(Phrase(text))
    except InvalidInput as trouble:
        raise InvalidInput(_("The pick “{pick}”: {trouble}.").format(pick=text, trouble=trouble)) from trouble


def _read_pick(phrase: Phrase) -> Pick:
    count = phrase.count()
    if not phrase.take("questions"):
        phrase.take("question")
    topic = None
    if not phrase.take("of any topic"):
        phrase.expect("of topic")
        topic = phrase.word(_("a topic"))
    tech = phrase.word(_("a technology")) if phrase.take("in") else None
    level = phrase.level() if phrase.take("at") else None
    only = first = None
    while phrase.take(","):
        if phrase.take("only"):
            only = phrase.group()
        elif phrase.take("first"):
            first = phrase.group()
        else:
            first = phrase.group()
            phrase.expect("first")
    phrase.end()
    return Pick(count=count, topic=topic, tech=tech, level=level, only=only, first=first)


def pick_in_words(pick: Pick) -> str:
    """A pick in the language that is spoken, which `pick_of` reads, too; `str(pick)` is what is written in files."""
    count = say(COUNTS[pick.count - 1], {}) if pick.count <= len(COUNTS) else str(pick.count)
    if pick.topic is None:
        whom = ngettext("{count} of any topic", "{count} of any topic", pick.count).format(count=count)
    else:
        whom = ngettext("{count} of topic {topic}", "{count} of topic {topic}", pick.count)
        whom = whom.format(count=count, topic=quoted(pick.topic))
    tech = _(" in {tech}").format(tech=quoted(pick.tech)) if pick.tech is not None else ""
    level = _(" at {level}").format(level=pick.level) if pick.level else ""
    only = _(", only {group}").format(group=pick.only.capitalize()) if pick.only else ""
    first = _(", {group} first").format(group=pick.first.capitalize()) if pick.first else ""
    return f"{whom}{tech}{level}{only}{first}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What is asked at one place of a section."""

    ask: Fixed | Pick
    group: Group | None = None
    """Instead of the group that the question has at the template's level."""
    minutes: float | None = None
    """For each question; None: an equal share of the section's."""
    follow_ups: tuple[str, ...] = ()
    """What to ask next, beside what the question itself suggests."""
    weight: float = 1
    weight_reason: str = ""
    """Why it does not weigh as much as others."""

    @property
    def questions(self) -> int:
        """How many questions it stands for."""
        return self.ask.count if isinstance(self.ask, Pick) else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the interview, with the time for it."""

    title: str
    minutes: float
    items: tuple[Item, ...] = ()
    note: str = ""
    """For those who ask."""

    @property
    def questions(self) -> int:
        """How many questions are asked in it."""
        return sum(item.questions for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What one kind of interview asks."""

    title: str
    language: str = "en"
    """Of the talk."""
    tech: tuple[str, ...] = ()
    level: Level | None = None
    sections: tuple[Section, ...] = ()
    gates: tuple[Gate, ...] = ()
    scale: Scale = field(default=DEFAULT)
    opening: str = ""
    closing: str = ""
    avoid: tuple[str, ...] = ()
    """Topics that are not raised."""

    @property
    def minutes(self) -> float:
        """The planned time."""
        return sum(section.minutes for section in self.sections)

    @property
    def questions(self) -> int:
        """How many questions are asked."""
        return sum(section.questions for section in self.sections)

    def places(self) -> Iterator[tuple[Section, Item]]:
        """What is asked, in its order."""
        for section in self.sections:
            for item in section.items:
                yield section, item


def checked(template: Template) -> Template:
    """A template that a person made; InvalidInput tells what is wrong with it."""
    if not template.title.strip() or len(template.title) > LONGEST_TITLE:
        raise InvalidInput(_("A template needs a title of at most {most} characters.").format(most=LONGEST_TITLE))
    titles = [section.title.strip() for section in template.sections]
    if not all(titles) or len(set(titles)) != len(titles):
        raise InvalidInput(_("Every section needs a title of its own."))
    if template.questions > MOST_ITEMS:
        raise InvalidInput(_("A template asks at most {most} questions.").format(most=MOST_ITEMS))
    keys = [item.ask.key for _section, item in template.places() if isinstance(item.ask, Fixed)]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice:
        raise InvalidInput(_("Question {key} stands in the template twice.").format(key=twice))
    for section in template.sections:
        _check_section(section)
    texts = (template.opening, template.closing, *(section.note for section in template.sections), *template.avoid)
    if any(len(text) > LONGEST_TEXT for text in texts):
        raise InvalidInput(_("A text of a template has at most {most} characters.").format(most=LONGEST_TEXT))
    checked_scale(template.scale)
    return template


def _check_section(section: Section) -> None:
    if not 0 <= section.minutes <= MOST_MINUTES:
        raise InvalidInput(
            _("The time of section “{title}” is between 0 and {most} minutes.").format(
                title=section.title, most=MOST_MINUTES
            )
        )
    for item in section.items:
        if item.minutes is not None and not 0 < item.minutes <= MOST_MINUTES:
            raise InvalidInput(_("A question has between 0 and {most} minutes.").format(most=MOST_MINUTES))
        if not 0 < item.weight <= DIFFERENT_WEIGHT:
            raise InvalidInput(_("A weight is more than 0 and at most {most}.").format(most=DIFFERENT_WEIGHT))
        if item.weight != 1 and not item.weight_reason.strip():
            raise InvalidInput(
                _("In section “{title}” a question weighs {weight} instead of 1: say why.").format(
                    title=section.title, weight=figure(item.weight)
                )
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateLine:
    """A template as a list shows it."""

    id: int
    key: str
    version: int
    title: str
    language: str
    tech: tuple[str, ...]
    level: Level | None
    minutes: float
    questions: int
    revision: int
    changed_at: datetime
    retired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTemplate:
    """One revision of a template."""

    id: int
    key: str
    version: int
    """What to send back as `seen` when changing it."""
    revision: int
    """The number of this wording, counted from 1."""
    latest: int
    made_at: datetime
    made_by: str
    retired: bool
    template: Template


@dataclass(frozen=True, slots=True)
class TemplateRevision:
    """One of the wordings that a template has had."""

    number: int
    made_at: datetime
    made_by: str
    title: str
