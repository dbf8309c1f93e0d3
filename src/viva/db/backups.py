"""Copies of a SQLite bank: making one while others work on, and putting one back for everyone at once."""

import os
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL

from viva.db import revisions
from viva.db.database import Database
from viva.db.opening import code_of, open_to_read, open_uri, size_of
from viva.db.trouble import in_words
from viva.kernel.clock import Clock
from viva.kernel.errors import Conflict, InvalidInput, NotFound, Unavailable
from viva.kernel.i18n import _
from viva.kernel.refusals import reason


def back_up(database: Database, to: Path) -> Path:
    """Copy a bank to a new file, which is there only when it is whole, checked and on the disk."""
    bank = _bank(database, "pg_dump --format=custom --file=BACKUP ADDRESS")
    if size_of(bank) is None:
        raise NotFound(_("There is no bank {file} to back up.").format(file=bank))
    if size_of(to) is not None:
        raise Conflict(_("{file} exists already: choose another name for the backup.").format(file=to))
    part = to.with_name(f"{to.name}.part")
    with _trouble_with(to):
        if not to.parent.is_dir():
            raise NotFound(_("There is no folder {folder} for the backup.").format(folder=to.parent))
        part.unlink(missing_ok=True)
    _copy(bank, part)
    with _trouble_with(part), closing(open_uri(part, "mode=rw")) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")  # so that it is one file, also where nobody may write beside it
        _check(copy, part)
    with _trouble_with(to):
        _to_disk(part)
        part.replace(to)
        if os.name == "posix":  # elsewhere a folder cannot be opened, and need not be
            _to_disk(to.parent)
    return to


def restore(database: Database, backup: Path, clock: Clock) -> Path | None:
    """Put a backup in place of the bank, and give the file that keeps what was there (None: nothing was).

    Other programs that have the bank open see the one or the other, never a
    mixture. A bank too damaged for that is moved aside.
    """
    bank = _bank(database, "pg_restore --clean --if-exists --dbname=ADDRESS BACKUP")
    if size_of(backup) is None or backup.is_dir():
        raise NotFound(_("There is no backup {file}.").format(file=backup))
    _examine(backup)
    with database.turn_to_write():
        database.close()
        kept = _set_aside(database, bank, beside(bank, "before-restore", clock))
        with _trouble_with(bank):
            bank.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _copy(backup, bank)
    return kept


def beside(bank: Path, why: str, clock: Clock) -> Path:
    """A name for a copy of the bank, next to it."""
    return bank.with_name(f"{bank.stem}-{why}-{clock.now():%Y%m%dT%H%M%S%f}{bank.suffix}")


def copies(database: Database, backup_dir: Path | None) -> tuple[Path, ...]:
    """The copies of a bank that are beside it, or in the folder for nightly ones."""
    if database.file is None:
        return ()
    bank = database.file
    found = [*bank.parent.glob(f"{bank.stem}-*{bank.suffix}")]
    if backup_dir is not None:
        found += backup_dir.glob(f"{bank.stem}-*")
    return tuple(sorted(path for path in set(found) if path.is_file()))


def _bank(database: Database, instead: str) -> Path:
    if database.file is None:
        raise InvalidInput(
            _("The bank is on PostgreSQL, which copies its databases itself: {command}").format(command=instead)
        )
    return database.file


def _set_aside(database: Database, bank: Path, kept: Path) -> Path | None:
    if not size_of(bank):
        return None
    try:
        return back_up(database, kept)
    except Unavailable:
        with _trouble_with(bank):
            for ending in ("", "-wal", "-shm"):  # they belong together: the log holds the latest changes
                part = bank.with_name(bank.name + ending)
                if part.exists():
                    part.rename(kept.with_name(kept.name + ending))
        return kept


def _copy(one: Path, other: Path) -> None:
    with (
        _trouble_with(one),
        closing(open_to_read(one)) as source,
        _trouble_with(other),
        closing(open_uri(other, "mode=rwc")) as target,
    ):
        target.execute("PRAGMA synchronous = FULL")
        source.backup(target)


def _examine(backup: Path) -> None:
    with _trouble_with(backup):
        try:
            revision = _revision_in(backup)
        except sqlite3.DatabaseError as trouble:  # what is said of a damaged bank is no help here
            if code_of(trouble) == sqlite3.SQLITE_CORRUPT:
                raise Unavailable(_("{file} is damaged: choose another backup.").format(file=backup)) from trouble
            if code_of(trouble) != sqlite3.SQLITE_NOTADB:
                raise
            revision = None
    if revision is None:
        raise InvalidInput(_("{file} is not a backup of a Viva bank.").format(file=backup))
    revisions.refuse_newer(str(backup), revision)


def _revision_in(backup: Path) -> str | None:
    with closing(open_to_read(backup)) as connection:
        _check(connection, backup)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        versions = connection.execute("SELECT version_num FROM alembic_version") if "alembic_version" in tables else ()
        return next((str(version) for (version,) in versions), None)


def _check(connection: sqlite3.Connection, file: Path) -> None:
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise Unavailable(_("{file} is damaged: {verdict}").format(file=file, verdict=verdict))


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _trouble_with(file: Path) -> Generator[None]:
    try:
        yield
    except sqlite3.Error as trouble:
        raise in_words(trouble, URL.create("sqlite", database=str(file))) or trouble from trouble
    except OSError as trouble:
        raise Unavailable(_("{file} cannot be written: {cause}").format(file=file, cause=reason(trouble))) from trouble
