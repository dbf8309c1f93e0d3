"""A sound bank that may be read, and not be written."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.apps import settings_of
from tests.made_notes import a_note, prompts, put
from tests.permissions import closed_to_writing, read_only
from viva.app import App
from viva.kernel.errors import Unavailable
from viva.settings import BANK_FILE


def shown(app: App) -> list[str]:
    with app.reader() as unit:
        return [line.prompt for line in unit.bank.questions().questions]


@pytest.fixture
def folder(sqlite_app: App, folder_in_memory: Path) -> Path:
    """A data folder whose bank was closed with one question in it."""
    put(sqlite_app, a_note(*prompts("kept")))
    sqlite_app.close()
    inside = folder_in_memory / "data"
    inside.mkdir()
    shutil.copy(folder_in_memory / BANK_FILE, inside / BANK_FILE)
    return inside


def in_rollback_mode(file: Path) -> None:
    """Make it a file as a backup is one: nothing was ever written beside it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


@pytest.mark.parametrize("backup", [False, True])
def test_a_bank_in_a_read_only_folder_is_read(folder: Path, *, backup: bool) -> None:
    if backup:
        in_rollback_mode(folder / BANK_FILE)
    app = App(settings_of(folder))
    with closed_to_writing(folder):
        assert (shown(app), app.examine().problems) == (["kept"], ())
        app.close()

    assert [path.name for path in folder.iterdir()] == [BANK_FILE]


@pytest.mark.parametrize("backup", [False, True])
def test_a_read_only_file_is_read_again_and_again(folder: Path, *, backup: bool) -> None:
    if backup:
        in_rollback_mode(folder / BANK_FILE)
    with read_only(folder / BANK_FILE):
        for _time in range(2):
            app = App(settings_of(folder))
            assert (shown(app), app.examine().problems) == (["kept"], ())
            app.close()


def test_a_bank_that_somebody_has_open_is_read_with_the_latest(folder: Path) -> None:
    writing, reading = App(settings_of(folder)), App(settings_of(folder))
    put(writing, a_note(*prompts("latest"), source="latest.md"))
    with closed_to_writing(folder):
        assert sorted(shown(reading)) == ["kept", "latest"]
    reading.close()
    writing.close()


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_a_bank_with_unfinished_changes_beside_it_is_not_read_as_if_it_were_whole(folder: Path, ending: str) -> None:
    file = folder / BANK_FILE
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA journal_mode = {'WAL' if ending == '-wal' else 'DELETE'}")
        connection.execute("PRAGMA cache_size = 1")  # so that changes spill into the file before they are whole
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("BEGIN")
        connection.execute("CREATE TABLE torn AS SELECT zeroblob(100000)")
        connection.execute("UPDATE revisions SET prompt = 'torn'")
        left = [(beside.name, beside.read_bytes()) for beside in folder.iterdir() if not beside.name.endswith("-shm")]
    for name, content in left:
        (folder / name).write_bytes(content)
    assert (folder / f"{BANK_FILE}{ending}").stat().st_size
    app = App(settings_of(folder))
    with closed_to_writing(folder), pytest.raises(Unavailable, match="read-only for you"):
        shown(app)
    app.close()


def test_a_read_only_bank_is_searched_and_counted(folder: Path) -> None:
    app = App(settings_of(folder))
    with closed_to_writing(folder), app.reader() as unit:
        assert (unit.search.find("kept").total, unit.bank.stats().questions) == (1, 1)
    app.close()


def test_a_read_only_bank_is_backed_up(folder: Path) -> None:
    place = folder.parent / "backups"
    place.mkdir()
    place.chmod(0o777)
    app = App(settings_of(folder))
    with closed_to_writing(folder):
        copy = app.backup(place / "copy")
    app.close()

    assert copy.is_file()


def test_writing_a_read_only_bank_is_one_sentence(folder: Path) -> None:
    app = App(settings_of(folder))
    with closed_to_writing(folder), pytest.raises(Unavailable) as told:
        put(app, a_note(*prompts("new")))
    app.close()

    assert str(told.value) == f"{folder / BANK_FILE} cannot be written: it, or its folder, is read-only for you."
