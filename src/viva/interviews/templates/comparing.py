"""What differs between two revisions of a template."""

from collections.abc import Iterator
from typing import NamedTuple

from viva.interviews.templates.gates import in_words
from viva.interviews.templates.model import Fixed, Item, Section, Template, pick_in_words
from viva.interviews.templates.phrases import figure
from viva.kernel.i18n import _


class Differing(NamedTuple):
    """One thing that differs: where it stands, and what it was and is (None: it was not, or is no longer, there)."""

    where: str
    before: str | None
    after: str | None


def differences(before: Template, after: Template) -> tuple[Differing, ...]:
    """What became of a template, in its order."""
    return tuple(_differences(before, after))


def _differences(before: Template, after: Template) -> Iterator[Differing]:
    for where, one, other in (
        (_("Title"), before.title, after.title),
        (_("Language"), before.language, after.language),
        (_("Technologies"), ", ".join(before.tech), ", ".join(after.tech)),
        (_("Level"), before.level or "", after.level or ""),
        (_("Opening"), before.opening, after.opening),
        (_("Closing"), before.closing, after.closing),
        (_("Not to be raised"), ", ".join(before.avoid), ", ".join(after.avoid)),
        (_("Scale"), _scale(before), _scale(after)),
    ):
        if one != other:
            yield Differing(where, one, other)
    yield from _lists(_("Gate"), list(map(in_words, before.gates)), list(map(in_words, after.gates)))
    yield from _sections(before, after)


def _sections(before: Template, after: Template) -> Iterator[Differing]:
    old, new = ({section.title: section for section in each.sections} for each in (before, after))
    for title in dict.fromkeys((*old, *new)):
        if title not in new:
            yield Differing(_("Section"), title, None)
        elif title not in old:
            yield Differing(_("Section"), None, title)
    kept = [section for section in after.sections if section.title in old]
    if [each.title for each in kept] != [each.title for each in before.sections if each.title in new]:
        yield Differing(_("Order of sections"), ", ".join(old), ", ".join(new))
    for section in after.sections:
        yield from _section(old.get(section.title, Section(title=section.title, minutes=section.minutes)), section)


def _section(before: Section, after: Section) -> Iterator[Differing]:
    where = after.title
    if before.minutes != after.minutes:
        yield Differing(_("{section}: minutes").format(section=where), figure(before.minutes), figure(after.minutes))
    if before.note != after.note:
        yield Differing(_("{section}: note").format(section=where), before.note, after.note)
    yield from _lists(where, list(map(told, before.items)), list(map(told, after.items)))


def _lists(where: str, before: list[str], after: list[str]) -> Iterator[Differing]:
    for gone in before:
        if gone not in after:
            yield Differing(where, gone, None)
    for new in after:
        if new not in before:
            yield Differing(where, None, new)
    if before != after and sorted(before) == sorted(after):
        yield Differing(_("{section}: order").format(section=where), "; ".join(before), "; ".join(after))


def told(item: Item) -> str:
    """An item on one line."""
    ask = f"{item.ask.title or '…'} [{item.ask.key}]" if isinstance(item.ask, Fixed) else pick_in_words(item.ask)
    more = [
        item.group.capitalize() if item.group else "",
        _("{minutes} min").format(minutes=figure(item.minutes)) if item.minutes is not None else "",
        _("weight {weight}: {reason}").format(weight=figure(item.weight), reason=item.weight_reason)
        if item.weight != 1
        else "",
        *item.follow_ups,
    ]
    return " · ".join([ask, *(each for each in more if each)])


def _scale(template: Template) -> str:
    return ", ".join(f"{figure(step.value)} {step.label} {step.anchor}".strip() for step in template.scale.steps)
