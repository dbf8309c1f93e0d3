"""A folder is written by one program at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from viva.exchange.holding import held
from viva.kernel.errors import Conflict, Unavailable

HOLD = """
import sys
from pathlib import Path
from viva.exchange.holding import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_program_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    folder = tmp_path / "bank"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Conflict, match="Another export is writing into"), held(folder):
            pass
        other.kill()
    with held(folder):
        assert folder.is_dir()


def test_a_folder_that_was_made_for_nothing_is_gone(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), held(tmp_path / "new"):
        raise ZeroDivisionError

    assert not (tmp_path / "new").exists()


def test_what_is_no_folder_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")

    with pytest.raises(Unavailable, match="Cannot write"), held(tmp_path / "file"):
        pass
