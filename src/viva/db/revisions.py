"""Which revision of its tables a database has, and bringing it to the newest."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from viva.db.database import Database
from viva.db.engine import WRITER
from viva.db.newest import NEWEST
from viva.db.trouble import place_of
from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _

if TYPE_CHECKING:
    from alembic.config import Config

_OURS = re.compile(r"\d{8}_\w+")
_ONE_AT_A_TIME = 0x56495641  # "VIVA": the advisory lock under which PostgreSQL banks are upgraded


def revision_of(connection: Connection) -> str | None:
    """The revision a database has; None when it is empty. A database of another program is refused."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        if tables:
            raise Unavailable(_foreign(connection))
        return None
    revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if revision is None:
        return None
    if not _OURS.fullmatch(revision):
        raise Unavailable(_foreign(connection))
    return str(revision)


def refuse_newer(place: str, revision: str | None) -> None:
    """Stop at a database, at `place`, that a newer Viva has written."""
    if revision in {None, NEWEST} or revision in _known():
        return
    raise Unavailable(
        _("{place} was written by a newer Viva (revision {revision}). Install the newest Viva to use it.").format(
            place=place, revision=revision
        )
    )


@contextmanager
def upgrading(database: Database) -> Generator[Connection]:
    """A transaction in which no other program upgrades or writes."""
    with database.turn_to_write(), database.engine.execution_options(**WRITER).connect() as connection:
        if database.file is None:
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
                yield connection
            return
        # Rebuilding a table, which is how SQLite alters one, drops it; the references are checked at the end instead.
        connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise RuntimeError(f"upgrading {database.place} would break references")
        finally:
            connection.invalidate()  # the connection that has its references unchecked is used for nothing else


def run(connection: Connection) -> None:
    """Run all revisions the database does not have yet."""
    from alembic import command

    command.upgrade(_config(connection), "head")


def _known() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config(connection: Connection | None = None) -> "Config":
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "viva:migrations")
    config.set_main_option("path_separator", "os")
    return config


def _foreign(connection: Connection) -> str:
    return _("The database {place} belongs to another program: Viva needs one of its own.").format(
        place=place_of(connection.engine.url)
    )
