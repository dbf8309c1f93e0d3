"""Jobs whose effects are rows in a table of their own, and a look at these."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from viva.app import App, Unit
from viva.db.database import Database
from viva.jobs.registry import Job, in_one_unit
from viva.settings import Settings


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes a row."""

    number: int


def session_of(unit: Unit) -> Session:
    """The transaction of a unit."""
    return unit.jobs._store._session


def leave(unit: Unit, number: int) -> None:
    """Leave a row, each time this is called."""
    session_of(unit).execute(text("INSERT INTO effects (number) VALUES (:number)"), {"number": number})


def _leave(unit: Unit, effect: Effect) -> None:
    leave(unit, effect.number)


EFFECT: Job[Effect, Unit] = Job(name="effect", payload=Effect, work=in_one_unit(_leave))


def make_table(settings: Settings) -> None:
    """Make the table of effects in a bank."""
    database = Database(settings.database_url)
    with database.engine.execution_options(viva_writer=True).begin() as connection:
        connection.execute(text("CREATE TABLE effects (number INTEGER NOT NULL)"))
    database.close()


def effects(app: App) -> list[int]:
    """The effects in the order in which they came about."""
    with app.reader() as unit:
        place = "ctid" if session_of(unit).get_bind().dialect.name == "postgresql" else "rowid"
        return list(session_of(unit).scalars(text(f"SELECT number FROM effects ORDER BY {place}")))  # noqa: S608


def counted(app: App) -> Counter[int]:
    """How often each effect is there."""
    return Counter(effects(app))
