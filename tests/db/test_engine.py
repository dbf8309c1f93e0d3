"""How connections are prepared."""

import sqlite3

import pytest
from sqlalchemy import Engine, text

from viva.app import App
from viva.db.database import Database
from viva.db.engine import READER, WRITER
from viva.kernel.errors import Unavailable


@pytest.fixture
def engine(sqlite_app: App) -> Engine:
    with sqlite_app.reader():
        return sqlite_app._database.engine


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 200)],
)
def test_sqlite_is_durable_and_strict(engine: Engine, pragma: str, value: object) -> None:
    with engine.execution_options(**WRITER).connect() as connection:
        assert connection.scalar(text(f"PRAGMA {pragma}")) == value


def test_a_writer_has_the_lock_from_its_beginning(engine: Engine) -> None:
    with engine.execution_options(**WRITER).connect() as writer, engine.connect() as other:
        writer.execute(text("SELECT 1"))
        raw = other.connection.cursor()
        raw.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(Exception, match="locked"):
            raw.execute("BEGIN IMMEDIATE")


def test_a_connection_that_read_can_write_later(engine: Engine) -> None:
    with engine.execution_options(**READER).connect() as connection:
        connection.execute(text("SELECT 1"))
    with engine.execution_options(**WRITER).connect() as connection:
        connection.execute(text("CREATE TABLE things (id INTEGER)"))


def test_a_connection_that_wrote_cannot_write_when_it_only_reads(engine: Engine) -> None:
    with engine.execution_options(**WRITER).connect() as connection:
        connection.execute(text("CREATE TABLE things (id INTEGER)"))
        connection.commit()

    for _time in range(2):  # the second time it is as it was left
        with engine.execution_options(**READER).connect() as reader, pytest.raises(Unavailable, match="read-only"):
            reader.execute(text("INSERT INTO things VALUES (1)"))


def test_reading_again_and_again_keeps_prepared_statements(engine: Engine) -> None:
    """SQLite forgets them when it is told who may write, and preparing one takes longer than it runs."""
    told: list[str] = []
    for _time in range(3):
        with engine.execution_options(**READER).connect() as reader:
            driver = reader.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            driver.set_trace_callback(told.append)
            reader.execute(text("SELECT 1"))

    assert not [statement for statement in told if "query_only" in statement]


def test_a_database_is_told_without_its_password() -> None:
    assert Database("postgresql+psycopg://ana:secret@db/viva").place == "postgresql+psycopg://ana:***@db/viva"


def test_postgres_knows_that_an_index_is_cheap_to_follow(postgres_url: str) -> None:
    database = Database(postgres_url)
    for _time in range(2):  # also when what came before was taken back
        with database.engine.connect() as connection:
            assert connection.scalar(text("SHOW random_page_cost")) == "1.1"
            connection.rollback()
    database.close()
