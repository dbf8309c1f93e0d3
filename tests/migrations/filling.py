"""Rows for whatever tables a revision has, so that the next one is tried with data in it."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, func, insert, select

ROWS = 2


def fill(connection: Connection) -> dict[str, int]:
    """Put rows into every table, parents before children, and tell how many each has now."""
    tables = _tables(connection)
    for table in tables:
        for number in range(1, ROWS + 1):
            connection.execute(insert(table).values({column.name: _value(column, number) for column in table.c}))
    return count(connection)


def count(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in _tables(connection)
    }


def _tables(connection: Connection) -> list[Table]:
    known = MetaData()
    known.reflect(connection)
    return [
        table
        for table in known.sorted_tables
        if table.name != "alembic_version" and not table.name.startswith(("question_search", "procrastinate_"))
    ]


def _value(column: Column[Any], number: int) -> Any:
    """A value of the column's type; the same number in all columns makes references meet."""
    kind = column.type.python_type
    values: dict[type, Any] = {
        int: number,
        float: number / 2,
        bool: True,
        str: f"{column.name} {number}",
        bytes: b"%d" % number,
        object: {"number": number},  # JSON
        datetime: datetime(2026, 1, number, tzinfo=UTC),
    }
    return values[kind]
