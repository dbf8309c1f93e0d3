"""Cursors: where a page of a list ended, as a text that only we read."""

import base64
import binascii

from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.kernel.ids import IDS
from viva.kernel.numbers import whole


def written(place: int) -> str:
    """A place in a list, for the next request."""
    return base64.urlsafe_b64encode(f"1:{place}".encode()).decode().rstrip("=")


def read(cursor: str | None) -> int | None:
    """The place a cursor stands for; InvalidInput when we did not write it."""
    if cursor is None:
        return None
    try:
        version, _colon, place = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(":")
    except (binascii.Error, ValueError):
        version, place = "", ""
    number = whole(place, IDS[-1]) if version == "1" else None
    if not number:
        raise InvalidInput(_("The cursor is none that an earlier answer gave."))
    return number
