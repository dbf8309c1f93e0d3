"""The filters that a query may hold: their names, and the values each of them takes."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from viva.bank.model import QuestionStatus
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.notes.model import Group, Kind, Level, Need


class FilterName(StrEnum):
    """What a question is chosen by."""

    TOPIC = "topic"
    LEVEL = "level"
    GROUP = "group"
    TECH = "tech"
    LANG = "lang"
    KIND = "kind"
    STATUS = "status"
    TAG = "tag"
    SOURCE = "source"
    IS = "is"
    HAS = "has"
    NEED = "need"


@dataclass(frozen=True, slots=True)
class Condition:
    """A question must have one of the values; or none of them, when `excluded`."""

    name: FilterName
    values: tuple[str, ...]
    excluded: bool = False

    def __str__(self) -> str:
        """As one types it."""
        values = ",".join(f'"{value}"' if any(map(str.isspace, value)) else value for value in self.values)
        return f"{'-' if self.excluded else ''}{self.name}:{values}"


VANISHED: Final = "vanished"
OFFERED: Final = "offered"
EDITED: Final = "edited"

_NAMES: Final = MappingProxyType(
    {
        **{name.value: name for name in FilterName},
        "topics": FilterName.TOPIC,
        "language": FilterName.LANG,
        "needs": FilterName.NEED,
        "note": FilterName.SOURCE,
    }
)
_CHOICES: Final = MappingProxyType(
    {
        FilterName.LEVEL: tuple(Level),
        FilterName.GROUP: (*Group, *(f"{level}:{group}" for level in Level for group in Group)),
        FilterName.KIND: tuple(Kind),
        FilterName.STATUS: tuple(QuestionStatus),
        FilterName.IS: ("answered", "unanswered", "experience", EDITED, OFFERED, VANISHED),
        FilterName.HAS: ("code", "link", "picture", "diagram"),
        FilterName.NEED: tuple(Need),
    }
)
_TOLD: Final = 8
"""How many values are listed where there are more."""


def filter_named(word: str) -> FilterName | None:
    """The filter of this name; None where it is just a word before a colon."""
    return _NAMES.get(word.lower())


def checked(name: FilterName, value: str) -> str:
    """The value as it is stored; InvalidInput when the filter can never have it."""
    choices = _CHOICES.get(name)
    if choices is None:
        return value if name in {FilterName.SOURCE, FilterName.TAG} else value.lower()
    by_spelling = {choice.lower(): str(choice) for choice in choices}
    known = by_spelling.get(value.lower())
    if known is not None:
        return known
    from difflib import get_close_matches  # late: most queries are right

    meant = get_close_matches(value.lower(), list(by_spelling), n=1)
    told = _("The filter {name} knows no “{value}”: choose one of {choices}.").format(
        value=value, name=name, choices=", ".join(map(str, choices[:_TOLD]))
    )
    hint = " " + _("Did you mean “{word}”?").format(word=f"{name}:{by_spelling[meant[0]]}") if meant else ""
    raise InvalidInput(told + hint)
