"""The buttons of a template's form that move, remove and add rows."""

from viva.interviews.templates.choosing import Chosen
from viva.kernel.numbers import whole
from viva.telling import words
from viva.web.template_fields import ItemFields, SectionFields

ADD_SECTION = "section"
SWAP, SUGGEST = "swap", "suggest"
"""What needs the bank."""

_MOST_ROWS = 9_999


def button(do: str) -> tuple[str, int]:
    """What a button does, and the number of the row it stands at; -1 for none."""
    name, _colon, number = do.partition(":")
    row = whole(number, _MOST_ROWS)
    return name, -1 if row is None else row


def changed(sections: list[SectionFields], do: str) -> list[SectionFields]:
    """The sections with what a button wanted; one that is not there changes nothing."""
    name, number = button(do)
    if name == ADD_SECTION:
        return [*sections, SectionFields()]
    if name.endswith("-section") and 0 <= number < len(sections):
        return _sections_changed(list(sections), name, number)
    place = place_of(sections, number)
    if place is None:
        return sections
    section, at = place
    items = sections[section].items
    if name == "drop":
        items.pop(at)
    elif name == "up":
        _move(sections, section, at, -1)
    elif name == "down":
        _move(sections, section, at, 1)
    return sections


def place_of(sections: list[SectionFields], number: int) -> tuple[int, int] | None:
    """Where the item with a number stands, counted through all sections."""
    left = number
    for section, each in enumerate(sections):
        if 0 <= left < len(each.items):
            return section, left
        left -= len(each.items)
    return None


def offered(chosen: Chosen) -> ItemFields:
    """A question that was chosen, as a row."""
    return ItemFields.question(chosen.question, words.reason(chosen.reason))


def _sections_changed(sections: list[SectionFields], name: str, number: int) -> list[SectionFields]:
    if name == "drop-section":
        del sections[number]
        return sections
    other = number + {"up-section": -1, "down-section": 1}.get(name, 0)
    if 0 <= other < len(sections):
        sections[number], sections[other] = sections[other], sections[number]
    return sections


def _move(sections: list[SectionFields], section: int, at: int, step: int) -> None:
    """Move an item by one place; from the end of a section it goes into the next."""
    items = sections[section].items
    if 0 <= at + step < len(items):
        items[at], items[at + step] = items[at + step], items[at]
    elif 0 <= section + step < len(sections):
        item = items.pop(at)
        there = sections[section + step].items
        there.insert(0 if step > 0 else len(there), item)
