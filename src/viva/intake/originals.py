"""Notes as they were brought, to be shown beside what was made of them."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from viva.kernel.errors import InvalidInput
from viva.notes.text.decoding import decode

LARGEST = 4 * 1024 * 1024
"""Bytes of a note that is read for that: larger ones would make people wait."""


def lines_of(location: str, sha256: str) -> Sequence[str] | None:
    """The lines of a note whose bytes had this hash; None where its file is gone, or says something else by now."""
    path = Path(location)
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            return None
        data = path.read_bytes()
    except (OSError, ValueError):  # not ours to read, or no path at all
        return None
    return lines_in(data) if hashlib.sha256(data).hexdigest() == sha256 else None


@lru_cache(maxsize=2)
def lines_in(data: bytes) -> Sequence[str] | None:
    """The lines of a note; None where it is too large, or no text.

    Whoever looks at a question of a note looks at the next one too.
    """
    if len(data) > LARGEST:
        return None
    try:
        return decode(data).lines
    except InvalidInput:
        return None
