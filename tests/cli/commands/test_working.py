import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Viva
from viva.cli.exits import Exit


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.md").write_text(f"# What is {name}?\n\nA number.\n", encoding="utf-8")
    return folder


def test_notes_are_imported_in_the_background(viva: Viva, notes: Path) -> None:
    told = "Job 1 will import them: `viva work` runs it, `viva jobs` shows how far it is.\n"
    assert viva("import", "--later", notes).out == told
    assert viva("list").out == ""

    ended = viva("work", "--once")
    assert ended.code == Exit.OK
    assert ended.out.startswith("done  import 1  ")
    assert ended.out.endswith("  2 notes read: 2 new questions.\n")
    assert viva("list").out.count("\n") == 2


def test_without_jobs_a_worker_that_works_once_ends(viva: Viva) -> None:
    ended = viva("work", "--once")

    assert (ended.code, ended.out, ended.err) == (Exit.OK, "", "")


@pytest.mark.parametrize("number", ["0", "9"])
def test_how_many_jobs_run_at_a_time_is_limited(viva: Viva, number: str) -> None:
    ended = viva("work", "--concurrency", number)

    assert ended.code == Exit.USAGE
    assert "From 1 to 8 jobs" in ended.err


@pytest.mark.slow
@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_told_to_end_ends_well(
    viva: Viva, notes: Path, database_url: str, monkeypatch: pytest.MonkeyPatch, which: signal.Signals
) -> None:
    monkeypatch.setenv("VIVA_DATABASE_URL", database_url)
    viva("import", "--later", notes)
    program = subprocess.Popen(
        [Path(sys.executable).parent / "viva", "work"],
        env={**os.environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with program:
        assert program.stdout
        assert program.stdout.readline().startswith("done  import 1  ")
        program.send_signal(which)
        _rest, said = program.communicate(timeout=60)

    working, finishing, *others = said.splitlines()
    assert (program.returncode, others) == (Exit.OK, [])
    assert working == "Working. Ctrl-C finishes what is in hand, and ends."
    assert finishing.startswith("Finishing what is in hand.")


def test_jobs_run_on_every_database(
    viva: Viva, notes: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIVA_DATABASE_URL", database_url)
    viva("import", "--later", notes)

    assert viva("work", "--once", "--concurrency", "2").out.startswith("done  import 1  ")
    assert viva("jobs").out.split("\t")[2] == "done"
    assert viva("doctor").code == Exit.OK
