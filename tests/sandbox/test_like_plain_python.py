"""Snippets do in the sandbox, byte for byte, what they do in plain Python; what differs has its reason here."""

import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from viva.sandbox.kits import interpreter
from viva.sandbox.linux.launch import ENVIRONMENT
from viva.sandbox.linux.runner import LinuxRunner
from viva.sandbox.model import Limits, OwnNote, Profile, Program, Runner, Status

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "snippets.txt"

STARTS_PROCESSES = "it starts processes, which the profile forbids"
DIFFERS = {
    "shell": "there is no shell in the sandbox",
    "who and where": "user and machine are called sandbox",
    "processes that can be seen": "there is no /proc and no shell",
}
DIFFERS_WITHOUT_PROCESSES = DIFFERS | dict.fromkeys(
    ("process pool", "multiprocessing", "shared value", "fork", "another Python"), STARTS_PROCESSES
)


@dataclass(frozen=True, slots=True)
class Ended:
    """What a snippet did: what it printed, and its exit code or the signal that ended it."""

    stdout: bytes
    stderr: bytes
    code: int | None


def snippets() -> dict[str, str]:
    _about, *blocks = FIXTURE.read_text(encoding="utf-8").split("\n=== ")
    return {name: source for name, _newline, source in (block.partition("\n") for block in blocks)}


SNIPPETS = snippets()
every_snippet = pytest.mark.parametrize("name", SNIPPETS)


def in_plain_python(source: str, folder: Path) -> Ended:
    """The same interpreter without a sandbox; its own folders are told as the sandbox calls them."""
    (folder / "main.py").write_text(source, encoding="utf-8")
    environment = {**ENVIRONMENT, "PATH": "/usr/bin:/bin", "PYTHONHASHSEED": "0", "HOME": str(folder)}
    done = subprocess.run(
        [interpreter.executable(), "-s", "-B", "main.py"],
        cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=120,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # who runs us may not hear Ctrl-C
    )  # fmt: skip
    code = done.returncode if done.returncode >= 0 else -done.returncode
    return Ended(as_inside(done.stdout, folder), as_inside(done.stderr, folder), code)


def as_inside(text: bytes, folder: Path) -> bytes:
    library = str(Path(interpreter.executable()).parents[1] / interpreter.library())
    return text.replace(str(folder).encode(), b"/work").replace(
        library.encode(), f"/usr/{interpreter.library()}".encode()
    )


def in_sandbox(runner: Runner, source: str, profile: Profile) -> Ended:
    files = {"main.py": source.encode()}
    result = runner.run(Program(files=files, kit="stock", profile=profile, limits=Limits(timeout=60)))
    assert result.status in {Status.EXIT, Status.KILLED}, result
    return Ended(result.stdout, result.stderr, result.exit_code if result.signal is None else result.signal)


def test_there_are_enough_of_them() -> None:
    assert len(SNIPPETS) >= 72
    assert SNIPPETS.keys() >= DIFFERS_WITHOUT_PROCESSES.keys()


@pytest.mark.slow
@every_snippet
def test_a_snippet_does_what_it_does_in_plain_python(sandbox: LinuxRunner, name: str, tmp_path: Path) -> None:
    plain = in_plain_python(SNIPPETS[name], tmp_path)

    assert (in_sandbox(sandbox, SNIPPETS[name], Profile.PROCESSES) == plain) == (name not in DIFFERS)
    alike = name not in DIFFERS_WITHOUT_PROCESSES
    assert (in_sandbox(sandbox, SNIPPETS[name], Profile.THREADS) == plain) == alike


@pytest.mark.slow
def test_programs_of_one_note_do_the_same_as_those_in_sandboxes_of_their_own(sandbox: LinuxRunner) -> None:
    names = [name for name in SNIPPETS if name not in DIFFERS_WITHOUT_PROCESSES]
    with sandbox.own_note(OwnNote(owner="ana", note="python.md")) as shared:
        different = [
            name
            for name in names
            if in_sandbox(shared, SNIPPETS[name], Profile.THREADS)
            != in_sandbox(sandbox, SNIPPETS[name], Profile.THREADS)
        ]

    assert different == []
