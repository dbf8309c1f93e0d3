"""What an import hands over and what it reports, as plain values."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

ReadPicture = Callable[[str], bytes | None]
"""Gives the bytes of a picture by the target a note names, None when no such file is beside the note."""


class Outcome(StrEnum):
    """What an import did to a source."""

    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
    """The same content, at another place than before."""
    UNCHANGED = "unchanged"
    GONE = "gone"
    """Its file was deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What the bank made of one note."""

    source: str
    outcome: Outcome
    question_ids: tuple[int, ...]
    """The question of each draft, in the order of the note's drafts."""
    added: int = 0
    revised: int = 0
    returned: int = 0
    """Back in the notes after they had vanished from them."""
    vanished: int = 0
    missing_pictures: tuple[str, ...] = ()
