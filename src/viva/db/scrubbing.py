"""Leaving nothing of what was deleted: neither in free pages of the SQLite file and its log, nor in dead rows."""

from sqlalchemy import Connection, text

from viva.db.database import Database
from viva.db.engine import WRITER
from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _

PATIENCE = 10.0
"""Seconds to wait for those who read."""


def scrub(database: Database, tables: tuple[str, ...], *, patience: float = PATIENCE) -> None:
    """Write the database anew, without what was deleted; on PostgreSQL only these tables.

    In SQLite free pages keep what was on them until they are used again, and
    so does the log, which stays while somebody reads from it: that is
    Unavailable, and done again later. PostgreSQL keeps samples of columns for
    its planner, which are made anew. Copies that were made before are not
    touched.
    """
    with database.turn_to_write():
        driver = database.engine.execution_options(isolation_level="AUTOCOMMIT", **WRITER)
        with driver.connect() as connection:
            if database.file is None:
                for table in tables:
                    connection.execute(text(f'VACUUM (FULL, ANALYZE) "{table}"'))
                connection.execute(text("VACUUM FULL pg_catalog.pg_statistic"))
            elif not _written_anew(connection, patience):
                raise Unavailable(
                    _("Others are reading the database, so that its file cannot be cleaned: do it again in a moment.")
                )


def _written_anew(connection: Connection, patience: float) -> bool:
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA query_only = OFF")  # who had it before may have been reading
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
    cursor.execute("VACUUM")
    (busy, _in_log, _moved) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    cursor.close()
    connection.invalidate()  # nobody else needs it so
    return not busy
