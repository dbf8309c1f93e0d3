"""Running the command line inside the test, with a bank of its own."""

import io
import shlex
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.made_notes import a_note
from tests.cli.terminal import Terminal
from viva.app import App
from viva.bank.known import Pair
from viva.cli.main import run
from viva.kernel.i18n import speak
from viva.notes.model import Reason, RelationKind
from viva.settings import Settings


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Viva:
    """Runs commands on one data folder."""

    data: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: object) -> Ended:
        code = run([str(word) for word in words])
        captured = self.capsys.readouterr()
        return Ended(code, captured.out, captured.err)


@pytest.fixture
def viva(folder_in_memory: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Viva]:
    """The command line in English, with an empty data folder."""
    data = folder_in_memory / "data"
    for name in ("VIVA_DATABASE_URL", "LC_ALL", "LC_MESSAGES", "LANG", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VIVA_DATA", str(data))
    monkeypatch.setenv("VIVA_LANG", "en")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    yield Viva(data, capsys)
    speak("en")


@pytest.fixture
def stocked(viva: Viva) -> Viva:
    """The command line with a bank that holds two questions, which are twins."""
    app = App(Settings.read({}, data=viva.data))
    try:
        with app.unit() as unit:
            unit.intake.import_note(a_note(), viva.data.parent / "notes" / "python.md", no_pictures)
            one, other = (each.question_id for each in unit.intake.known_drafts())
            twins = Pair(one, other, RelationKind.TWIN, 0.9, Reason("the same terms"))
            unit.intake.relate([twins], among={one: 1, other: 1})
    finally:
        app.close()
    return viva


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a text into standard input, for the next command."""
    return lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(text))


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes the person's editor a shell script, which gets the files as its words."""

    def be(script: str) -> None:
        program = tmp_path / "my editor"
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", shlex.quote(str(program)))

    return be


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    made = Terminal()
    yield made
    made.close()


def no_pictures(_target: str) -> None:
    """No picture is beside the note."""


@pytest.fixture
def viva_program() -> str:
    """The words that run the installed program, for a shell."""
    return shlex.quote(str(Path(sys.executable).with_name("viva")))
