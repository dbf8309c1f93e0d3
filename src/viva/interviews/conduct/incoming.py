"""What clients send, checked for its form before anything is done with it.

A change that made the program fail would be sent again and again, and hold up
all changes behind it; one that is refused here holds up nothing.
"""

from dataclasses import replace
from typing import Any

from viva.db.text import storable
from viva.interviews.conduct.changes import number, text
from viva.interviews.conduct.model import GUARDED, WITHOUT_LINE, Change, Kind
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.kernel.ids import IDS

LONGEST_KEY = 200
LINES = range(1, 1 << 31)
VERSIONS = range(1 << 31)

SWITCHES = frozenset({"ticked", "asked", "skipped"})
NUMBERS = frozenset({"rating", "seconds", "percent", "section"})
WHOLE_NUMBERS = frozenset({"point", "question", "seat", "after"})
TEXTS = frozenset({"text", "reason", "state", "prompt"})


def checked(change: Change) -> Change:
    """The change with its texts as a database keeps them; InvalidInput tells what is wrong with its form."""
    if not change.key or len(change.key) > LONGEST_KEY:
        raise InvalidInput(_("A request that changes something needs a key of 1 to 200 characters."))
    if change.line is None and change.kind not in WITHOUT_LINE | {Kind.OPEN}:
        raise InvalidInput(_("Say which question it is about."))
    if change.line is not None and change.line not in LINES:
        raise no_line()
    if change.kind in GUARDED and change.seen is None:
        raise InvalidInput(_("Say which version was looked at."))
    if change.seen is not None and change.seen not in VERSIONS:
        raise InvalidInput(_("“{name}” is a number.").format(name="seen"))
    return replace(change, values={name: _value(change, name) for name in change.values})


def no_line() -> InvalidInput:
    """The interview has no question of this number."""
    return InvalidInput(_("There is no such question in this interview."))


def _value(change: Change, name: str) -> Any:
    value = change.values[name]
    if name in TEXTS:
        return storable(text(change.values, name))
    if name in SWITCHES:
        if not isinstance(value, bool):
            raise InvalidInput(_("“{name}” is either true or false.").format(name=name))
    elif name in NUMBERS:
        return None if value is None else number(change.values, name)
    elif name not in WHOLE_NUMBERS:
        raise InvalidInput(_("A change has no value called “{name}”.").format(name=storable(name[:40])))
    elif value is not None and not (type(value) is int and (value == 0 or value in IDS)):
        raise InvalidInput(_("“{name}” is a number.").format(name=name))
    return value
