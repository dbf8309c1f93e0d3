"""`viva interview run` as a program on a terminal of its own, as over SSH: killed, hung up on, or without a screen."""

import fcntl
import os
import pty
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.interviews.conduct.table import Table
from viva.interviews.conduct.model import Kind
from viva.settings import BANK_FILE, Settings

VIVA = Path(sys.executable).with_name("viva")
OWNING_TERMINAL = """
import fcntl, os, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
PATIENCE = 120
"""Seconds after which a program that hangs is given up."""

pytestmark = pytest.mark.slow


class Session:
    """The program, the keys that are sent to it, and what it wrote."""

    def __init__(self, program: "subprocess.Popen[bytes]", keyboard: int) -> None:
        self.program = program
        self._keyboard = keyboard
        self.written = b""
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def press(self, keys: str) -> None:
        os.write(self._keyboard, keys.encode())

    def until(self, true: Callable[[], bool]) -> None:
        ends = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < ends, self.written[-2_000:]
            time.sleep(0.02)

    def until_written(self, text: str) -> None:
        self.until(lambda: text.encode() in self.written)

    def hang_up(self) -> None:
        os.close(self._keyboard)
        self._keyboard = -1

    def end(self) -> None:
        if self.program.poll() is None:
            self.program.kill()
        self.program.wait(PATIENCE)
        if self._keyboard >= 0:
            self.hang_up()

    def _read(self) -> None:
        while True:
            try:
                self.written += os.read(self._keyboard, 65536)
            except OSError:  # how Linux says that nobody will write any more
                return


@contextmanager
def run(settings: Settings, table: Table, **environment: str) -> Generator[Session]:
    """Ana opens her seat in a terminal of 80 columns and 24 lines."""
    keyboard, screen = pty.openpty()
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    command = [sys.executable, "-c", OWNING_TERMINAL, str(VIVA), "interview", "run", table.tokens["Ana"]]
    here = {**os.environ, "TERM": "xterm-256color", "VIVA_DATA": str(settings.data), "VIVA_LANG": "en", **environment}
    program = subprocess.Popen(command, stdin=screen, stdout=screen, stderr=screen, env=here)
    os.close(screen)
    session = Session(program, keyboard)
    try:
        yield session
    finally:
        session.end()


def waiting(table: Table) -> str:
    """All that waits on the disk."""
    return "".join(file.read_text(encoding="utf-8") for file in table.app.waiting_dir.rglob("*.json"))


def notes(table: Table) -> list[str]:
    """The notes in the journal."""
    with table.app.reader() as unit:
        changes = unit.conduct._store.changes(table.interview, 0, 1_000)
    return [str(each.said["text"]) for each in changes if each.kind == Kind.NOTE]


def test_what_is_typed_while_the_bank_is_busy_outlives_the_program(sqlite_settings: Settings, table: Table) -> None:
    with run(sqlite_settings, table) as session:
        session.until_written("Must?")
        with closing(sqlite3.connect(sqlite_settings.data / BANK_FILE)) as other:
            other.execute("BEGIN IMMEDIATE")
            session.press("ekept on the disk")
            session.until(lambda: "kept on the disk" in waiting(table))
            session.program.send_signal(signal.SIGKILL)
            session.program.wait(PATIENCE)
        assert notes(table) == []

    with run(sqlite_settings, table) as session:
        session.until(lambda: table.entry("Ana", 1).note == "kept on the disk")
        session.until_written("Saved")
        session.press("q")
        assert session.program.wait(PATIENCE) == 0
    assert notes(table) == ["kept on the disk"]
    assert waiting(table) == ""


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGHUP])
def test_who_is_told_to_end_keeps_what_is_typed(sqlite_settings: Settings, table: Table, told: signal.Signals) -> None:
    with run(sqlite_settings, table) as session:
        session.until_written("Must?")
        session.press("eЖ")
        session.until_written("Ж")
        session.program.send_signal(told)
        session.program.wait(PATIENCE)
        assert "\\u0416" in waiting(table) or notes(table) == ["Ж"]


def test_a_terminal_that_goes_away_ends_the_program(sqlite_settings: Settings, table: Table) -> None:
    with run(sqlite_settings, table) as session:
        session.until_written("Must?")
        session.press("eheard")
        session.until(lambda: table.entry("Ana", 1).note == "heard")
        session.hang_up()
        session.program.wait(PATIENCE)


def test_without_colours_there_are_none(sqlite_settings: Settings, table: Table) -> None:
    with run(sqlite_settings, table, NO_COLOR="1", COLORTERM="truecolor") as session:
        session.until_written("Must?")
        session.press("q")
        session.program.wait(PATIENCE)
        colours = session.written.split(b"\x1b[38;2;")[1:]
        shades = {tuple(colour.partition(b"m")[0].split(b";")[:3]) for colour in colours}
        assert shades
        assert all(len(set(shade)) == 1 for shade in shades)


@pytest.mark.parametrize("kind", ["dumb", ""])
def test_a_terminal_without_a_screen_is_told_so(sqlite_settings: Settings, table: Table, kind: str) -> None:
    with run(sqlite_settings, table, TERM=kind) as session:
        assert session.program.wait(PATIENCE) == 1
        session.until_written("This terminal can show no screen")


def test_a_pipe_is_no_terminal(sqlite_settings: Settings, table: Table) -> None:
    command = [str(VIVA), "interview", "run", table.tokens["Ana"]]
    here = {**os.environ, "VIVA_DATA": str(sqlite_settings.data), "VIVA_LANG": "en"}
    ended = subprocess.run(command, input="q", env=here, capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("viva: This needs a terminal")
