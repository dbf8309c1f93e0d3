"""Statements straight to the driver, for the few that every change needs.

SQLAlchemy keeps books about each statement and its result, which costs
several times what SQLite needs to answer. Values mean the same here as there.
"""

from collections import namedtuple
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select
from sqlalchemy.sql.dml import ReturningUpdate

from viva.db.trouble import in_words

Asked = Select[*tuple[Any, ...]] | ReturningUpdate[*tuple[Any, ...]]


def read_rows(connection: Connection, query: Asked, **values: Any) -> list[Any]:
    """The rows that a query finds, or an update returns, as named tuples; it is one that a module has made once."""
    reading = _reading(connection, query)
    named = reading.fixed | {name: reading.writers[name](value) for name, value in values.items()}
    chosen = named if reading.marks is None else [named[name] for name in reading.marks]
    return [
        reading.row(*(read(each) if read else each for read, each in zip(reading.readers, row, strict=True)))
        for row in asked(connection, reading.statement, chosen)
    ]


def run(connection: Connection, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Run a statement of the driver's own with each of these rows of values."""
    with _cursor(connection) as cursor:
        if len(rows) == 1:
            cursor.execute(statement, rows[0])
        else:
            cursor.executemany(statement, rows)


def asked(connection: Connection, statement: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """What the database answers to a statement of the driver's own, as the driver gives it."""
    with _cursor(connection) as cursor:
        cursor.execute(statement, values)
        answer: list[tuple[Any, ...]] = cursor.fetchall()
    return answer


@contextmanager
def _cursor(connection: Connection) -> Generator[Any]:
    """A cursor of the driver, whose trouble is told as that of any other statement."""
    cursor = connection.connection.cursor()
    try:
        yield cursor
    except connection.dialect.loaded_dbapi.Error as trouble:
        raise in_words(trouble, connection.engine.url) or trouble from trouble
    finally:
        cursor.close()


class _Reading(NamedTuple):
    """What it takes to read the rows of a query."""

    query: Asked
    """Kept, so that no other comes to have its number."""
    statement: str
    marks: list[str] | None
    """The names of the values in their order; None where the statement names them."""
    fixed: dict[str, Any]
    """The values that the query brings along."""
    writers: dict[str, Callable[[Any], Any]]
    """What makes of a value what the driver takes."""
    row: Callable[..., Any]
    readers: list[Callable[[Any], Any] | None]
    """What makes of each column what it means."""


_known: dict[tuple[str, int], _Reading] = {}
"""By dialect and query."""


def _reading(connection: Connection, query: Asked) -> _Reading:
    dialect = connection.dialect
    key = (dialect.name, id(query))
    if key not in _known:
        compiled: Any = query.compile(dialect=dialect)
        columns = list(query.exported_columns)
        writers = {
            name: mark.type.dialect_impl(dialect).bind_processor(dialect) or _as_it_is
            for name, mark in compiled.binds.items()
        }
        _known[key] = _Reading(
            query,
            str(compiled),
            list(compiled.positiontup or ()) if dialect.positional else None,
            {
                name: writers[name](value)
                for name, value in compiled.params.items()
                if not compiled.binds[name].required
            },
            writers,
            _row_with([str(column.key) for column in columns]),
            [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns],
        )
    return _known[key]


def _as_it_is(value: Any) -> Any:
    return value


def _row_with(names: list[str]) -> Callable[..., Any]:
    """A class of rows: what its columns are, only a query knows."""
    return namedtuple("Found", names)  # noqa: PYI024  # pyright: ignore[reportUntypedNamedTuple]
