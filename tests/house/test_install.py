"""What setting up says when the machine lacks something."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.install import keep_compiled, main, why_not
from tests.required import CHECKOUT

DEBIAN = "The virtual environment was not created successfully because ensurepip is not available."


@pytest.mark.parametrize("said", [DEBIAN, "/usr/bin/python3: No module named venv"])
def test_a_missing_part_of_python_is_named(said: str) -> None:
    told = why_not(said, Path(".venv"))

    assert f"python{sys.version_info.major}.{sys.version_info.minor}-venv" in told
    assert "\n" not in told


def test_another_failure_is_told_as_it_is() -> None:
    assert why_not("No space left on device\n", Path(".venv")).endswith(".venv failed: No space left on device")


def test_a_failed_environment_is_not_left_half_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(SystemExit, match="failed"):
        main(str(tmp_path / "file" / ".venv"))

    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_modules_are_compiled_once_where_python_may_keep_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    (tmp_path / "module.py").touch()

    keep_compiled(Path(sys.executable), tmp_path)

    assert [kept.name.partition(".")[0] for kept in tmp_path.glob("__pycache__/*.pyc")] == ["module"]


def test_make_says_when_no_python_is_new_enough() -> None:
    done = subprocess.run(
        ["make", "--always-make", "--dry-run", "setup", "PYTHON="],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert "Viva needs Python 3.11 or newer" in done.stderr
