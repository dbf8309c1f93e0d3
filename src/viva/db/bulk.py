"""Many rows at once: naming them in pieces, and inserting them at the speed of the driver.

SQLAlchemy's own `executemany` looks at every value of every row again, which
costs several times what SQLite needs to write it. Here only the
values are looked at that the driver does not take as they are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, insert

from viva.db.base import FreeText, Json, Moment

_AT_ONCE = 500
"""How many ids a statement names at most: both databases have their limits."""


def in_chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """The ids in pieces, each few enough for one statement."""
    rest = iter(ids)
    return iter(lambda: list(islice(rest, _AT_ONCE)), [])


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, all of which have the same columns."""
    if not rows:
        return
    names = tuple(column.name for column in table.c if column.name in rows[0])
    prepared = _prepared(connection, table, names)
    columns: list[Iterable[Any]] = [map(itemgetter(name), rows) for name in names]
    for place, convert in prepared.converters:
        columns[place] = map(convert, columns[place])
    connection.exec_driver_sql(prepared.statement, list(zip(*columns, strict=True)))


class _Prepared(NamedTuple):
    """What it takes to insert rows with certain columns."""

    statement: str
    """With a mark for each column, in their order."""
    converters: list[tuple[int, Callable[[Any], Any]]]
    """What makes of a value what the driver takes, for the columns that need it, by their place."""


_known: dict[tuple[str, str, tuple[str, ...]], _Prepared] = {}
"""By dialect, table and columns: preparing costs as much as writing ten rows."""


def _prepared(connection: Connection, table: Table, names: tuple[str, ...]) -> _Prepared:
    key = (connection.dialect.name, table.name, names)
    if key not in _known:
        _known[key] = _Prepared(_statement(connection, table, names), _converters(connection, table, names))
    return _known[key]


def _statement(connection: Connection, table: Table, names: Sequence[str]) -> str:
    compiled = str(insert(table).compile(dialect=connection.dialect, column_keys=names))
    return compiled if connection.dialect.positional else compiled % dict.fromkeys(names, "%s")


def _converters(connection: Connection, table: Table, names: Sequence[str]) -> list[tuple[int, Callable[[Any], Any]]]:
    converters: list[tuple[int, Callable[[Any], Any]]] = []
    for place, kind in enumerate(table.c[name].type for name in names):
        if isinstance(kind, (Moment, FreeText, Json)):
            convert = kind.dialect_impl(connection.dialect).bind_processor(connection.dialect)
            if convert:
                converters.append((place, convert))
    return converters
