"""The first minute with Viva: `make start`, as a stranger types it."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.required import CHECKOUT, require

pytestmark = pytest.mark.slow

NOTE = "# Python\n\n## What is a generator?\n\nA function that yields.\n"


def start(data: Path, *arguments: str) -> str:
    """What `make start` prints without a terminal; the installation itself is taken as it is."""
    require((CHECKOUT / ".venv" / "bin" / "viva").exists(), "Viva is not installed: make setup")
    done = subprocess.run(
        ["make", "--no-print-directory", "--assume-old=.venv/.runtime", "start", *arguments],
        cwd=CHECKOUT,
        env={**os.environ, "VIVA_DATA": str(data), "VIVA_LANG": "en"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_reads_the_sample_notes_and_names_three_commands_to_try(folder_in_memory: Path) -> None:
    told = start(folder_in_memory)

    assert "examples/notes" in told
    assert told.partition("Try next")[2].count("viva ") == 3


def test_it_reads_the_notes_it_is_given(folder_in_memory: Path) -> None:
    notes = folder_in_memory / "my notes"
    notes.mkdir()
    (notes / "python.md").write_text(NOTE, encoding="utf-8")

    assert "1 new question" in start(folder_in_memory / "data", f"NOTES={notes}")


def test_a_second_time_changes_nothing(folder_in_memory: Path) -> None:
    start(folder_in_memory)

    assert "nothing has changed" in start(folder_in_memory)
