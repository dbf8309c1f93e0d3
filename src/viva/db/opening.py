"""SQLite files as they can be opened: looked for, and read where nothing may be written."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _
from viva.kernel.refusals import reason

PATIENCE = 120.0
"""Seconds to wait for another program's writing before giving up."""

_PRIMARY = 0xFF  # the low byte of a SQLite error code says what it is, the rest which variety

_MAY_NOT_WRITE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
}


def code_of(trouble: sqlite3.Error) -> int:
    """What SQLite calls the trouble; 0 when Python's module made it."""
    return getattr(trouble, "sqlite_errorcode", 0) & _PRIMARY


def size_of(file: Path) -> int | None:
    """How many bytes a file has; None when it is not there, Unavailable when that cannot be told.

    `Path.exists` raises in a folder without rights, or says no, by the version of Python.
    """
    try:
        return file.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as refusal:
        raise Unavailable(
            _("{file} cannot be opened: {cause}. Make its folder readable for you, or name another place.").format(
                file=file, cause=reason(refusal)
            )
        ) from refusal


def forbids_writing(trouble: sqlite3.Error) -> bool:
    """Whether a file that cannot be opened to write may still be read."""
    return code_of(trouble) in _MAY_NOT_WRITE


def open_bank(file: str, **options: Any) -> sqlite3.Connection:
    """A connection that may write; where that is forbidden one to read, and then SQLite refuses whatever would write.

    The options are those of `sqlite3.connect`. Transactions begin where they are begun, not where the driver guesses.
    """
    connection: sqlite3.Connection = sqlite3.connect(file, **options)
    try:
        _keep_a_log(connection)
    except sqlite3.Error as trouble:
        connection.close()
        if not forbids_writing(trouble) or not size_of(Path(file)):
            raise
        connection = open_to_read(Path(file), shared=True)
    connection.isolation_level = None
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -65536")  # kilobytes
    connection.execute("PRAGMA wal_autocheckpoint = 4000")  # pages
    return connection


def _keep_a_log(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        patiently(connection, "PRAGMA journal_mode = WAL")


def patiently(connection: sqlite3.Connection, statement: str) -> None:
    """Run a statement as soon as no other program is in its way.

    SQLite refuses to begin a log at once, whatever its own timeout is, and tells nobody when a lock is free: it can
    only be asked again.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute(statement)
        except sqlite3.OperationalError as trouble:
            if code_of(trouble) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.005)
        else:
            return


def open_to_read(file: Path, *, shared: bool = False) -> sqlite3.Connection:
    """A connection that never writes, also to a file, or in a folder, that is read-only for us.

    SQLite keeps a log and an index of it beside a bank that is open, and
    refuses to read where it can neither find nor make them. With nothing left
    beside it nobody has the bank open, and all that it holds is in the one
    file: then that file is read as one that does not change.
    """
    try:
        return _open_readable(file, "mode=ro", shared=shared)
    except sqlite3.OperationalError as trouble:
        if not forbids_writing(trouble) or _unfinished(file):
            raise
    return _open_readable(file, "mode=ro&immutable=1", shared=shared)


def _unfinished(file: Path) -> bool:
    """Whether there are changes beside the file that belong into it, or that are to be undone in it."""
    return any(size_of(file.with_name(file.name + ending)) for ending in ("-wal", "-journal"))


def open_uri(file: Path, how: str, *, shared: bool = False) -> sqlite3.Connection:
    """A connection with SQLite's own words on how to open; `shared` when several threads take turns with it."""
    address = f"file:{quote(str(file.absolute()))}?{how}"
    return sqlite3.connect(address, uri=True, timeout=PATIENCE, check_same_thread=not shared)


def _open_readable(file: Path, how: str, *, shared: bool) -> sqlite3.Connection:
    connection = open_uri(file, how, shared=shared)
    try:
        with closing(connection.execute("SELECT count(*) FROM sqlite_master")) as asked:
            asked.fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection
