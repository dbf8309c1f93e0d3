import shlex
import sys
from pathlib import Path

import pytest

from viva.cli.invocation import command


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Viva in a folder that the shell does not search, called by its full name from two folders above."""
    file = tmp_path / "venv" / "bin" / "viva"
    file.parent.mkdir(parents=True)
    file.write_text("#!/bin/sh\n", encoding="utf-8")
    file.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [str(file)])
    monkeypatch.setenv("PATH", "/nowhere")
    return file


@pytest.mark.usefixtures("program")
def test_a_program_below_the_working_folder_is_named_from_there() -> None:
    assert command(["list"]) == "venv/bin/viva list"


def test_a_program_elsewhere_is_named_in_full(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = program.parents[2] / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)

    assert command(["list"]) == f"{program} list"


def test_a_program_that_the_shell_finds_goes_by_its_name(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(program.parent))

    assert command(["list"]) == "viva list"


def test_another_viva_on_the_path_is_not_meant(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = program.parent.parent / "viva"
    other.write_text("#!/bin/sh\n", encoding="utf-8")
    other.chmod(0o755)
    monkeypatch.setenv("PATH", str(other.parent))

    assert command(["list"]) == "venv/bin/viva list"


def test_a_program_run_by_another_one_goes_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["-c"])

    assert command(["list"]) == "viva list"


@pytest.mark.usefixtures("program")
def test_a_shell_reads_the_words_as_they_were_meant(tmp_path: Path) -> None:
    line = command(["list", "--topic", "it's"], data=tmp_path / "my bank")

    assert shlex.split(line) == ["venv/bin/viva", "--data", "my bank", "list", "--topic", "it's"]
