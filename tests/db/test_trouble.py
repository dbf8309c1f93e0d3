"""What a person is told when the database cannot be used."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, make_url

from tests.apps import settings_of
from tests.made_notes import a_draft, a_note, prompts, put
from tests.permissions import closed_to_looking, closed_to_writing
from viva.app import App
from viva.db.trouble import in_words
from viva.kernel.errors import Unavailable
from viva.settings import BANK_FILE, Settings


def trouble_of(settings: Settings) -> str:
    """What is said when the bank is opened, and that it is one sentence or two naming the place."""
    app = App(settings)
    with pytest.raises(Unavailable) as told, app.reader():
        pass
    app.close()
    return str(told.value)


@pytest.fixture
def folder(folder_in_memory: Path) -> Path:
    """A data folder of one test."""
    inside = folder_in_memory / "data"
    inside.mkdir()
    return inside


def test_a_file_of_another_kind_is_no_bank(folder: Path) -> None:
    (folder / BANK_FILE).write_text("Dear diary, " * 100)

    assert trouble_of(settings_of(folder)) == (
        f"{folder / BANK_FILE} is not a Viva bank. Move it away, or put a backup in its place: viva db restore BACKUP"
    )


def test_a_damaged_bank_is_told(sqlite_settings: Settings) -> None:
    file = sqlite_settings.data / BANK_FILE
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))

    assert trouble_of(sqlite_settings).startswith(f"{file} is damaged.")


def test_a_torn_off_bank_is_told(sqlite_settings: Settings) -> None:
    file = sqlite_settings.data / BANK_FILE
    file.write_bytes(file.read_bytes()[:10_000])

    assert trouble_of(sqlite_settings).startswith(f"{file} is damaged.")


def test_a_bank_of_a_newer_viva_is_refused(sqlite_settings: Settings) -> None:
    file = sqlite_settings.data / BANK_FILE
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '29990101_telepathy'")

    assert trouble_of(sqlite_settings) == (
        f"{file} was written by a newer Viva (revision 29990101_telepathy). Install the newest Viva to use it."
    )


@pytest.mark.parametrize("table", ["CREATE TABLE moz_places (id)", "CREATE TABLE alembic_version (version_num)"])
def test_a_database_of_another_program_is_refused(folder: Path, table: str) -> None:
    file = folder / BANK_FILE
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(table)
        if "alembic" in table:
            connection.execute("INSERT INTO alembic_version VALUES ('ae1027a6acf')")

    assert (
        trouble_of(settings_of(folder)) == f"The database {file} belongs to another program: Viva needs one of its own."
    )


def test_a_folder_in_the_place_of_the_bank_is_told(folder: Path) -> None:
    (folder / BANK_FILE).mkdir()

    assert trouble_of(settings_of(folder)) == f"{folder / BANK_FILE} is a folder, and Viva needs a file there."


def test_a_data_folder_that_cannot_be_made_is_told(folder: Path) -> None:
    (folder / "file").write_text("")

    assert trouble_of(settings_of(folder / "file" / "data")).startswith(
        f"The data folder {folder / 'file' / 'data'} cannot be made: "
    )


def test_an_empty_read_only_folder_is_told(folder: Path) -> None:
    with closed_to_writing(folder):
        told = trouble_of(settings_of(folder))

    assert told == f"{folder / BANK_FILE} cannot be opened: its folder is read-only for you, or the file is not yours."


def test_a_bank_in_a_folder_without_rights_is_told(folder: Path) -> None:
    with closed_to_looking(folder):
        told = trouble_of(settings_of(folder))

    assert told == (
        f"{folder / BANK_FILE} cannot be opened: permission denied. "
        "Make its folder readable for you, or name another place."
    )


def test_writing_a_read_only_bank_is_told(sqlite_settings: Settings, folder: Path) -> None:
    (sqlite_settings.data / BANK_FILE).rename(folder / BANK_FILE)
    app = App(settings_of(folder))
    with closed_to_writing(folder), pytest.raises(Unavailable, match="read-only") as told:
        put(app, a_note(*prompts("1")))
    app.close()

    assert str(folder / BANK_FILE) in str(told.value)


@pytest.fixture
def full_engine(sqlite_app: App) -> Engine:
    """An engine whose file may grow no more."""
    engine = sqlite_app._database.writing_engine

    @event.listens_for(engine, "connect")
    def stop_growing(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 60")

    return engine


def test_a_full_disk_is_told_and_nothing_is_written(sqlite_app: App, full_engine: Engine) -> None:
    put(sqlite_app, a_note(*prompts("1"), source="small.md"))
    with pytest.raises(Unavailable, match="is full: what was finished is kept") as told:
        put(sqlite_app, a_note(a_draft(answer="word " * 100_000), source="large.md"))

    with sqlite_app.reader() as unit:
        assert [source.name for source in unit.bank.sources()] == ["small.md"]
    assert str(full_engine.url.database) in str(told.value)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (sqlite3.SQLITE_BUSY, "Another program keeps /srv/b busy."),
        (sqlite3.SQLITE_IOERR_WRITE, "/srv/b cannot be read or written just now"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "/srv/b cannot be written"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "/srv/b is damaged."),
    ],
)
def test_each_trouble_of_sqlite_has_its_sentence(code: int, sentence: str) -> None:
    trouble = sqlite3.OperationalError()
    trouble.sqlite_errorcode = code

    assert str(in_words(trouble, make_url("sqlite:////srv/b"))).startswith(sentence)


def test_a_mistake_of_the_program_is_no_trouble() -> None:
    trouble = sqlite3.OperationalError("no such table")
    trouble.sqlite_errorcode = sqlite3.SQLITE_ERROR

    assert in_words(trouble, make_url("sqlite:////srv/b")) is None


def test_a_postgres_that_does_not_answer_is_told(tmp_path: Path) -> None:
    told = trouble_of(settings_of(tmp_path, f"postgresql://ana:secret@/viva?host={tmp_path}"))

    assert told.startswith("The database postgresql+psycopg://ana:***@/viva")
    assert "secret" not in told
