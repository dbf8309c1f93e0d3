"""The starter bank as it ships: every page, and every program in it."""

import subprocess
import sys

import pytest

from tests.required import CHECKOUT


@pytest.mark.slow
@pytest.mark.usefixtures("all_packages", "bubblewrap")
def test_nothing_is_wrong_with_it() -> None:
    command = [sys.executable, "scripts/content.py", "check", "--run"]

    ended = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)

    assert ended.stdout == ""
    assert ended.returncode == 0, ended.stderr


def test_there_is_as_much_of_it_as_is_promised() -> None:
    command = [sys.executable, "scripts/content.py", "figures"]

    told = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout

    assert "missing" not in told
