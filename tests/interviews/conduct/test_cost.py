"""What a change costs the database: so little that fifty interviews go on at once."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.interviews.conduct.table import Table, an_interview
from viva.app import App
from viva.interviews.conduct.model import Fate, Kind


@pytest.fixture
def table(app: App) -> Table:
    return an_interview(app)


@contextmanager
def heard() -> Generator[list[str]]:
    """The first words of what is sent to the driver."""
    statements: list[str] = []

    def hear(_connection: Any, _cursor: Any, text: str, *_rest: Any) -> None:
        if not text.startswith(("BEGIN", "PRAGMA")):
            statements.append(text.split(maxsplit=1)[0])

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def test_a_note_asks_four_times_and_writes_three_rows(table: Table) -> None:
    table.record("Ana", Kind.NOTE, 1, text="knows it", seen=0)
    with heard() as statements:
        saved = table.record("Ana", Kind.NOTE, 1, text="knows it well", seen=1)

    assert saved.fate is Fate.SAVED
    assert sorted(statements) == ["INSERT", *["SELECT"] * 4, "UPDATE", "UPDATE"]


def test_a_rating_asks_for_its_scale_besides(table: Table) -> None:
    table.rate("Ana", 1, 2)
    with heard() as statements:
        saved = table.record("Ana", Kind.RATE, 1, rating=3, seen=1)

    assert saved.fate is Fate.SAVED
    assert sorted(statements) == ["INSERT", *["SELECT"] * 5, "UPDATE", "UPDATE"]
