"""The first minute with Viva: `make start`, as a stranger types it."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from tests.required import CHECKOUT, require

pytestmark = pytest.mark.slow

NOTE = "# Python\n\n## What is a generator?\n\nA function that yields.\n"


SAMPLE_BANK = CHECKOUT / "build" / "sample"


@pytest.fixture
def no_sample_bank() -> Iterator[None]:
    """The sample has one place in a checkout: who tests it waits for others that do, and begins anew."""
    SAMPLE_BANK.parent.mkdir(exist_ok=True)
    with FileLock(SAMPLE_BANK.with_suffix(".lock")):
        shutil.rmtree(SAMPLE_BANK, ignore_errors=True)
        yield


def start(home: Path, *arguments: str) -> str:
    """What `make start` prints without a terminal; the installation itself is taken as it is."""
    require((CHECKOUT / ".venv" / "bin" / "viva").exists(), "Viva is not installed: make setup")
    make = ["make", "--no-print-directory", "--assume-old=.venv/.runtime", "start", *arguments]
    return run(make, home).stdout


def run(words: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    """What a stranger who has set nothing gets, in English."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("VIVA_", "XDG_"))}
    done = subprocess.run(
        words,
        cwd=CHECKOUT,
        env={**inherited, "HOME": str(home), "VIVA_LANG": "en"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done


def to_try(told: str) -> list[str]:
    """The commands at the end, each below what it does."""
    return [line.strip() for line in told.partition("Try next\n")[2].splitlines()[1::2]]


@pytest.mark.usefixtures("no_sample_bank")
def test_it_reads_the_sample_notes_and_names_three_commands_that_work(folder_in_memory: Path) -> None:
    told = start(folder_in_memory)

    commands = to_try(told)
    assert "examples/notes" in told
    assert [bool(run(shlex.split(command), folder_in_memory).stdout) for command in commands] == [True] * 3


@pytest.mark.usefixtures("no_sample_bank")
def test_the_sample_stays_out_of_ones_own_bank(folder_in_memory: Path) -> None:
    start(folder_in_memory)

    assert SAMPLE_BANK.is_dir()
    assert list(folder_in_memory.rglob("*.sqlite3")) == []


def test_ones_own_notes_go_into_ones_own_bank(folder_in_memory: Path) -> None:
    notes = folder_in_memory / "my notes"
    notes.mkdir()
    (notes / "python.md").write_text(NOTE, encoding="utf-8")

    told = start(folder_in_memory, f"NOTES={notes}")

    assert "1 new question" in told
    assert len(list(folder_in_memory.rglob("*.sqlite3"))) == 1
    assert [bool(run(shlex.split(command), folder_in_memory).stdout) for command in to_try(told)[:2]] == [True] * 2


@pytest.mark.usefixtures("no_sample_bank")
def test_a_second_time_changes_nothing(folder_in_memory: Path) -> None:
    start(folder_in_memory)

    assert "nothing has changed" in start(folder_in_memory)
