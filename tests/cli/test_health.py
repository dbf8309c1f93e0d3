from pathlib import Path

import pytest

from viva.db.examination import Examination
from viva.settings import Settings
from viva.telling.health import Check, check_all


def checks(folder: Path, **database: object) -> dict[str, Check]:
    examined: dict[str, object] = {
        "place": str(folder / "viva.sqlite3"),
        "on_server": False,
        "server": "SQLite 3.45.0",
        "exists": True,
        "revision": "2",
        "newest": "2",
        "size": 4_200_000,
        "problems": (),
        **database,
    }
    settings = Settings.read({}, data=folder)
    return {check.name: check for check in check_all(settings, Examination(**examined))}  # type: ignore[arg-type]


def test_what_is_in_order_needs_no_advice(tmp_path: Path) -> None:
    found = checks(tmp_path)

    assert all(check.well for check in found.values())
    assert found["Database"].found.endswith("viva.sqlite3, 4.2 MB")


def test_a_folder_that_does_not_exist_yet_is_no_problem(tmp_path: Path) -> None:
    found = checks(tmp_path / "new", exists=False, revision=None, size=None)

    assert found["Data folder"].well
    assert found["Data folder"].advice == "The first import makes it."


def test_a_file_in_place_of_the_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    check = checks(tmp_path / "file")["Data folder"]

    assert not check.well
    assert "--data" in check.advice


def test_an_older_database_is_a_problem_with_a_command(tmp_path: Path) -> None:
    check = checks(tmp_path, revision="1")["Revision"]

    assert not check.well
    assert "viva db upgrade" in check.advice


def test_a_server_that_does_not_answer_is_one_problem_with_what_to_do(tmp_path: Path) -> None:
    found = checks(tmp_path, on_server=True, server=None, revision=None, size=None, problems=("connection refused",))

    assert [name for name, check in found.items() if not check.well] == ["Database"]
    assert found["Database"].found == "connection refused"
    assert "VIVA_DATABASE_URL" in found["Database"].advice


def test_a_file_that_is_no_bank_is_one_problem_whose_sentence_says_what_to_do(tmp_path: Path) -> None:
    found = checks(tmp_path, server=None, revision=None, problems=("It is not a Viva bank. Move it away.",))

    assert [name for name, check in found.items() if not check.well] == ["Database"]


def test_a_file_that_may_not_be_looked_at_is_not_taken_for_a_server(tmp_path: Path) -> None:
    found = checks(tmp_path, server=None, revision=None, size=None, problems=("It cannot be opened. Make it so.",))

    assert (found["Database"].well, found["Database"].found) == (False, "It cannot be opened. Make it so.")
    assert "server" not in found["Database"].advice


@pytest.mark.parametrize("problems", [("row 4 is missing from index x",), ("one", "another")])
def test_damage_is_a_problem_with_a_command(tmp_path: Path, problems: tuple[str, ...]) -> None:
    check = checks(tmp_path, problems=problems)["Integrity"]

    assert (check.well, check.found) == (False, problems[-1])
    assert "viva db restore" in check.advice
