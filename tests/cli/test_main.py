import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Viva
from viva import __version__
from viva.cli.exits import Exit

START = "from viva.cli.main import main; main()"


def process(*words: str, before: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", before + START, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "VIVA_LANG": "en", **environ},
    )


def test_the_version_is_told(viva: Viva) -> None:
    assert viva("--version").out == f"{__version__}\n"


def test_the_version_is_told_before_anything_else_is_imported() -> None:
    script = "import sys; from viva.cli.main import run; run(['--version']); print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    loaded = {module.partition(".")[0] for module in told.stdout.split("\n")[1].split()}
    assert loaded.isdisjoint({"cyclopts", "rich", "sqlalchemy", "gettext", "re", "importlib.metadata"})


def test_without_a_command_help_is_shown(viva: Viva) -> None:
    ended = viva()

    assert ended.code == Exit.OK
    assert ended.out == viva("--help").out
    assert "Usage: viva [options] COMMAND" in ended.out


@pytest.mark.parametrize("language", ["--lang=ru", "--lang ru"])
def test_a_language_is_chosen_before_the_command(viva: Viva, language: str) -> None:
    assert "Использование: viva" in viva(*language.split(), "list", "--help").out


def test_a_language_is_chosen_by_the_environment(viva: Viva, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIVA_LANG", "ru")

    assert viva("lst").err == "viva: Нет команды «lst». Возможно, вы имели в виду «list»?\n"


def test_another_data_folder_is_named_before_the_command(stocked: Viva, tmp_path: Path) -> None:
    assert stocked("--data", tmp_path / "other", "list").out == ""


def test_a_failure_is_one_sentence_and_code_1(stocked: Viva) -> None:
    ended = stocked("show", "77")

    assert (ended.code, ended.out, ended.err) == (
        Exit.FAILED,
        "",
        "viva: There is no question 77 in the bank.\n",
    )


def test_a_broken_bank_is_one_sentence_and_code_1(viva: Viva) -> None:
    viva.data.mkdir()
    (viva.data / "viva.sqlite3").write_bytes(b"no database at all" * 1000)

    ended = viva("list")

    assert ended.code == Exit.FAILED
    assert ended.err.count("\n") == 1
    assert str(viva.data / "viva.sqlite3") in ended.err


def test_an_interrupt_ends_with_a_sentence_and_130(tmp_path: Path) -> None:
    at_the_bank = (
        "import sys; "
        "interrupt = lambda: (_ for _ in ()).throw(KeyboardInterrupt); "
        "sys.addaudithook(lambda event, _: event == 'sqlite3.connect' and interrupt()); "
    )
    ended = process("--data", str(tmp_path), "stats", before=at_the_bank)

    assert ended.returncode == Exit.INTERRUPTED
    assert ended.stderr == "viva: Stopped. Files that were finished are kept.\n"


def test_a_place_one_may_not_enter_is_a_sentence(tmp_path: Path) -> None:
    refused = (
        "import sys; "
        "refuse = lambda: (_ for _ in ()).throw(PermissionError(13, 'Permission denied', '/locked/viva.sqlite3')); "
        "sys.addaudithook(lambda event, _: event == 'sqlite3.connect' and refuse()); "
    )
    ended = process("--data", str(tmp_path), "stats", before=refused)

    assert (ended.returncode, ended.stderr) == (Exit.FAILED, "viva: /locked/viva.sqlite3: permission denied\n")


@pytest.mark.parametrize(
    "words", [["import", ""], ["import", "notes", ""], ["start", ""], ["db", "restore", ""], ["--data", "", "list"]]
)
def test_a_path_that_names_nothing_is_not_the_working_folder(viva: Viva, words: list[str]) -> None:
    ended = viva(*words)

    assert ended.code == Exit.USAGE
    assert "“” does not fit" in ended.err


def test_the_result_does_not_need_standard_error() -> None:
    without = "import sys; sys.stderr = None; "

    assert process("completion", "bash", before=without).stdout


def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path) -> None:
    words = [sys.executable, "-c", START, "completion", "bash"]
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "wb") as nobody_reads:
        ended = subprocess.run(
            words,
            stdout=nobody_reads,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "VIVA_DATA": str(tmp_path)},
        )

    assert (ended.returncode, ended.stderr) == (Exit.OK, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("words", ["completion bash", "--help", "list --help", "--version", "doctor"])
def test_a_full_disk_behind_the_output_is_a_sentence(words: str, tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-c", START, *words.split()],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={**os.environ, "VIVA_LANG": "en", "VIVA_DATA": str(tmp_path)},
        )

    assert (ended.returncode, ended.stderr) == (
        Exit.FAILED,
        "viva: Cannot write the output: no space is left on the disk.\n",
    )


def test_names_that_the_output_cannot_say_are_escaped(tmp_path: Path) -> None:
    ended = process("--data", str(tmp_path), "db", "restore", "нет.db", PYTHONIOENCODING="ascii")

    assert ended.returncode == Exit.FAILED
    assert r"\u043d\u0435\u0442.db" in ended.stderr
