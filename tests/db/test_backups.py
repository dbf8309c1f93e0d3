"""Copies of a bank, and putting one back."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.made_notes import a_note, no_pictures, prompts, put
from tests.permissions import closed_to_looking, closed_to_writing
from viva.app import App
from viva.kernel.errors import Conflict, InvalidInput, NotFound, Unavailable
from viva.settings import BANK_FILE, Settings


def keep(app: App, prompt: str) -> None:
    put(app, a_note(*prompts(prompt), source=f"{prompt}.md"))


def shown(app: App) -> list[str]:
    with app.reader() as unit:
        return [line.prompt for line in unit.bank.questions().questions]


def shown_in(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [prompt for (prompt,) in connection.execute("SELECT prompt FROM revisions ORDER BY question_id")]


@pytest.fixture
def backup(sqlite_app: App, tmp_path: Path) -> Path:
    """A backup that holds one question."""
    keep(sqlite_app, "old")
    return sqlite_app.backup(tmp_path / "bank.backup")


def test_a_backup_is_one_file_with_everything(backup: Path) -> None:
    assert shown_in(backup) == ["old"]
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def test_a_backup_is_made_while_somebody_writes(sqlite_app: App, tmp_path: Path) -> None:
    keep(sqlite_app, "done")
    with sqlite_app.unit() as unit:
        unit.intake.import_note(a_note(*prompts("open")), tmp_path / "open.md", no_pictures)
        sqlite_app.backup(tmp_path / "bank.backup")

    assert shown_in(tmp_path / "bank.backup") == ["done"]


def test_a_backup_overwrites_nothing(sqlite_app: App, backup: Path) -> None:
    with pytest.raises(Conflict, match=f"{backup} exists already"):
        sqlite_app.backup(backup)


def test_there_must_be_a_bank_to_back_up(tmp_path: Path) -> None:
    app = App(Settings.read({"VIVA_DATA": str(tmp_path / "none")}))
    with pytest.raises(NotFound, match="There is no bank"):
        app.backup(tmp_path / "b")
    app.close()


@pytest.mark.parametrize("folder", ["none", "bank.backup"])
def test_a_backup_makes_no_folder(sqlite_app: App, backup: Path, folder: str) -> None:
    place = backup.parent / folder
    with pytest.raises(NotFound, match=f"There is no folder {place} for the backup"):
        sqlite_app.backup(place / "inside")

    assert not place.is_dir()


def test_a_backup_where_nobody_may_write_is_told(sqlite_app: App, backup: Path, folder_in_memory: Path) -> None:
    place = folder_in_memory / "closed"
    place.mkdir()
    for path in (folder_in_memory / BANK_FILE, *folder_in_memory.glob(f"{BANK_FILE}-*")):
        path.chmod(0o666)
    with closed_to_writing(place), pytest.raises(Unavailable) as told:
        sqlite_app.backup(place / backup.name)

    assert str(place) in str(told.value)


def test_a_backup_in_a_folder_without_rights_is_told(sqlite_app: App, backup: Path, folder_in_memory: Path) -> None:
    place = folder_in_memory / "closed"
    place.mkdir()
    with closed_to_looking(place):
        for act in (sqlite_app.backup, sqlite_app.restore):
            with pytest.raises(Unavailable, match=f"{place / backup.name} cannot be opened: permission denied"):
                act(place / backup.name)


def test_restoring_brings_the_backup_back(sqlite_app: App, backup: Path) -> None:
    keep(sqlite_app, "new")
    sqlite_app.restore(backup)

    assert shown(sqlite_app) == ["old"]


def test_restoring_keeps_what_was_there(sqlite_app: App, backup: Path) -> None:
    keep(sqlite_app, "new")
    kept = sqlite_app.restore(backup)

    assert kept is not None
    assert shown_in(kept) == ["old", "new"]


def test_a_program_that_has_the_bank_open_sees_what_was_restored(
    sqlite_app: App, sqlite_settings: Settings, backup: Path
) -> None:
    keep(sqlite_app, "new")
    other = App(sqlite_settings)
    assert len(shown(other)) == 2
    sqlite_app.restore(backup)

    assert shown(other) == ["old"]
    keep(other, "newer")
    assert sorted(shown(sqlite_app)) == ["newer", "old"]
    other.close()


def test_a_bank_is_restored_where_there_was_none(backup: Path, tmp_path: Path) -> None:
    app = App(Settings.read({"VIVA_DATA": str(tmp_path / "new")}))

    assert app.restore(backup) is None
    assert shown(app) == ["old"]
    app.close()


def test_a_broken_bank_is_moved_aside(sqlite_app: App, sqlite_settings: Settings, backup: Path) -> None:
    sqlite_app.close()
    bank = sqlite_settings.data / BANK_FILE
    for log in bank.parent.glob("*-wal"):
        log.unlink()
    bank.write_text("Dear diary, " * 1000)
    kept = sqlite_app.restore(backup)

    assert kept is not None
    assert kept.read_text().startswith("Dear diary")
    assert shown(sqlite_app) == ["old"]


def test_a_file_that_is_no_database_is_not_restored(sqlite_app: App, backup: Path, tmp_path: Path) -> None:
    (tmp_path / "diary").write_text("Dear diary, " * 1000)
    with pytest.raises(InvalidInput, match=r"diary is not a backup of a Viva bank\.$"):
        sqlite_app.restore(tmp_path / "diary")

    assert shown(sqlite_app) == shown_in(backup)


def test_a_database_of_another_program_is_not_restored(sqlite_app: App, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "places")) as connection, connection:
        connection.execute("CREATE TABLE moz_places (id)")

    with pytest.raises(InvalidInput, match="places is not a backup of a Viva bank"):
        sqlite_app.restore(tmp_path / "places")


def test_a_damaged_backup_is_not_restored(sqlite_app: App, backup: Path) -> None:
    whole = backup.read_bytes()
    backup.write_bytes(whole[: len(whole) // 2] + b"\0" * (len(whole) // 2))
    with pytest.raises(Unavailable, match="damaged"):
        sqlite_app.restore(backup)

    assert shown(sqlite_app) == ["old"]


def test_a_torn_off_backup_is_not_restored(sqlite_app: App, backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:10_000])
    with pytest.raises(Unavailable) as told:
        sqlite_app.restore(backup)

    assert str(told.value).startswith(f"{backup} is damaged")
    assert "viva db restore" not in str(told.value)


def test_a_backup_of_a_newer_viva_is_not_restored(sqlite_app: App, backup: Path) -> None:
    with closing(sqlite3.connect(backup)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '29990101_telepathy'")

    with pytest.raises(Unavailable, match="newer Viva"):
        sqlite_app.restore(backup)


def test_a_backup_that_is_not_there_is_not_found(sqlite_app: App, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no backup"):
        sqlite_app.restore(tmp_path / "none")


@pytest.mark.postgres
def test_postgres_is_left_to_its_own_tools(postgres_settings: Settings, tmp_path: Path) -> None:
    app = App(postgres_settings)
    with pytest.raises(InvalidInput, match="pg_dump"):
        app.backup(tmp_path / "b")
    with pytest.raises(InvalidInput, match="pg_restore"):
        app.restore(tmp_path / "b")
    app.close()


def test_a_copy_of_the_file_is_a_backup_too(sqlite_app: App, sqlite_settings: Settings, tmp_path: Path) -> None:
    keep(sqlite_app, "old")
    sqlite_app.close()
    shutil.copy(sqlite_settings.data / BANK_FILE, tmp_path / "copy")
    keep(sqlite_app, "new")
    sqlite_app.restore(tmp_path / "copy")

    assert shown(sqlite_app) == ["old"]
