"""The night erases who is due, by its schedule, and nothing of them is left where the database keeps its data."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.interviews.conduct.table import Table
from tests.interviews.out.conducted import held
from viva.app import App
from viva.db.database import Database
from viva.db.engine import WRITER
from viva.db.scrubbing import scrub
from viva.interviews.conduct.candidates import ERASED_FROM
from viva.interviews.conduct.model import Kind, State
from viva.kernel.clock import FrozenClock
from viva.kernel.errors import Unavailable

NAME, CONTACT, NOTE, OLDER = "Zaphod Marmelade", "zm-4410@example.org", "unmistakable-note-7f3a", "older-note-55de"
SCRATCH, ASKED, WHY, FLAG = "scratch-text-91bc", "asked-by-hand-0d2e", "why-aborted-61aa", "flag-5c5c"
WORDS = (NAME, CONTACT, NOTE, OLDER, SCRATCH, ASKED, WHY, FLAG)
DAY = timedelta(days=1)


@pytest.fixture
def table(app: App) -> Table:
    """An interview that left a text in every place where one can be."""
    table = held(app, candidate=NAME, contact=CONTACT, note=OLDER)
    table.record("Eve", Kind.NOTE, 2, text=NOTE, seen=0)
    table.record("Eve", Kind.FLAG, 2, text=FLAG, seen=1)
    table.record("Dan", Kind.SCRATCH, text=SCRATCH, seen=1)
    table.record("Ana", Kind.ADD, prompt=ASKED, section=0)
    table.become(State.ABORTED, WHY)
    return table


def test_the_night_erases_who_is_due_and_leaves_nothing(app: App, clock: FrozenClock, table: Table) -> None:
    night(app, clock)
    before = stored(app._database)
    assert [word for word in WORDS if word.encode() not in before] == [], "they are found where they are"

    night(app, clock, days=181)

    with app.reader() as unit:
        assert unit.interviews.interview(table.interview).candidate.erased_at == clock.now()
        assert unit.candidates.due() == ()
    left = stored(app._database)
    assert [word for word in WORDS if word.encode() in left] == []


def test_who_is_held_or_not_due_is_left_alone(app: App, clock: FrozenClock, table: Table) -> None:
    with app.unit() as unit:
        unit.candidates.hold(unit.interviews.interview(table.interview).candidate.id, "a complaint is open")
    night(app, clock)
    night(app, clock, days=181)

    assert NAME.encode() in stored(app._database)


def night(app: App, clock: FrozenClock, days: int = 1) -> None:
    """Let some days go by, and a worker do what came due."""
    clock.advance(days * DAY)
    if app._database.file is None:  # what the planner of PostgreSQL keeps of columns
        with app._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT", **WRITER) as connection:
            connection.execute(text("ANALYZE"))
    app.worker().run(once=True)


def stored(database: Database) -> bytes:
    """All that a database keeps on the disk, its log and its dead rows too; not the copies."""
    if database.file is not None:
        beside = database.file.parent.iterdir()
        return b"".join(each.read_bytes() for each in beside if each.name.startswith(database.file.name))
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT", **WRITER) as connection:
        connection.execute(text("CHECKPOINT"))
        files = text(
            "SELECT pg_read_binary_file(base || '/' || file, 0, 1 << 29, true)"
            " FROM (SELECT 'base/' || oid AS base FROM pg_database WHERE datname = current_database()) AS here,"
            " LATERAL pg_ls_dir(base) AS file"
        )
        return b"".join(bytes(content) for (content,) in connection.execute(files) if content)


def test_what_somebody_can_still_read_is_not_called_clean(app: App) -> None:
    table = held(app, candidate=NAME)
    with app.reader() as reading:
        candidate = reading.interviews.interview(table.interview).candidate.id
        with app.unit() as unit:
            unit.candidates.erase(candidate)
        with pytest.raises(Unavailable, match="do it again"):
            scrub(app._database, ERASED_FROM, patience=0.05)

    scrub(app._database, ERASED_FROM)

    assert NAME.encode() not in stored(app._database)
