"""Writing the database anew, so that nothing of what was deleted is left."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from viva.app import App
from viva.db.database import Database
from viva.db.scrubbing import scrub
from viva.kernel.errors import Unavailable
from viva.settings import BANK_FILE, Settings


def test_it_writes_through_a_connection_that_only_read_before(app: App, settings: Settings) -> None:
    app.upgrade()
    database = Database(settings.database_url)
    with database.reader() as session:
        session.connection()

    scrub(database, ())
    database.close()


def test_while_another_program_writes_it_is_told_and_done_again_later(
    sqlite_app: App, sqlite_settings: Settings, folder_in_memory: Path
) -> None:
    sqlite_app.upgrade()
    database = Database(sqlite_settings.database_url)
    with closing(sqlite3.connect(folder_in_memory / BANK_FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="Another program keeps"):
            scrub(database, (), patience=0.05)
        other.execute("ROLLBACK")

    scrub(database, ())
    database.close()
