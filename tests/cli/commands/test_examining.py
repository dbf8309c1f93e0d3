import json
import shutil

import pytest

from tests.cli.conftest import Viva
from tests.required import require
from viva.cli.exits import Exit


@pytest.fixture(autouse=True)
def bubblewrap() -> None:
    """Without it the doctor finds a problem."""
    require(shutil.which("bwrap"), "no bubblewrap: `make development` installs it, or says how")


def test_a_bank_in_order_is_said_to_be(stocked: Viva) -> None:
    ended = stocked("doctor")

    assert ended.code == Exit.OK
    assert ended.out.endswith("\nEverything is in order.\n")


def test_a_broken_bank_is_told_with_what_to_do(viva: Viva) -> None:
    viva.data.mkdir()
    (viva.data / "viva.sqlite3").write_bytes(b"no database at all" * 1000)

    ended = viva("doctor")

    assert ended.code == Exit.FAILED
    assert "viva db restore" in ended.out


def test_looking_makes_nothing(viva: Viva) -> None:
    viva("doctor")

    assert not viva.data.exists()


def test_programs_get_json(stocked: Viva) -> None:
    told = json.loads(stocked("doctor", "--json").out)

    assert told["well"] is True
    assert {"id", "name", "well", "found", "advice"} == set(told["checks"][0])


@pytest.mark.parametrize("language", ["en", "ru"])
def test_programs_know_a_check_by_the_same_word_in_every_language(stocked: Viva, language: str) -> None:
    told = json.loads(stocked("--lang", language, "doctor", "--json").out)

    assert [check["id"] for check in told["checks"]] == [
        "versions", "data-folder", "disk", "database", "revision", "integrity", "jobs", "sandbox",
    ]  # fmt: skip


def test_without_bubblewrap_it_says_that_nothing_is_run_and_what_to_do(
    stocked: Viva, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    ended = stocked("doctor")

    assert ended.code == Exit.FAILED
    assert "bubblewrap" in ended.out
    assert "apt-get install bubblewrap" in ended.out
    assert ended.out.endswith("1 problem needs you.\n")
