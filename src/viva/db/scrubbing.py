"""Leaving nothing of what was deleted: neither in free pages of the SQLite file and its log, nor in dead rows."""

import sqlite3
import time

from sqlalchemy import Connection, text

from viva.db.database import Database
from viva.db.engine import WRITER
from viva.db.trouble import in_words
from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _

PATIENCE = 10.0
"""Seconds to wait for those who read."""


def scrub(database: Database, tables: tuple[str, ...], *, patience: float = PATIENCE) -> None:
    """Write the database anew, without what was deleted; on PostgreSQL only these tables.

    In SQLite free pages keep what was on them until they are used again, and
    so does the log, which stays while somebody reads from it. PostgreSQL keeps
    samples of columns for its planner, which are made anew, and dead rows as
    long as a transaction is open that might still see them. Who reads for
    longer than `patience` is Unavailable, and it is done again later. Copies
    that were made before are not touched.
    """
    with database.turn_to_write():
        driver = database.engine.execution_options(isolation_level="AUTOCOMMIT", **WRITER)
        with driver.connect() as connection:
            write_anew = _write_file_anew if database.file else _write_tables_anew
            if not write_anew(connection, tables, patience):
                raise Unavailable(
                    _("Others are reading the database, so that its file cannot be cleaned: do it again in a moment.")
                )


def _write_file_anew(connection: Connection, _tables: tuple[str, ...], patience: float) -> bool:
    cursor = connection.connection.cursor()
    try:
        cursor.execute("PRAGMA query_only = OFF")  # who had it before may have been reading
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
        cursor.execute("VACUUM")
        (busy, _in_log, _moved) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as trouble:
        raise in_words(trouble, connection.engine.url) or trouble from trouble
    finally:
        cursor.close()
        connection.invalidate()  # nobody else needs it so
    return not busy


def _write_tables_anew(connection: Connection, tables: tuple[str, ...], patience: float) -> bool:
    if not _seen_by_nobody(connection, patience):
        return False
    for table in tables:
        connection.execute(text(f'VACUUM (FULL, ANALYZE) "{table}"'))
    if not _seen_by_nobody(connection, patience):  # the samples that were replaced just now
        return False
    connection.execute(text("VACUUM FULL pg_catalog.pg_statistic"))
    return True


def _seen_by_nobody(connection: Connection, patience: float) -> bool:
    """Whether no transaction can see what is deleted by now, or none any more before `patience` ends."""
    now = connection.scalar(text("SELECT pg_current_xact_id()::xid::text"))
    until = time.monotonic() + patience
    for older in (_WRITES_SINCE_BEFORE, _READS_SINCE_BEFORE):
        while connection.scalar(older, {"now": now}):
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
    return True


_WRITES_SINCE_BEFORE = text(
    "SELECT EXISTS (SELECT FROM pg_stat_activity"
    " WHERE pid <> pg_backend_pid() AND age(backend_xid) > age(CAST(CAST(:now AS text) AS xid)))"
)
"""In the whole cluster: a new snapshot reaches back to the oldest of those that write."""
_READS_SINCE_BEFORE = text(
    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    " AND datname = current_database() AND age(backend_xmin) > age(CAST(CAST(:now AS text) AS xid)))"
)
