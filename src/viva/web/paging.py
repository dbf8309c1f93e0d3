"""Lists that are shown page by page."""

from collections.abc import Callable
from dataclasses import dataclass

from viva.web.templating import query

PAGE = 50
FURTHEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of a list is shown, of how many."""

    page: int
    pages: int
    at: Callable[[int], str]
    """The address of another page."""


def offset(page: int) -> int:
    """How many lines stand before a page."""
    return (_within(page) - 1) * PAGE


def paging(page: int, total: int, address: str, **filters: object) -> Paging:
    """The pages of a list of so many lines, at an address with its filters."""

    def at(number: int) -> str:
        asked = query(**filters, page=number if number > 1 else "")
        return f"{address}?{asked}" if asked else address

    return Paging(_within(page), -(-total // PAGE), at)


def _within(page: int) -> int:
    return min(max(page, 1), FURTHEST)
