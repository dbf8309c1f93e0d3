"""Statements straight to the driver."""

from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Float, Integer, MetaData, Table, bindparam, literal_column, select

from tests.apps import START
from viva.app import App
from viva.db.base import FreeText, Json, Moment
from viva.db.bulk import insert_row, insert_rows, update_rows
from viva.db.database import Database
from viva.db.direct import among_ids, asked, connection_of, read_rows, run
from viva.db.engine import READER, WRITER
from viva.kernel.errors import Unavailable

THINGS = Table(
    "things",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", Moment),
    Column("words", FreeText),
    Column("parts", Json),
    Column("open", Boolean),
    Column("score", Float),
)
SAYING = select(THINGS).where(THINGS.c.words == bindparam("words")).order_by(THINGS.c.id)
A_THING: dict[str, Any] = {"at": START, "words": "слово", "parts": {"a": [1, None]}, "open": False, "score": 0.5}


def test_rows_read_directly_are_those_that_sqlalchemy_reads(database: Database) -> None:
    with database.engine.execution_options(**WRITER).connect() as connection:
        THINGS.create(connection)
        given = [insert_row(connection, THINGS, A_THING) for _time in range(2)]

        rows = read_rows(connection, SAYING, words="слово")
        assert [row._asdict() for row in rows] == [{"id": one, **A_THING} for one in given]
        assert [tuple(row) for row in rows] == [tuple(row) for row in connection.execute(SAYING, {"words": "слово"})]


def test_rows_are_asked_for_by_their_numbers_however_many(database: Database) -> None:
    with database.engine.execution_options(**WRITER).connect() as connection:
        THINGS.create(connection)
        insert_rows(connection, THINGS, [{"id": number, **A_THING} for number in range(1, 1_500)])
        these = select(THINGS.c.id).where(among_ids(THINGS.c.id, connection.dialect.name)).order_by(THINGS.c.id)

        for ids in ([], [7], [3, 70_000, 5], list(range(1, 1_500))):
            assert [row.id for row in read_rows(connection, these, ids=ids)] == [
                one for one in sorted(ids) if one < 1_500
            ]


def test_rows_are_updated_each_by_its_key_and_others_are_not(database: Database) -> None:
    with database.engine.execution_options(**WRITER).connect() as connection:
        THINGS.create(connection)
        insert_rows(connection, THINGS, [{"id": number, **A_THING} for number in (1, 2, 3)])
        changed = [{"id": 1, "words": "a\0"}, {"id": 3, "words": "b"}]
        update_rows(connection, THINGS, changed, open=literal_column("NOT open"))
        update_rows(connection, THINGS, [])

        rows = connection.execute(select(THINGS.c.words, THINGS.c.open).order_by(THINGS.c.id)).all()
        assert rows == [("a␀", True), ("слово", False), ("b", True)]


def test_trouble_is_told_as_that_of_any_other_statement(sqlite_app: App) -> None:
    with sqlite_app.reader():
        database = sqlite_app._database
    with (
        database.engine.execution_options(**READER).connect() as connection,
        pytest.raises(Unavailable, match="read-only"),
    ):
        run(connection, "UPDATE questions SET version = ?", [(2,)])


def test_a_mistake_of_ours_is_no_trouble_of_the_database(database: Database) -> None:
    with database.engine.execution_options(**WRITER).connect() as connection:
        wrong = connection.dialect.loaded_dbapi.Error
        with pytest.raises(wrong):
            asked(connection, "SELECT nothing FROM nowhere", ())


def test_a_session_gives_the_connection_of_the_transaction_it_is_in(database: Database) -> None:
    with database.writer() as session:
        first = connection_of(session)
        assert first is connection_of(session) is session.connection()

        session.rollback()
        assert connection_of(session) is session.connection()
        assert asked(connection_of(session), "SELECT 1", ()) == [(1,)]
