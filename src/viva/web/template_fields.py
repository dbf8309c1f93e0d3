"""The rows of a template's form, as they are typed and as what they say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from viva.bank.stock import Stocked
from viva.interviews.templates.model import Fixed, Item, Section, pick_in_words, pick_of
from viva.interviews.templates.phrases import figure
from viva.interviews.templates.titles import first_line
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.notes.model import Group

_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


@dataclass(slots=True, kw_only=True)
class ItemFields:
    """What is asked at one place, as it was typed."""

    key: str = ""
    """Of a question; empty: `ask` is a pick."""
    ask: str = ""
    group: str = ""
    minutes: str = ""
    follow_ups: str = ""
    weight: str = "1"
    why: str = ""
    reason: str = ""
    """Why it was proposed."""

    @classmethod
    def of(cls, item: Item) -> Self:
        """An item as fields."""
        return cls(
            key=item.ask.key if isinstance(item.ask, Fixed) else "",
            ask=item.ask.title if isinstance(item.ask, Fixed) else pick_in_words(item.ask),
            group=item.group or "",
            minutes=figure(item.minutes) if item.minutes is not None else "",
            follow_ups="\n".join(item.follow_ups),
            weight=figure(item.weight),
            why=item.weight_reason,
        )

    @classmethod
    def question(cls, question: Stocked, reason: str = "") -> Self:
        """A question as an item."""
        return cls(key=question.key, ask=first_line(question.content.prompt), reason=reason)


@dataclass(slots=True, kw_only=True)
class SectionFields:
    """A section, as it was typed."""

    title: str = ""
    minutes: str = "10"
    note: str = ""
    more: str = ""
    """What is to be asked besides."""
    items: list[ItemFields] = field(default_factory=list)


def sections_of(sections: list[SectionFields], wrong: dict[str, str]) -> Iterator[Section]:
    """What the rows say; what is wrong is told by the name of its field."""
    place, titles = 0, set[str]()
    for number, each in enumerate(sections):
        title = each.title.strip()
        if not title or title in titles:
            wrong[f"section-{number}"] = _("Every section needs a title of its own.")
        titles.add(title)
        items = []
        for item in each.items:
            items.append(_item(item, place, wrong))
            place += 1
        yield Section(
            title=title or str(number + 1),
            minutes=figure_in(each.minutes, f"minutes-{number}", wrong) or 0,
            items=tuple(item for item in items if item),
            note=each.note.strip("\n"),
        )


def _item(fields: ItemFields, place: int, wrong: dict[str, str]) -> Item | None:
    try:
        ask = Fixed(fields.key, fields.ask) if fields.key else pick_of(fields.ask)
    except InvalidInput as trouble:
        wrong[f"ask-{place}"] = str(trouble)
        return None
    weight = figure_in(fields.weight, f"weight-{place}", wrong)
    if weight not in (None, 1) and not fields.why.strip():
        wrong[f"weight-{place}"] = _("Say why it does not weigh 1.")
    return Item(
        ask=ask,
        group=Group(fields.group) if fields.group in set(Group) else None,
        minutes=figure_in(fields.minutes, f"item-minutes-{place}", wrong),
        follow_ups=tuple(line.strip() for line in fields.follow_ups.split("\n") if line.strip()),
        weight=1 if weight is None else weight,
        weight_reason=fields.why.strip() if weight not in (None, 1) else "",
    )


def figure_in(text: str, name: str, wrong: dict[str, str]) -> float | None:
    """A number in a field that may be empty."""
    try:
        return number_in(text) if text.strip() else None
    except InvalidInput as trouble:
        wrong[name] = str(trouble)
        return None


def number_in(text: str) -> float:
    """A number as people type it, with a point or a comma."""
    plain = text.strip().replace(",", ".")
    if not _NUMBER.fullmatch(plain) or len(plain) > 9:  # noqa: PLR2004 - no time is longer
        raise InvalidInput(_("“{text}” is no number.").format(text=text.strip()[:40]))
    return float(plain)
