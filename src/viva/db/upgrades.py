"""Bringing a database to the newest revision, with a backup of what was there."""

from dataclasses import dataclass
from pathlib import Path

from viva.db import backups, revisions
from viva.db.database import Database
from viva.db.engine import READER
from viva.db.newest import NEWEST
from viva.kernel.clock import Clock
from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _
from viva.kernel.refusals import reason


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade did: equal revisions mean nothing was to do; None before means there was no bank."""

    before: str | None
    after: str
    backup: Path | None


def upgrade(database: Database, clock: Clock) -> Upgrade:
    """Make the tables, or bring them to the newest revision; a database newer than the program is refused.

    A SQLite bank is copied before it is changed. Of two programs that start
    together one upgrades, and the other finds it done.
    """
    _make_folder(database)
    with database.engine.execution_options(**READER).connect() as connection:
        before = revisions.revision_of(connection)
    revisions.refuse_newer(database.place, before)
    if before == NEWEST:
        return Upgrade(before, before, None)
    with revisions.upgrading(database) as connection:
        before = revisions.revision_of(connection)
        backup = None
        if before not in {None, NEWEST} and database.file:
            backup = backups.back_up(database, backups.beside(database.file, f"before-{NEWEST}", clock))
        revisions.run(connection)
    return Upgrade(before, NEWEST, backup)


def _make_folder(database: Database) -> None:
    if database.file is None:
        return
    folder = database.file.parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as trouble:
        raise Unavailable(
            _("The data folder {folder} cannot be made: {cause}").format(folder=folder, cause=reason(trouble))
        ) from trouble
