"""Values of the product as plain data that JSON can hold."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum, IntEnum
from typing import Any

from viva.notes.model import Reason, Span


def plain(value: Any) -> Any:
    """The value with its fields by name, enumerations by their word, spans as `[first, last]`."""
    match value:
        case None | bool() | str() if not isinstance(value, Enum):
            return value
        case Reason() | datetime():
            return str(value) if isinstance(value, Reason) else value.isoformat()
        case Enum():
            return word(value)
        case int() | float():
            return value
        case Span():
            return list(value)
        case Mapping():
            return {str(plain(key)): plain(kept) for key, kept in value.items()}
        case _ if is_dataclass(value):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        case tuple() if names := getattr(value, "_fields", ()):
            return {name: plain(getattr(value, name)) for name in names}
        case Sequence():
            return [plain(one) for one in value]
        case _:
            return str(value)


def word(value: Enum) -> str:
    """How an enumeration's member is written: numbers by their name."""
    return value.name.lower() if isinstance(value, IntEnum) else str(value.value)
