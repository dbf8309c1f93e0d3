"""Many rows at once: naming them in pieces, and writing them at the speed of the driver.

SQLAlchemy's own `executemany` looks at every value of every row again, which
costs several times what SQLite needs to write it. Here only the
values are looked at that the driver does not take as they are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Insert, Table, Update, bindparam, insert, update

from viva.db.base import FreeText, Json, Moment
from viva.db.direct import asked, run

Named = TypeVar("Named")

_AT_ONCE = 500
"""How many rows a statement names at most: both databases have their limits."""


def in_chunks(names: Iterable[Named]) -> Iterator[list[Named]]:
    """What rows are known by in pieces, each few enough for one statement."""
    rest = iter(names)
    return iter(lambda: list(islice(rest, _AT_ONCE)), [])


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, all of which have the same columns."""
    if rows:
        prepared = _inserting(connection, table, rows[0])
        run(connection, prepared.statement, prepared.values(rows))


def insert_row(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Insert one row, and give the `id` that the database gave it."""
    prepared = _inserting(connection, table, row, returning=True)
    (values,) = prepared.values([row])
    ((given,),) = asked(connection, prepared.statement, values)
    return int(given)


def update_rows(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, key: str = "id", **computed: Any
) -> None:
    """Update rows, each known by its `key`, all with the same columns.

    What is `computed` is set as well: expressions without parameters, each always the same for its name.
    """
    if rows:
        prepared = _updating(connection, table, rows[0], key, computed)
        run(connection, prepared.statement, prepared.values(rows))


class _Prepared(NamedTuple):
    """What it takes to write rows with certain columns."""

    statement: str
    """With a mark for each column, in their order."""
    names: tuple[str, ...]
    converters: list[tuple[int, Callable[[Any], Any]]]
    """What makes of a value what the driver takes, for the columns that need it, by their place."""

    def values(self, rows: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
        """The values of rows as the driver takes them."""
        taken = [[row[name] for name in self.names] for row in rows]
        for place, convert in self.converters:
            for values in taken:
                values[place] = convert(values[place])
        return taken


_known: dict[tuple[Any, ...], _Prepared] = {}
"""By dialect, table, columns as a row names them and what is done: preparing costs as much as writing ten rows."""


def _inserting(connection: Connection, table: Table, row: Mapping[str, Any], *, returning: bool = False) -> _Prepared:
    key = (connection.dialect.name, table.name, *row, returning)
    if key not in _known:
        names = tuple(column.name for column in table.c if column.name in row)
        statement = insert(table).returning(table.c.id) if returning else insert(table)
        _known[key] = _prepared(connection, table, names, statement, column_keys=names)
    return _known[key]


def _updating(
    connection: Connection, table: Table, row: Mapping[str, Any], key: str, computed: Mapping[str, Any]
) -> _Prepared:
    known_by = (connection.dialect.name, table.name, *row, key, *computed)
    if known_by not in _known:
        names = tuple(column.name for column in table.c if column.name in row and column.name != key)
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
        statement = update(table).where(table.c[key] == bindparam("which")).values({**values, **computed})
        _known[known_by] = _prepared(connection, table, (*names, key), statement)
    return _known[known_by]


def _prepared(
    connection: Connection, table: Table, names: tuple[str, ...], statement: Insert | Update, **options: Any
) -> _Prepared:
    compiled = statement.compile(dialect=connection.dialect, **options)
    text = str(compiled)
    if not connection.dialect.positional:
        text %= dict.fromkeys(compiled.params, "%s")
    return _Prepared(text, names, _converters(connection, table, names))


def _converters(connection: Connection, table: Table, names: Sequence[str]) -> list[tuple[int, Callable[[Any], Any]]]:
    converters: list[tuple[int, Callable[[Any], Any]]] = []
    for place, kind in enumerate(table.c[name].type for name in names):
        if isinstance(kind, (Moment, FreeText, Json)):
            convert = kind.dialect_impl(connection.dialect).bind_processor(connection.dialect)
            if convert:
                converters.append((place, convert))
    return converters
