"""The form of a template: all of it as fields that a page without scripts can hold, and as a template."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, Self

from pydantic import Field

from viva.bank.stock import Stocked
from viva.interviews.scale import DEFAULT, Scale, Step
from viva.interviews.scale import checked as checked_scale
from viva.interviews.templates.gates import Gate, gate_of, in_words
from viva.interviews.templates.model import (
    LONGEST_TITLE,
    Template,
    checked,
    pick_in_words,
    pick_of,
)
from viva.interviews.templates.phrases import figure
from viva.kernel.errors import InvalidInput, NotFound
from viva.kernel.i18n import _, say
from viva.kernel.ids import IDS
from viva.kernel.numbers import whole
from viva.notes.model import Group, Level
from viva.web.asking import Change
from viva.web.template_fields import ItemFields, SectionFields, number_in, sections_of
from viva.web.wordings import with_lines

SAVE = "save"
EMPTY_STEPS = 2
"""Rows of a scale that wait to be filled."""

Named = Callable[[int], Stocked]
"""Finds a question by its number."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a form says: a template as far as it can be read, and what is wrong beside which field."""

    template: Template
    wrong: dict[str, str]


class TemplateForm(Change):
    """All of a template; lists are text with one on each line, sections and what they ask are rows."""

    key: str = ""
    do: str = SAVE
    seen: int = 0
    title: str = ""
    language: str = "en"
    tech: str = ""
    level: Level | Literal[""] = ""
    opening: str = ""
    closing: str = ""
    avoid: str = ""
    gates: str = ""
    scale: Literal["tiers", "own"] = "tiers"
    scale_name: str = ""
    step_value: list[str] = Field(default_factory=list)
    step_label: list[str] = Field(default_factory=list)
    step_anchor: list[str] = Field(default_factory=list)
    step_tier: list[str] = Field(default_factory=list)
    section: list[str] = Field(default_factory=list)
    minutes: list[str] = Field(default_factory=list)
    note: list[str] = Field(default_factory=list)
    more: list[str] = Field(default_factory=list)
    item_section: list[int] = Field(default_factory=list)
    item_key: list[str] = Field(default_factory=list)
    item_ask: list[str] = Field(default_factory=list)
    item_group: list[str] = Field(default_factory=list)
    item_minutes: list[str] = Field(default_factory=list)
    item_follow_ups: list[str] = Field(default_factory=list)
    item_weight: list[str] = Field(default_factory=list)
    item_why: list[str] = Field(default_factory=list)
    item_reason: list[str] = Field(default_factory=list)
    declined: list[str] = Field(default_factory=list)
    """Keys of questions that were offered and not wanted."""

    @classmethod
    def of(cls, template: Template, *, seen: int = 0) -> Self:
        """The form filled in with a template."""
        own = template.scale != DEFAULT
        return cls(
            seen=seen,
            title=template.title,
            language=template.language,
            tech=", ".join(template.tech),
            level=template.level or "",
            opening=template.opening,
            closing=template.closing,
            avoid=", ".join(template.avoid),
            gates="\n".join(map(in_words, template.gates)),
            scale="own" if own else "tiers",
            scale_name=template.scale.name if own else "",
            step_value=[figure(step.value) for step in template.scale.steps],
            step_label=[step.label if own else say(step.label, {}) for step in template.scale.steps],
            step_anchor=[step.anchor for step in template.scale.steps],
            step_tier=[step.tier or "" for step in template.scale.steps],
        ).holding(
            [
                SectionFields(
                    title=section.title,
                    minutes=figure(section.minutes),
                    note=section.note,
                    items=[ItemFields.of(item) for item in section.items],
                )
                for section in template.sections
            ]
        )

    def sections(self) -> list[SectionFields]:
        """The sections with what they ask."""
        made = [
            SectionFields(
                title=title,
                minutes=_at(self.minutes, number),
                note=with_lines(_at(self.note, number)),
                more=_at(self.more, number),
            )
            for number, title in enumerate(self.section)
        ]
        for number, section in enumerate(self.item_section):
            if 0 <= section < len(made):
                made[section].items.append(
                    ItemFields(
                        key=_at(self.item_key, number),
                        ask=_at(self.item_ask, number),
                        group=_at(self.item_group, number),
                        minutes=_at(self.item_minutes, number),
                        follow_ups=with_lines(_at(self.item_follow_ups, number)),
                        weight=_at(self.item_weight, number),
                        why=_at(self.item_why, number),
                        reason=_at(self.item_reason, number),
                    )
                )
        return made

    def holding(self, sections: list[SectionFields]) -> Self:
        """The form with these sections."""
        items = [(number, item) for number, section in enumerate(sections) for item in section.items]
        return self.model_copy(
            update={
                "section": [section.title for section in sections],
                "minutes": [section.minutes for section in sections],
                "note": [section.note for section in sections],
                "more": [section.more for section in sections],
                "item_section": [number for number, _item in items],
                "item_key": [item.key for _number, item in items],
                "item_ask": [item.ask for _number, item in items],
                "item_group": [item.group for _number, item in items],
                "item_minutes": [item.minutes for _number, item in items],
                "item_follow_ups": [item.follow_ups for _number, item in items],
                "item_weight": [item.weight for _number, item in items],
                "item_why": [item.why for _number, item in items],
                "item_reason": [item.reason for _number, item in items],
            }
        )

    def steps(self) -> list[tuple[str, str, str, str]]:
        """The rows of the scale, and empty ones below."""
        count = max(map(len, (self.step_value, self.step_label, self.step_anchor, self.step_tier)), default=0)
        rows = [
            (_at(self.step_value, n), _at(self.step_label, n), _at(self.step_anchor, n), _at(self.step_tier, n))
            for n in range(count)
        ]
        return [*(row for row in rows if any(row)), *[("", "", "", "")] * EMPTY_STEPS]

    def taking(self, named: Named) -> tuple[Self, dict[str, str]]:
        """The form with what was typed to be asked besides put in its place; what is not understood stays typed."""
        sections, wrong = self.sections(), dict[str, str]()
        for number, section in enumerate(sections):
            try:
                if section.more.strip():
                    section.items.append(_asked(section.more.strip(), named))
                    section.more = ""
            except (InvalidInput, NotFound) as trouble:
                wrong[f"more-{number}"] = str(trouble)
        return self.holding(sections), wrong

    def read(self) -> Read:
        """What the form says, with what is wrong by the name of its field."""
        wrong: dict[str, str] = {}
        template = Template(
            title=self.title.strip(),
            language=self.language.strip() or "en",
            tech=_names(self.tech),
            level=self.level or None,
            sections=tuple(sections_of(self.sections(), wrong)),
            gates=tuple(_gates(self.gates, wrong)),
            scale=self._scale(wrong),
            opening=with_lines(self.opening).strip("\n"),
            closing=with_lines(self.closing).strip("\n"),
            avoid=_names(self.avoid),
        )
        if not template.title or len(template.title) > LONGEST_TITLE:
            wrong["title"] = _("A template needs a title of at most {most} characters.").format(most=LONGEST_TITLE)
        try:
            checked(template)
        except InvalidInput as trouble:
            if not wrong:
                wrong[""] = str(trouble)
        return Read(template, wrong)

    def _scale(self, wrong: dict[str, str]) -> Scale:
        if self.scale == "tiers":
            return DEFAULT
        steps: list[Step] = []
        try:
            for value, label, anchor, tier in self.steps():
                if value or label:
                    group = Group(tier) if tier in set(Group) else None
                    steps.append(Step(number_in(value), label.strip(), anchor.strip(), group))
            return checked_scale(Scale(self.scale_name.strip(), tuple(steps)))
        except InvalidInput as trouble:
            wrong["scale"] = str(trouble)
            return DEFAULT


def _gates(text: str, wrong: dict[str, str]) -> Iterator[Gate]:
    for line in with_lines(text).split("\n"):
        try:
            if line.strip():
                yield gate_of(line.strip())
        except InvalidInput as trouble:
            wrong["gates"] = " ".join(filter(None, [wrong.get("gates", ""), str(trouble)]))


def _asked(text: str, named: Named) -> ItemFields:
    """What was typed to be asked: the number of a question, or a pick."""
    number = whole(text.removeprefix("#"), IDS[-1])
    if number is not None:
        return ItemFields.question(named(number))
    return ItemFields(ask=pick_in_words(pick_of(text)))


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in text.replace("\n", ",").split(",") if (name := " ".join(part.split()))))


def _at(texts: list[str], number: int) -> str:
    return texts[number] if number < len(texts) else ""
