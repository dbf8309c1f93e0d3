"""What was worked out from the whole database, kept for as long as nothing in it changes."""

import sqlite3
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.orm import Session

T = TypeVar("T")

_KEPT = 32
"""Answers that are kept with a connection; with one more, all are forgotten."""


def while_unchanged(session: Session, question: Hashable, answer: Callable[[], T]) -> T:
    """What `answer` gives, or gave when it was last asked on this connection and the database was as it is now.

    Only readers remember: what a writer sees may still be taken back. Nobody
    may change what was answered.
    """
    connection = session.connection()
    state = _state(connection)
    if state is None:
        return answer()
    known: dict[Hashable, tuple[Hashable, Any]] = connection.info.setdefault("viva_answers", {})
    if question in known and known[question][0] == state:
        kept: T = known[question][1]
        return kept
    if len(known) >= _KEPT:
        known.clear()
    made = answer()
    known[question] = state, made
    return made


def _state(connection: Connection) -> Hashable | None:
    """Another value after every change that this connection can see; None for one that may itself be changing."""
    options = connection.get_execution_options()
    driver = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection):
        if options.get("viva_writer", True):
            return None
        # the first counts what other connections committed, the second what this one ever wrote
        return driver.execute("PRAGMA data_version").fetchone()[0], driver.total_changes
    if not options.get("postgresql_readonly"):
        return None
    return str(connection.exec_driver_sql("SELECT pg_current_snapshot()").scalar_one())
