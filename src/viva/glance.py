"""A look at an ordinary bank: reading it once, without loading what makes, upgrades and changes banks."""

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from viva.accounts.model import Person
from viva.accounts.owner import first_owner
from viva.bank.lines import Lines
from viva.db.newest import NEWEST
from viva.db.opening import PATIENCE, open_bank
from viva.db.reader import FileReader, Reader
from viva.db.trouble import sqlite_in_words
from viva.settings import Settings

if TYPE_CHECKING:
    from viva.bank.search.service import Search


class Unusual(Exception):
    """There is more to do than to look: what, the App knows."""


@dataclass(frozen=True)
class Glance:
    """What the local owner reads in one state of the bank, as in a Unit of the App."""

    _reader: Reader
    _person: Person

    @property
    def lines(self) -> Lines:
        """The bank as a list."""
        return Lines(self._reader, self._person.workspace_id)

    @property
    def search(self) -> "Search":
        """What people search in it."""
        from viva.bank.search.service import Search

        return Search(self._reader, self._person)


@contextmanager
def glance(settings: Settings) -> Generator[Glance]:
    """A look at the bank; Unusual where that is no file, or none as it should be.

    All that is read is what `App.reader` would read, over a connection that is opened in the same way.
    """
    file = settings.bank_file
    if file is None or not _has_something(file):
        raise Unusual
    try:
        with closing(open_bank(file, timeout=PATIENCE)) as connection:
            yield _glance(connection)
    except sqlite3.Error as trouble:
        raise sqlite_in_words(trouble, file) or Unusual from trouble


def _has_something(file: str) -> bool:
    try:
        return Path(file).stat().st_size > 0
    except OSError:
        return False


def _glance(connection: sqlite3.Connection) -> Glance:
    connection.execute("PRAGMA query_only = ON")
    connection.execute("BEGIN")
    reader = FileReader(connection)
    owner = first_owner(reader) if reader.ask("SELECT version_num FROM alembic_version") == [(NEWEST,)] else None
    if owner is None:
        raise Unusual
    return Glance(reader, owner)
