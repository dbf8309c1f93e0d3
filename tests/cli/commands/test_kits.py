import json
from pathlib import Path

import pytest

from tests.cli.conftest import Viva
from viva.cli.exits import Exit


def test_all_kits_are_listed_with_what_is_in_them(viva: Viva, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIVA_KITS", str(tmp_path / "kits"))

    rows = [line.split("\t") for line in viva("kit", "list").out.splitlines()]

    assert [row[:2] for row in rows] == [[name, "not built"] for name in ("stock", "javascript", "web", "data", "all")]
    assert not (tmp_path / "kits").exists()


@pytest.mark.slow
def test_a_kit_is_built_once_and_then_listed_with_its_hash(
    viva: Viva, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIVA_KITS", str(tmp_path / "kits"))

    first, again = viva("kit", "build", "stock"), viva("kit", "build", "stock")
    stock, *others = json.loads(viva("kit", "list", "--json").out)

    assert "Making python" in first.err
    assert (again.err, again.out) == ("", first.out)
    assert first.out.split("\t")[1] == stock["hash"][:12]
    assert [kit["built"] for kit in others] == [False] * 4


def test_a_kit_that_nobody_knows_is_told(viva: Viva) -> None:
    ended = viva("kit", "build", "nothing")

    assert ended.code == Exit.FAILED
    assert "There is no kit nothing" in ended.err
