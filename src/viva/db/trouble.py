"""Database trouble, told as a sentence that names the place."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from viva.db.opening import code_of, size_of
from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _

if TYPE_CHECKING:
    from sqlalchemy import URL


def place_of(url: "URL") -> str:
    """The file of a SQLite database, or the address of a server without its password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.render_as_string(hide_password=True)


def in_words(trouble: BaseException, url: "URL") -> Unavailable | None:
    """What a person can be told about it; None when it is a bug of the program."""
    if isinstance(trouble, sqlite3.Error):
        return sqlite_in_words(trouble, str(url.database))
    if url.get_backend_name() == "postgresql":
        return _postgres_in_words(trouble, place_of(url))
    return None


def sqlite_in_words(trouble: sqlite3.Error, file: str) -> Unavailable | None:
    """What a person can be told about a file; None when it is a bug of the program."""
    match code_of(trouble):
        case sqlite3.SQLITE_FULL:
            text = _(
                "The disk with {file} is full: what was finished is kept, the rest is not. Make room and try again."
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            text = _("{file} cannot be written: it, or its folder, is read-only for you.")
        case sqlite3.SQLITE_CANTOPEN:
            return _cannot_open(Path(file))
        case sqlite3.SQLITE_NOTADB:
            text = _("{file} is not a Viva bank. Move it away, or put a backup in its place: viva db restore BACKUP")
        case sqlite3.SQLITE_CORRUPT:
            text = _("{file} is damaged. Put a backup in its place: viva db restore BACKUP")
        case sqlite3.SQLITE_IOERR:
            text = _("{file} cannot be read or written just now: the disk refuses, or it is full.")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            text = _("Another program keeps {file} busy. Let it finish, or end it, and try again.")
        case _:
            return None
    return Unavailable(text.format(file=file))


def _cannot_open(file: Path) -> Unavailable:
    try:
        there = size_of(file) is not None
    except Unavailable as refused:
        return refused
    if there and file.is_dir():
        text = _("{file} is a folder, and Viva needs a file there.")
    elif not there and not file.parent.is_dir():
        text = _("{file} cannot be opened: its folder does not exist.")
    else:
        text = _("{file} cannot be opened: its folder is read-only for you, or the file is not yours.")
    return Unavailable(text.format(file=file))


def _postgres_in_words(trouble: BaseException, place: str) -> Unavailable | None:
    import psycopg  # late: only those who use PostgreSQL have it

    if not isinstance(trouble, psycopg.OperationalError):
        return None
    if isinstance(trouble, psycopg.errors.DiskFull):
        text = _("The disk of the database {place} is full: what was finished is kept, the rest is not.")
        return Unavailable(text.format(place=place))
    cause = str(trouble).strip().splitlines()
    return Unavailable(
        _("The database {place} cannot be used now: {cause}").format(place=place, cause=cause[0] if cause else "?")
    )
