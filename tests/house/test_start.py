"""The first minute with Viva: `make start`, as a stranger types it."""

import os
import re
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE
from typing import Any

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
    """What `make start` prints without a terminal until it serves; then Ctrl-C. The installation is taken as it is."""
    require((CHECKOUT / ".venv" / "bin" / "viva").exists(), "Viva is not installed: make setup")
    make = ["make", "--no-print-directory", "--assume-old=.venv/.runtime", "start", *arguments]
    with subprocess.Popen(make, **strangers(home), stdout=PIPE, stderr=PIPE, start_new_session=True) as starting:
        assert starting.stdout
        told = ""
        for line in starting.stdout:
            told += line
            if "/enter?token=" in line:
                break
        os.killpg(starting.pid, signal.SIGINT)  # what Ctrl-C does: make and what it runs get it
        rest, trouble = starting.communicate(timeout=60)
    assert "Viva has stopped." in trouble
    assert rest == ""
    return told


def strangers(home: Path) -> dict[str, Any]:
    """The surroundings of a stranger who has set nothing, in English."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("VIVA_", "XDG_"))}
    environment = {**inherited, "HOME": str(home), "VIVA_LANG": "en"}
    return {"cwd": CHECKOUT, "env": environment, "stdin": subprocess.DEVNULL, "text": True}


def run(words: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    """What a stranger gets who runs a command."""
    done = subprocess.run(words, **strangers(home), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done


def to_try(told: str) -> list[str]:
    """The commands at the end, each below what it does."""
    return [line.strip() for line in told.partition("Try next\n")[2].partition("\n\n")[0].splitlines()[1::2]]


@pytest.mark.usefixtures("no_sample_bank")
def test_its_last_line_lets_one_browser_in(folder_in_memory: Path) -> None:
    last = start(folder_in_memory).splitlines()[-1]

    assert re.fullmatch(r"Viva is at http://127\.0\.0\.1:\d+/enter\?token=\S+", last)


@pytest.mark.usefixtures("no_sample_bank")
def test_it_reads_the_sample_notes_and_names_commands_that_work(folder_in_memory: Path) -> None:
    told = start(folder_in_memory)

    commands = to_try(told)
    assert "examples/notes" in told
    assert [bool(run(shlex.split(command), folder_in_memory).stdout) for command in commands] == [True] * 4


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
