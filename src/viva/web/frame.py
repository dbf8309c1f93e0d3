"""What stands around every page of the bank: the bar on top and the way to the other pages."""

from typing import NamedTuple

from viva.web.areas import first_part
from viva.web.pages import MODULES

_BELOW = {"questions": "bank", "rules": "findings"}
"""Pages without a place of their own, and that from which one comes to them."""

_SEARCHES = "/bank"
"""The page that has a field to search by itself."""


class Frame(NamedTuple):
    """What it depends on; the address of the page is filled in."""

    language: str
    here: str
    """The page that one is at or below; nothing where there is none such."""
    searches: bool

    @property
    def place(self) -> tuple[str, str, bool]:
        """There are few of them, and each has a place of its own."""
        return "frame", self.here, self.searches

    @property
    def weight(self) -> int:
        """Nothing is kept but what is shown."""
        return 0


def frame_of(path: str, language: str) -> Frame:
    """The frame of the page at an address."""
    first = first_part(path)
    first = _BELOW.get(first, first)
    return Frame(language, f"/{first}" if first in MODULES else "", path != _SEARCHES)
