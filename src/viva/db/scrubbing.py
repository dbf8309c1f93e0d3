"""Leaving nothing of what was deleted: neither in free pages of the SQLite file and its log, nor in dead rows."""

from sqlalchemy import text

from viva.db.database import Database
from viva.db.engine import WRITER


def scrub(database: Database, tables: tuple[str, ...]) -> None:
    """Write the database anew, without what was deleted; on PostgreSQL only these tables.

    In SQLite free pages keep what was on them until they are used again, and
    so does the log. Copies of the file that were made before are not touched.
    """
    with database.turn_to_write():
        driver = database.engine.execution_options(isolation_level="AUTOCOMMIT", **WRITER)
        with driver.connect() as connection:
            if database.file is None:
                for table in tables:
                    connection.execute(text(f'VACUUM (FULL) "{table}"'))
                return
            cursor = connection.connection.cursor()
            cursor.execute("PRAGMA query_only = OFF")  # whoever had the connection before may only have read
            cursor.execute("PRAGMA secure_delete = ON")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.close()
            connection.invalidate()  # others need not delete as thoroughly
