"""Notes as they lie in their files, to be shown beside what was made of them."""

import hashlib
from collections.abc import Sequence
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
        if hashlib.sha256(data).hexdigest() != sha256:
            return None
        return decode(data).lines
    except (OSError, ValueError, InvalidInput):  # not ours to read, no path at all, or no text
        return None
