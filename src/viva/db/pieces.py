"""Pieces of SQL, each beside the values it needs, and statements put together of them."""

import re
from collections.abc import Iterable
from itertools import chain
from typing import Any, NamedTuple


class Piece(NamedTuple):
    """A piece of a statement, or all of it, and a value for each `?` in it."""

    sql: str
    values: tuple[Any, ...] = ()


def all_of(pieces: Iterable[Piece]) -> Piece:
    """The condition that all of them are true."""
    return _joined(" AND ", pieces)


def any_of(pieces: Iterable[Piece]) -> Piece:
    """The condition that one of them is, in brackets."""
    sql, values = _joined(" OR ", pieces)
    return Piece(f"({sql})", values)


def ends_with(column: str, ending: str) -> Piece:
    """The condition that a text ends so; what a pattern would take for more than a letter is only itself."""
    literally = re.sub("[/%_]", r"/\g<0>", ending)
    return Piece(f"{column} LIKE ? ESCAPE '/'", (f"%{literally}",))


def first(count: int, found: Piece, order: str) -> Piece:
    """So many of what a statement finds, in an order."""
    return Piece(f"{found.sql} ORDER BY {order} LIMIT ?", (*found.values, count))


def _joined(between: str, pieces: Iterable[Piece]) -> Piece:
    several = list(pieces)
    return Piece(
        between.join([each.sql for each in several]), tuple(chain.from_iterable(each.values for each in several))
    )
