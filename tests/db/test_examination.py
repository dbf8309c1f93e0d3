"""Looking over a database."""

from pathlib import Path

from tests.apps import settings_of
from tests.made_notes import a_note, prompts, put
from tests.permissions import closed_to_looking
from viva.app import App
from viva.db.newest import NEWEST
from viva.settings import BANK_FILE, Settings


def test_a_sound_bank_has_no_problems(app: App) -> None:
    put(app, a_note(*prompts("1")))
    found = app.examine()

    assert (found.exists, found.revision, found.newest, found.problems) == (True, NEWEST, NEWEST, ())
    assert found.server
    assert found.server.partition(" ")[0] in {"SQLite", "PostgreSQL"}


def test_a_file_has_a_size(sqlite_app: App, sqlite_settings: Settings) -> None:
    assert sqlite_app.examine().size == (sqlite_settings.data / BANK_FILE).stat().st_size


def test_looking_makes_no_bank(tmp_path: Path) -> None:
    app = App(settings_of(tmp_path / "none"))

    assert not app.examine().exists
    assert not (tmp_path / "none").exists()
    app.close()


def test_damage_inside_is_a_problem(sqlite_app: App, sqlite_settings: Settings) -> None:
    put(sqlite_app, a_note(*prompts(*map(str, range(200)))))
    sqlite_app.close()
    file = sqlite_settings.data / BANK_FILE
    content = bytearray(file.read_bytes())
    for page in range(8 * 4096, len(content), 4096):
        content[page : page + 16] = b"\xff" * 16
    file.write_bytes(content)

    (problem, *_) = sqlite_app.examine().problems
    assert "is damaged" in problem


def test_a_broken_file_is_a_problem_not_a_failure(tmp_path: Path) -> None:
    (tmp_path / BANK_FILE).write_text("Dear diary, " * 100)
    app = App(settings_of(tmp_path))

    (problem,) = app.examine().problems
    assert "is not a Viva bank" in problem
    app.close()


def test_a_folder_without_rights_is_a_problem_not_a_failure(folder_in_memory: Path) -> None:
    folder = folder_in_memory / "data"
    folder.mkdir()
    app = App(settings_of(folder))
    with closed_to_looking(folder):
        found = app.examine()
    app.close()

    (problem,) = found.problems
    assert problem.startswith(
        f"{folder / BANK_FILE} cannot be opened: permission denied. Make its folder readable for you"
    )
    assert (found.exists, found.server, found.size, found.on_server) == (True, None, None, False)
