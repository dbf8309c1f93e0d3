"""The text of a query with a filter more or less, as if a person had typed it so; all else of it stays as it is."""

from collections.abc import Iterator
from typing import NamedTuple

from viva.bank.search.filters import Condition
from viva.bank.search.query import conditions_in

_NEEDS_QUOTES = frozenset(", ")
_CANNOT_BE_TYPED = frozenset('"»”“«„')


class TypedFilter(NamedTuple):
    """One value of a filter that stands in a query, and the query without it."""

    name: str
    value: str
    excluded: bool
    without: str


def typed(name: str, value: str) -> str | None:
    """A filter as one types it; None where its value has marks that would end it."""
    if not _CANNOT_BE_TYPED.isdisjoint(value):
        return None
    quoted = not _NEEDS_QUOTES.isdisjoint(value) or any(map(str.isspace, value))
    return f'{name}:"{value}"' if quoted else f"{name}:{value}"


def behind(text: str) -> str:
    """A query as it goes on behind one filter more: that stands in front, for the last word may be unfinished."""
    return f" {text.lstrip()}".rstrip("\n")


def filters_in(text: str) -> Iterator[TypedFilter]:
    """Every value of every filter of a query, in the order they stand there; InvalidInput as a search gives it."""
    for start, end, condition in conditions_in(text):
        for number, value in enumerate(condition.values):
            rest = condition.values[:number] + condition.values[number + 1 :]
            left = _written(condition, rest)
            without = " ".join(filter(None, (text[:start].rstrip(), left, text[end:].lstrip())))
            yield TypedFilter(condition.name, value, condition.excluded, without)


def _written(condition: Condition, values: tuple[str, ...]) -> str:
    minus = "-" if condition.excluded else ""
    return " ".join(f"{minus}{typed(condition.name, value)}" for value in values)
