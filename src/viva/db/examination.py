"""Looking over a database for `viva doctor`."""

from dataclasses import dataclass

from sqlalchemy import Connection

from viva.db import revisions
from viva.db.database import Database
from viva.db.engine import READER
from viva.db.newest import NEWEST
from viva.db.opening import size_of
from viva.kernel.errors import VivaError
from viva.kernel.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """The state of a database."""

    place: str
    """The file, or the address without its password."""
    on_server: bool
    server: str | None
    """Which database, with its version; None when it cannot be asked."""
    exists: bool
    revision: str | None
    newest: str
    size: int | None
    """In bytes, where it is a file that we may look at."""
    problems: tuple[str, ...]


def examine(database: Database) -> Examination:
    """What state a database is in, and what is wrong with it, in sentences; it is not changed, nor made."""
    size = None
    try:
        if database.file is not None:
            size = size_of(database.file)
            if size is None:
                return _examination(database, exists=False)
        with database.engine.execution_options(**READER).connect() as connection:
            revision = revisions.revision_of(connection)
            revisions.refuse_newer(database.place, revision)
            return _examination(
                database,
                server=_server(connection),
                revision=revision,
                size=size,
                problems=_problems(connection, database.place),
            )
    except VivaError as trouble:
        return _examination(database, size=size, problems=(str(trouble),))


def exists(database: Database) -> bool:
    """Whether there is a bank in a database; it is not made by asking."""
    if database.file is not None and size_of(database.file) is None:
        return False
    with database.engine.execution_options(**READER).connect() as connection:
        return revisions.revision_of(connection) is not None


def _examination(
    database: Database,
    *,
    exists: bool = True,
    server: str | None = None,
    revision: str | None = None,
    size: int | None = None,
    problems: tuple[str, ...] = (),
) -> Examination:
    return Examination(
        place=database.place,
        on_server=database.file is None,
        server=server,
        exists=exists,
        revision=revision,
        newest=NEWEST,
        size=size,
        problems=problems,
    )


def _server(connection: Connection) -> str:
    version = ".".join(map(str, connection.dialect.server_version_info or ()))
    return f"{'SQLite' if connection.dialect.name == 'sqlite' else 'PostgreSQL'} {version}"


def _problems(connection: Connection, place: str) -> tuple[str, ...]:
    """What SQLite finds wrong; PostgreSQL looks after itself."""
    if connection.dialect.name != "sqlite":
        return ()
    verdicts = [str(verdict) for (verdict,) in connection.exec_driver_sql("PRAGMA integrity_check(10)")]
    damage = [_("{place} is damaged: {verdict}").format(place=place, verdict=each) for each in verdicts if each != "ok"]
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        damage.append(_("{place} has rows that refer to nothing.").format(place=place))
    return tuple(damage)
