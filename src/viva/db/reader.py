"""Reading a database in SQL, through whatever holds the connection to it; nothing of SQLAlchemy is needed for it."""

import json
import sqlite3
from collections.abc import Callable, Hashable, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Reader(Protocol):
    """One state of a database."""

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        ...

    def ask(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What a statement finds, as the driver gives it; in the statement a `?` stands for each value."""
        ...

    def while_unchanged(self, question: Hashable, answer: Callable[[], T]) -> T:
        """What `answer` gives, or gave before if the database is still as it was then."""
        ...


class FileReader:
    """A SQLite file that is asked once: nothing is kept for later."""

    dialect = "sqlite"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def ask(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What a statement finds."""
        return self._connection.execute(statement, values).fetchall()

    def while_unchanged(self, question: Hashable, answer: Callable[[], T]) -> T:  # noqa: ARG002 - as every reader
        """What `answer` gives."""
        return answer()


def moment_from(stored: str | datetime | None) -> datetime | None:
    """A moment as it was meant: SQLite keeps it as text, in UTC."""
    if isinstance(stored, str):
        return datetime.fromisoformat(stored).replace(tzinfo=UTC)
    return stored and stored.astimezone(UTC)


def json_from(stored: Any) -> Any:
    """What JSON says; PostgreSQL's driver has read it already."""
    return json.loads(stored) if isinstance(stored, str) else stored
