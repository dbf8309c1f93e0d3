import json
from pathlib import Path

from tests.cli.conftest import Viva
from viva.cli.exits import Exit


def test_a_new_bank_is_made_and_then_is_up_to_date(viva: Viva) -> None:
    assert viva("db", "upgrade").out.startswith("Made a new database")
    assert viva("db", "upgrade").out.startswith("The database is up to date")


def test_a_backup_brings_back_what_was_there(stocked: Viva, tmp_path: Path) -> None:
    backup = tmp_path / "friday.db"
    assert stocked("db", "backup", backup).out == f"The bank is copied to {backup}.\n"
    before = stocked("list").out
    (stocked.data / "viva.sqlite3").write_bytes(b"damaged")

    restored = stocked("db", "restore", backup)

    assert restored.out.startswith(f"The bank is now as it was in {backup}.\nWhat was there before is kept in ")
    assert stocked("list").out == before


def test_a_backup_never_overwrites_a_file(stocked: Viva, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("precious")

    ended = stocked("db", "backup", taken)

    assert ended.code == Exit.FAILED
    assert str(taken) in ended.err
    assert taken.read_text() == "precious"


def test_programs_get_json(stocked: Viva, tmp_path: Path) -> None:
    assert json.loads(stocked("db", "upgrade", "--json").out)["backup"] is None
    assert json.loads(stocked("db", "backup", tmp_path / "b", "--json").out) == {"backup": str(tmp_path / "b")}
