"""The database at every revision: from empty, and from each revision before with data in it."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, text

from tests.apps import settings_of
from tests.bank.editing import a_question, says
from tests.migrations.filling import count, fill
from viva.app import App
from viva.db import revisions
from viva.db.base import Table
from viva.db.database import Database
from viva.db.engine import READER
from viva.db.newest import NEWEST
from viva.settings import Settings

for area in (
    "accounts",
    "bank",
    "bank.search",
    "checks.findings",
    "intake.arrivals",
    "interviews.conduct",
    "interviews.templates",
    "jobs",
    "receipts",
    "snippets",
):  # a command loads only those it needs
    import_module(f"viva.{area}.tables")

SCRIPTS = ScriptDirectory.from_config(revisions._config())
SCRIPTS_BY_AGE = list(reversed(list(SCRIPTS.walk_revisions())))
REVISIONS = [script.revision for script in SCRIPTS_BY_AGE]


def upgrade(database: Database, to: str) -> None:
    with revisions.upgrading(database) as connection:
        command.upgrade(revisions._config(connection), to)


def downgrade(database: Database, to: str) -> None:
    with revisions.upgrading(database) as connection:
        command.downgrade(revisions._config(connection), to)


def not_the_index(_thing: object, name: str | None, kind: str, *_more: object) -> bool:
    """The search index, with what belongs to it, and the queue of Procrastinate are nothing that SQLAlchemy knows."""
    return kind not in {"table", "index"} or not str(name).startswith(("question_search", "procrastinate_"))


def test_the_newest_revision_is_the_last_one() -> None:
    assert SCRIPTS.get_heads() == [NEWEST]


@pytest.mark.parametrize("script", SCRIPTS_BY_AGE, ids=REVISIONS)
def test_a_revision_is_dated_and_in_a_file_of_its_name(script: Script) -> None:
    assert revisions._OURS.fullmatch(script.revision)
    assert Path(script.path).stem == script.revision


def test_from_empty_the_tables_are_as_the_program_has_them(database: Database) -> None:
    upgrade(database, "head")

    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": not_the_index})
        assert compare_metadata(context, Table.metadata) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_data_of_each_revision_comes_through_to_the_newest(database: Database, revision: str) -> None:
    upgrade(database, revision)
    with revisions.upgrading(database) as connection:
        before = fill(connection)
    upgrade(database, "head")

    with database.engine.execution_options(**READER).connect() as connection:
        after = count(connection)
    assert {table: after[table] for table in before} == before
    assert before


def test_every_revision_can_be_taken_back(database: Database) -> None:
    upgrade(database, "head")
    downgrade(database, "base")

    with database.engine.connect() as connection:
        assert count(connection) == {}
    upgrade(database, "head")


def test_a_bank_with_wordings_of_people_can_be_taken_back(app: App, settings: Settings) -> None:
    question = a_question(app)
    with app.unit() as unit:
        unit.editing.edit(question, replace(says(app, question), answer="Mine."), seen=1)
    app.close()
    database = Database(settings.database_url)
    downgrade(database, "20261121_gone_notes")
    with database.engine.connect() as connection:
        answers = connection.scalars(text("SELECT answer FROM revisions ORDER BY number")).all()
    database.close()

    assert answers == ["A lock.", "Mine."]


def test_an_upgrade_that_fails_changes_nothing(database: Database) -> None:
    upgrade(database, REVISIONS[0])

    def fail(connection: Connection) -> None:
        command.upgrade(revisions._config(connection), "head")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), revisions.upgrading(database) as connection:
        fail(connection)
    with database.engine.connect() as connection:
        assert revisions.revision_of(connection) == REVISIONS[0]


def test_an_upgrade_that_breaks_references_is_not_kept(folder_in_memory: Path) -> None:
    database = Database(settings_of(folder_in_memory).database_url)
    upgrade(database, "head")
    with pytest.raises(RuntimeError, match="break references"), revisions.upgrading(database) as connection:
        connection.execute(text("INSERT INTO members VALUES (7, 7, 'owner', '2026-01-01')"))

    with database.engine.connect() as connection:
        assert count(connection)["members"] == 0
    database.close()


@pytest.fixture
def old_bank(folder_in_memory: Path) -> App:
    """The program on a SQLite bank of the first revision, with data in it."""
    settings = settings_of(folder_in_memory)
    database = Database(settings.database_url)
    upgrade(database, REVISIONS[0])
    with revisions.upgrading(database) as connection:
        fill(connection)
    database.close()
    return App(settings)


def test_an_old_bank_is_upgraded_when_it_is_opened(old_bank: App) -> None:
    with old_bank.reader() as unit:
        assert unit.bank.questions().total == 0
    old_bank.close()


def test_an_old_bank_is_copied_before_it_is_changed(old_bank: App) -> None:
    done = old_bank.upgrade()
    old_bank.close()

    assert (done.before, done.after) == (REVISIONS[0], NEWEST)
    assert done.backup is not None
    copy = Database(f"sqlite:///{done.backup}")
    with copy.engine.connect() as connection:
        assert revisions.revision_of(connection) == REVISIONS[0]
        assert count(connection)["people"] > 0
    copy.close()


def test_a_new_bank_needs_no_copy(folder_in_memory: Path) -> None:
    app = App(settings_of(folder_in_memory / "new"))
    done = app.upgrade()
    app.close()

    assert (done.before, done.after, done.backup) == (None, NEWEST, None)


def test_a_bank_of_today_is_left_alone(app: App) -> None:
    done = app.upgrade()

    assert (done.before, done.after, done.backup) == (NEWEST, NEWEST, None)


def test_the_data_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    app = App(settings_of(tmp_path / "data"))
    app.upgrade()
    app.close()

    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
