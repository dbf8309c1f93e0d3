"""Statements straight to the driver, for the few that every change needs.

SQLAlchemy keeps books about each statement and its result, which costs
several times what SQLite needs to answer. Values mean the same here as there.
"""

from collections import namedtuple
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import BigInteger, ColumnElement, Connection, Dialect, Float, Select, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, SessionTransaction
from sqlalchemy.sql.dml import ReturningUpdate
from sqlalchemy.types import TypeEngine

from viva.db.base import Json
from viva.db.trouble import in_words
from viva.db.unchanged import while_unchanged

Asked = Select[*tuple[Any, ...]] | ReturningUpdate[*tuple[Any, ...]]
T = TypeVar("T")


class SessionReader:
    """A transaction, as a reader of the database."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.dialect = session.get_bind().dialect.name

    def ask(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What a statement finds; what the transaction has changed is written first, as for any other."""
        self._session.flush()
        marked = statement if self.dialect == "sqlite" else statement.replace("?", "%s")
        return asked(connection_of(self._session), marked, values)

    def while_unchanged(self, question: Hashable, answer: Callable[[], T]) -> T:
        """What `answer` gives, or gave before if the database is still as it was then."""
        return while_unchanged(self._session, question, answer)


def connection_of(session: Session) -> Connection:
    """The connection of a session's transaction; a page asks a dozen times, and the session keeps books about each."""
    kept: tuple[SessionTransaction, Connection] | None = session.info.get("viva_connection")
    if kept is not None and kept[0] is session.get_transaction() and kept[0].is_active:
        return kept[1]
    connection = session.connection()
    session.info["viva_connection"] = session.get_transaction(), connection
    return connection


def read_rows(connection: Connection, query: Asked, **values: Any) -> list[Any]:
    """The rows that a query finds, or an update returns, as named tuples; it is one that a module has made once."""
    reading = _reading(connection, query)
    named = reading.fixed | {name: reading.writers[name](value) for name, value in values.items()}
    chosen = named if reading.marks is None else [named[name] for name in reading.marks]
    return [reading.row_of(row) for row in asked(connection, reading.statement, chosen)]


def among_ids(column: ColumnElement[int] | InstrumentedAttribute[int], dialect: str) -> ColumnElement[bool]:
    """Whether a number is one of `ids`: however many, so that one statement serves them all."""
    if dialect == "sqlite":
        return column.in_(select(func.json_each(bindparam("ids", type_=Json)).table_valued("value").c.value))
    from sqlalchemy.dialects.postgresql import ARRAY  # late: few have that database

    return column == func.any(bindparam("ids", type_=ARRAY(BigInteger)))


def run(connection: Connection, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Run a statement of the driver's own with each of these rows of values."""
    with _Cursor(connection) as cursor:
        if len(rows) == 1:
            cursor.execute(statement, rows[0])
        else:
            cursor.executemany(statement, rows)


def asked(connection: Connection, statement: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """What the database answers to a statement of the driver's own, as the driver gives it."""
    with _Cursor(connection) as cursor:
        cursor.execute(statement, values)
        answer: list[tuple[Any, ...]] = cursor.fetchall()
    return answer


class _Cursor:
    """A cursor of the driver, whose trouble is told as that of any other statement.

    A class, since each change opens some ten of them, and a generator costs as much as the quickest statement.
    """

    __slots__ = ("_connection", "_cursor")

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._cursor = connection.connection.cursor()

    def __enter__(self) -> Any:
        return self._cursor

    def __exit__(self, _kind: object, trouble: BaseException | None, _where: object) -> None:
        self._cursor.close()
        if isinstance(trouble, self._connection.dialect.loaded_dbapi.Error):
            raise in_words(trouble, self._connection.engine.url) or trouble from trouble


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
    readers: list[tuple[int, Callable[[Any], Any]]]
    """What makes of a column what it means, by its place, where that is not what the driver gives."""

    def row_of(self, given: tuple[Any, ...]) -> Any:
        """A row as it is meant."""
        values = list(given)
        for place, read in self.readers:
            values[place] = read(values[place])
        return self.row(*values)


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
            [(place, read) for place, column in enumerate(columns) if (read := _reader_of(column.type, dialect))],
        )
    return _known[key]


def _reader_of(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    if isinstance(kind, Float):  # each driver gives one, and PostgreSQL's would be asked which of its own it was
        return None
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _as_it_is(value: Any) -> Any:
    return value


def _row_with(names: list[str]) -> Callable[..., Any]:
    """A class of rows: what its columns are, only a query knows."""
    return namedtuple("Found", names)  # noqa: PYI024  # pyright: ignore[reportUntypedNamedTuple]
