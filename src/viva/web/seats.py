"""What a personal link sends, as changes of an interview; and what its screen shows, made ready for templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from pydantic import AwareDatetime, BaseModel, Field

from viva.db.text import storable
from viva.interviews.conduct.incoming import LONGEST_KEY, NUMBERS, SWITCHES, VERSIONS, WHOLE_NUMBERS
from viva.interviews.conduct.model import Change, Kind, Outcome
from viva.interviews.conduct.sheet import LineOnSheet, Sheet
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.kernel.numbers import whole
from viva.telling.interviews import Versions
from viva.telling.seats import Tier, said_of, tiers

NOT_VALUES = frozenset({"key", "kind", "line", "seen", "at"})


class SentChange(BaseModel):
    """A change as a page sends it."""

    key: str = Field(max_length=LONGEST_KEY, pattern="^[!-~ ]*$")
    kind: Kind
    line: int | None = None
    values: dict[str, Any] = {}
    seen: int | None = None
    at: AwareDatetime | None = Field(None, gt=datetime(1, 1, 3, tzinfo=UTC), lt=datetime(9999, 12, 29, tzinfo=UTC))

    def change(self) -> Change:
        """The same for the service."""
        return Change(key=self.key, kind=self.kind, line=self.line, values=self.values, seen=self.seen, at=self.at)


class Sent(BaseModel):
    """All that a page has to say, in its order."""

    changes: list[SentChange] = Field(max_length=500)


def change_in(form: Mapping[str, str]) -> Change:
    """The change that a form asks for; InvalidInput when it makes no sense."""
    kind = next((kind for kind in Kind if kind == form.get("kind")), None)
    if kind is None:
        raise InvalidInput(_("There is no such change of an interview."))
    values = {name: _value(name, text) for name, text in form.items() if name not in NOT_VALUES}
    return Change(
        key=form.get("key", ""), kind=kind, line=_whole(form, "line"), values=values, seen=_whole(form, "seen")
    )


def _value(name: str, text: str) -> Any:
    """As a page with a script sends it too: numbers as numbers, an empty one as none."""
    if name in SWITCHES:
        return text == "true"
    if name not in NUMBERS | WHOLE_NUMBERS:
        return text.replace("\r\n", "\n")
    try:
        return (int(text) if name != "rating" else float(text)) if text else None
    except ValueError:
        raise InvalidInput(_("“{name}” is a number.").format(name=name)) from None


def _whole(form: Mapping[str, str], name: str) -> int | None:
    value = form.get(name, "")
    if not value:
        return None
    number = whole(value, VERSIONS[-1])
    if number is None:
        raise InvalidInput(_("“{name}” is a number.").format(name=name))
    return number


def plain(outcome: Outcome, words: Versions | None) -> dict[str, Any]:
    """What became of a change, for the page that sent it; in words, where it was not carried out."""
    return {
        "key": outcome.key,
        "fate": outcome.fate.value,
        "sequence": outcome.sequence,
        "line": outcome.line,
        "version": outcome.version,
        "trouble": outcome.trouble,
        "theirs": dict(outcome.theirs),
        **({"words": {name: storable(text) for name, text in words._asdict().items()}} if words else {}),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A question on the screen."""

    place: int
    """Counted from 1, as the list shows it."""
    shown: LineOnSheet
    tiers: tuple[Tier, ...]
    before: int | None
    after: int | None
    """The lines beside it, to walk to."""
    up: int | None
    """The line behind which it stands when it is moved up; None: before all."""

    state: str
    """What was said of it, in one word or two."""


def cards(sheet: Sheet) -> tuple[Card, ...]:
    """All questions that are not swapped for another, in their order."""
    there = [each for each in sheet.lines if each.line.swapped_for is None]
    numbers = [each.line.number for each in there]

    def at(place: int) -> int | None:
        return numbers[place] if 0 <= place < len(numbers) else None

    return tuple(
        Card(
            place=place + 1,
            shown=each,
            tiers=tiers(each),
            before=at(place - 1),
            after=at(place + 1),
            up=at(place - 2),
            state=said_of(each, sheet.interview.scale),
        )
        for place, each in enumerate(there)
    )


def by_section(all_: Sequence[Card]) -> list[tuple[int, list[Card]]]:
    """Stretches of the list that belong to one section, each with the section's place."""
    return [(section, list(group)) for section, group in groupby(all_, lambda card: card.shown.line.section)]
