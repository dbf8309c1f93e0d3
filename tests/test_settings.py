"""Reading the `VIVA_*` variables."""

from pathlib import Path

import pytest

from viva.kernel.errors import InvalidInput
from viva.settings import Settings


def test_the_bank_is_a_file_in_the_data_folder() -> None:
    settings = Settings.read({"VIVA_DATA": "/srv/viva"})

    assert (settings.data, settings.database_url) == (Path("/srv/viva"), "sqlite:////srv/viva/viva.sqlite3")


def test_the_data_folder_has_a_place_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))

    assert tmp_path in Settings.read({}).data.parents


def test_the_command_line_wins() -> None:
    assert Settings.read({"VIVA_DATA": "/srv/viva"}, data=Path("/tmp/viva")).data == Path("/tmp/viva")  # noqa: S108


def test_a_relative_folder_is_seen_from_here() -> None:
    assert Settings.read({"VIVA_DATA": "notes"}).data == Path.cwd() / "notes"


def test_the_home_folder_has_its_short_name() -> None:
    assert Settings.read({"VIVA_DATA": "~/viva"}).data == Path.home() / "viva"


def test_backups_are_made_where_a_folder_is_named() -> None:
    assert Settings.read({"VIVA_BACKUP_DIR": "~/backups"}).backup_dir == Path.home() / "backups"
    assert Settings.read({}).backup_dir is None


def test_kits_are_shared_by_all_banks_unless_they_are_named() -> None:
    one, other = (Settings.read({"VIVA_DATA": f"/srv/{name}"}).kits for name in ("one", "other"))

    assert one == other
    assert Settings.read({"VIVA_KITS": "~/kits"}).kits == Path.home() / "kits"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgres_may_be_named_as_usual(scheme: str) -> None:
    settings = Settings.read({"VIVA_DATABASE_URL": f"{scheme}://ana@db/viva"})

    assert settings.database_url == "postgresql+psycopg://ana@db/viva"


def test_a_sqlite_file_may_be_elsewhere() -> None:
    assert Settings.read({"VIVA_DATABASE_URL": "sqlite:////srv/b.db"}).database_url == "sqlite:////srv/b.db"


@pytest.mark.parametrize("url", ["mysql://ana:secret@db/viva", "sqlite://", "sqlite:///", "/srv/viva.db"])
def test_another_database_is_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(InvalidInput, match="VIVA_DATABASE_URL") as refused:
        Settings.read({"VIVA_DATABASE_URL": url})

    assert "secret" not in str(refused.value)


def test_a_language_viva_does_not_speak_is_refused() -> None:
    with pytest.raises(InvalidInput, match="VIVA_LANG is tlh: Viva speaks en, ru"):
        Settings.read({"VIVA_LANG": "tlh"})


def test_how_much_comes_in_at_once_can_be_set() -> None:
    assert Settings.read({}).upload_mb == 64
    assert Settings.read({"VIVA_UPLOAD_MB": "200"}).upload_mb == 200


@pytest.mark.parametrize("told", ["0", "-1", "1.5", "2000", "much", "\N{SUPERSCRIPT TWO}"])
def test_how_much_comes_in_at_once_is_a_sensible_number(told: str) -> None:
    with pytest.raises(InvalidInput, match="VIVA_UPLOAD_MB"):
        Settings.read({"VIVA_UPLOAD_MB": told})


def test_a_weaker_sandbox_is_chosen_by_its_name_alone() -> None:
    assert not Settings.read({}).reduced_sandbox
    assert not Settings.read({"VIVA_SANDBOX": "full"}).reduced_sandbox
    assert Settings.read({"VIVA_SANDBOX": "reduced"}).reduced_sandbox
    with pytest.raises(InvalidInput, match="VIVA_SANDBOX is none"):
        Settings.read({"VIVA_SANDBOX": "none"})
