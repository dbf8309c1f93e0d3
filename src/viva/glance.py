"""A look at an ordinary bank: searching it once, without loading what makes, upgrades and changes banks."""

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from viva.accounts.owner import first_owner
from viva.bank.search.service import Search
from viva.db.newest import NEWEST
from viva.db.opening import PATIENCE, open_bank
from viva.db.reader import FileReader
from viva.db.trouble import sqlite_in_words
from viva.settings import Settings


class Unusual(Exception):
    """There is more to do than to look: what, the App knows."""


@contextmanager
def glance(settings: Settings) -> Generator[Search]:
    """What the local owner searches in one state of the bank; Unusual where that is no file, or none as it should be.

    All that is read is what `App.reader` would read, over a connection that is opened in the same way.
    """
    file = settings.bank_file
    if file is None or not _has_something(file):
        raise Unusual
    try:
        with closing(open_bank(file, timeout=PATIENCE)) as connection:
            yield _search(connection)
    except sqlite3.Error as trouble:
        raise sqlite_in_words(trouble, file) or Unusual from trouble


def _has_something(file: str) -> bool:
    try:
        return Path(file).stat().st_size > 0
    except OSError:
        return False


def _search(connection: sqlite3.Connection) -> Search:
    connection.execute("PRAGMA query_only = ON")
    connection.execute("BEGIN")
    reader = FileReader(connection)
    owner = first_owner(reader) if reader.ask("SELECT version_num FROM alembic_version") == [(NEWEST,)] else None
    if owner is None:
        raise Unusual
    return Search(reader, owner)
