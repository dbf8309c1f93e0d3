"""The commands do the same on every database."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Viva
from viva.cli.exits import Exit


def test_notes_are_imported_listed_and_found(
    viva: Viva, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VIVA_DATABASE_URL", database_url)
    note = tmp_path / "note.md"
    note.write_text("# What is a monad?\n\nA monoid.\n\n# Что такое монада?\n\nМоноид.\n", encoding="utf-8")

    assert viva("import", note).code == Exit.OK
    assert viva("list").out.count("\n") == 2
    assert viva("search", "монады", "lang:ru").out.count("\n") == 2
    assert json.loads(viva("stats", "--json").out)["languages"] == {"en": 1, "ru": 1}
    assert viva("import", note).out.endswith("nothing has changed.\n")
    assert viva("doctor").code == Exit.OK
    assert viva("show", 2**63 - 1).err == f"viva: There is no question {2**63 - 1} in the bank.\n"
    assert viva("show", 2**63).err == f"viva: There is no question {2**63} in the bank.\n"
