"""Engines as Viva needs them: durable, patient, one way to begin on both databases."""

import sqlite3
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event

from viva.db.base import to_json
from viva.db.opening import PATIENCE, open_bank, patiently
from viva.db.trouble import in_words
from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _

_ASK_AGAIN = 200
"""Milliseconds after which waiting for the write lock starts over: SQLite asks less and less often while it
waits, and a program that writes again and again would hardly ever leave the lock free at the right moment."""

_STATEMENTS = 500
"""How many statements a connection keeps prepared: all that a server asks in an hour."""

WRITER: dict[str, Any] = {"viva_writer": True}
READER: dict[str, Any] = {"viva_writer": False}


def make_engine(url: URL) -> Engine:
    """An engine whose connections begin as writers or readers (execution options WRITER, READER)."""
    if url.get_backend_name() == "sqlite":
        options = {"timeout": PATIENCE, "cached_statements": _STATEMENTS}
        engine = create_engine(url, json_serializer=to_json, connect_args=options)
        event.listen(engine, "do_connect", _connect_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = _postgres_engine(url)
    event.listen(engine, "handle_error", _tell)
    return engine


def _postgres_engine(url: URL) -> Engine:
    try:
        engine = create_engine(url, json_serializer=to_json, pool_pre_ping=True)
    except ModuleNotFoundError as missing:
        raise Unavailable(_("PostgreSQL needs another part of Viva: pip install 'viva[postgres]'")) from missing
    event.listen(engine, "connect", _tell_costs)
    return engine


def _tell_costs(connection: Any, _record: object) -> None:
    """Say that a page found by an index costs hardly more than the next one, as on no disk that turns.

    PostgreSQL takes it for four times as much, and reads whole tables, with
    every long value in them, where a search finds a tenth of the rows.
    """
    connection.autocommit = True
    connection.execute("SET random_page_cost = 1.1")
    connection.autocommit = False


def _connect_sqlite(_dialect: object, _record: object, place: Any, options: Any) -> sqlite3.Connection:
    return open_bank(*place, **options)


def _begin_sqlite(connection: Connection) -> None:
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(driver)
    writes = connection.get_execution_options().get("viva_writer", False)
    if connection.info.get("viva_writes") is not writes:  # only then: it makes SQLite forget all prepared statements
        driver.execute(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
        driver.execute(f"PRAGMA busy_timeout = {_ASK_AGAIN if writes else int(PATIENCE * 1000)}")
        connection.info["viva_writes"] = writes
    if not writes:
        connection.exec_driver_sql("BEGIN")
        return
    try:  # who has the write lock waits for nothing any more
        patiently(driver, "BEGIN IMMEDIATE")
    except sqlite3.Error as trouble:  # SQLAlchemy's "handle_error" does not reach into this event
        raise in_words(trouble, connection.engine.url) or trouble from trouble


def _tell(context: ExceptionContext) -> None:
    told = in_words(context.original_exception, context.engine.url) if context.engine else None
    if told:
        raise told from context.original_exception
