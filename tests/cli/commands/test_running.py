import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Viva
from tests.required import require
from viva.cli.exits import Exit


@pytest.fixture(autouse=True)
def bubblewrap() -> None:
    require(shutil.which("bwrap"), "no bubblewrap: `make development` installs it, or says how")


def program(folder: Path, source: str, name: str = "program.py") -> Path:
    path = folder / name
    path.write_text(source, encoding="utf-8")
    return path


def test_it_shows_what_was_printed_and_how_it_ended(viva: Viva, tmp_path: Path) -> None:
    ended = viva("run", "--kit", "stock", program(tmp_path, "print('да')"))

    assert (ended.code, ended.out) == (Exit.OK, "да\n")
    assert ended.err.startswith("exit code 0; ")
    assert ended.err.endswith("isolation: full\n")


def test_a_program_that_fails_fails_the_command(viva: Viva, tmp_path: Path) -> None:
    ended = viva("run", "--kit", "stock", program(tmp_path, "1 / 0"))

    assert ended.code == Exit.FAILED
    assert "ZeroDivisionError: division by zero\n" in ended.err


def test_programs_get_json(viva: Viva, tmp_path: Path) -> None:
    path = program(tmp_path, "while True: pass")

    told = json.loads(viva("run", "--kit", "stock", "--timeout", "0.3", "--json", path).out)

    assert told["wall_ms"] >= 300
    assert told["peak_mb"] > 0
    assert {name: value for name, value in told.items() if name not in {"wall_ms", "peak_mb"}} == {
        "status": "timeout", "exit_code": None, "signal": None, "stdout": "", "stderr": "", "isolation": "full",
        "matches": None, "truncated": False, "reason": "",
    }  # fmt: skip


@pytest.mark.parametrize(("expected", "matches", "code"), [("1\n", True, Exit.OK), ("1", False, Exit.FAILED)])
def test_what_was_expected_is_compared_byte_by_byte(
    viva: Viva, tmp_path: Path, expected: str, matches: bool, code: Exit
) -> None:
    path, output = program(tmp_path, "print(1)"), program(tmp_path, expected, "expected.txt")

    ended = viva("run", "--kit", "stock", "--expect", output, "--json", path)

    assert (json.loads(ended.out)["matches"], ended.code) == (matches, code)


def test_the_profile_lets_it_start_processes(viva: Viva, tmp_path: Path) -> None:
    path = program(
        tmp_path, "import os; print(os.waitpid(os.spawnv(os.P_NOWAIT, '/usr/bin/python3', ['a', '-V']), 0)[1])"
    )

    assert viva("run", "--kit", "stock", path).code == Exit.FAILED
    assert viva("run", "--kit", "stock", "--profile", "processes", path).out.endswith("0\n")


def test_a_hash_seed_can_be_chosen(viva: Viva, tmp_path: Path) -> None:
    path = program(tmp_path, "print({'a', 'b', 'c', 'd', 'e', 'f'})")

    zero, none, one = (
        viva("run", "--kit", "stock", *seed, path).out for seed in (("--hash-seed", 0), (), ("--hash-seed", 1))
    )

    assert zero == none != one


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nowhere.py",), "no such file"),
        (("--kit", "nothing", "{file}"), "There is no kit nothing"),
        (("--timeout", "-1", "{file}"), "600 seconds"),
        (("--hash-seed", "-1", "{file}"), "hash seed"),
        (("--kit", "stock", "{text}"), "cannot be run"),
        (("--expect", "nowhere.txt", "{file}"), "no such file"),
        (("{folder}",), "it is a folder"),
    ],
)
def test_what_makes_no_sense_is_told_in_a_sentence(
    viva: Viva, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    known = {"file": program(tmp_path, ""), "text": program(tmp_path, "", "notes.txt"), "folder": tmp_path}

    ended = viva("run", *(word.format(**known) for word in words))

    assert ended.code == Exit.FAILED
    assert sentence in ended.err
    assert ended.err.count("\n") == 1


def test_what_is_far_too_large_is_told(viva: Viva, tmp_path: Path) -> None:
    path = tmp_path / "large.py"
    path.write_bytes(b"#" * 50_000_000)

    assert "8 MB" in viva("run", "--kit", "stock", path).err


def test_bytes_that_are_no_text_are_told_as_such(viva: Viva, tmp_path: Path) -> None:
    source = r"import sys; sys.stdout.buffer.write(b'\xff\x00 bytes')"

    assert (
        json.loads(viva("run", "--kit", "stock", "--json", program(tmp_path, source)).out)["stdout"] == "\ufffd\0 bytes"
    )


def test_without_bubblewrap_nothing_is_run(viva: Viva, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    ended = viva("run", "--kit", "stock", program(tmp_path, "print(1)"))

    assert (ended.code, ended.out) == (Exit.FAILED, "")
    assert "bubblewrap" in ended.err
