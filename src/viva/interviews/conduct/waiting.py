"""Changes that the bank does not have yet, kept on this machine's disk: who is killed while it is away loses none.

Each change is a file, so that writing one leaves the others alone. A program has
a folder of its own, which it locks; the folders of those that are gone are taken
over by the next one that opens the same seat.
"""

import errno
import json
import os
import secrets
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import Any

from viva.exchange.holding import held
from viva.interviews.conduct.model import Change, Kind
from viva.kernel.clock import Clock
from viva.kernel.durable import make_durable
from viva.kernel.errors import Conflict

ROOM = 512 * 1024
"""Bytes that are kept taken, to be given up for changes when the disk is full."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_ROOM = "room"
_END = ".json"
_NEW = ".new"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A change that waits, and what stood there when it was made."""

    change: Change
    was: Any = None
    file: Path | None = None
    """Where it is kept; None: nowhere but here."""


class WaitingRoom:
    """The waiting changes of one seat. Only one thread puts and drops."""

    def __init__(self, folder: Path, interview: int, token: str, clock: Clock) -> None:
        self._seat = folder / f"{interview}-{sha256(token.encode()).hexdigest()[:16]}"
        self.clock = clock
        self._held = ExitStack()
        self._folders: list[Path] = []
        self._own: Path | None = None
        self._count = 0

    def take_over(self) -> tuple[list[Waiting], list[Path]]:
        """What programs that are gone have left, in its order; and files of theirs that nobody can read, which stay."""
        found, unreadable = [], []
        for folder in sorted(self._seat.glob("*/")):
            try:
                self._held.enter_context(held(folder))
            except Conflict:  # its program is still there
                continue
            self._folders.append(folder)
            for torn in folder.glob(f"*{_NEW}"):
                torn.unlink()
            for file in sorted(folder.glob(f"*{_END}")):
                try:
                    found.append(_read(file))
                except (ValueError, KeyError, TypeError):
                    unreadable.append(file)
        return found, unreadable

    def put(self, waiting: Waiting) -> Waiting:
        """Keep a change: anew, or in place of the one that its file has; OSError where the disk does not take it."""
        file = waiting.file or self._next_file()
        text = _text(waiting)
        try:
            _write(file, text)
        except OSError as refusal:
            if refusal.errno not in _FULL or not self._give_up_room():
                raise
            _write(file, text)
        return Waiting(waiting.change, waiting.was, file)

    def drop(self, waiting: Waiting) -> None:
        """The bank has it, or nobody wants it any more."""
        if waiting.file is not None:
            waiting.file.unlink(missing_ok=True)

    def close(self) -> None:
        """Leave behind what waits, and nothing else."""
        for folder in self._folders:
            if not any(folder.glob(f"*{_END}")):
                (folder / _ROOM).unlink(missing_ok=True)
                with suppress(FileNotFoundError):  # a candidate was erased, and what waited as well
                    folder.rmdir()
        with suppress(OSError):  # not empty: others have left something
            self._seat.rmdir()
        self._held.close()

    def _next_file(self) -> Path:
        if self._own is None:
            self._own = self._made()
        self._count += 1
        return self._own / f"{self._count:06}{_END}"

    def _made(self) -> Path:
        """A folder of our own; whoever takes over folders may be quicker to lock it, and then there is another."""
        while True:
            stamp = f"{self.clock.now():%Y%m%dT%H%M%S.%f}"
            folder = self._seat / f"{stamp}-{secrets.token_hex(4)}"
            folder.mkdir(parents=True, mode=0o700)
            with ExitStack() as trying:
                try:
                    trying.enter_context(held(folder))
                except Conflict:
                    continue
                if folder.is_dir():
                    self._held.push(trying.pop_all())
                    break
        self._folders.append(folder)
        with suppress(OSError):  # a disk that is full already keeps changes as long as it can
            (folder / _ROOM).write_bytes(bytes(ROOM))
        return folder

    def _give_up_room(self) -> bool:
        given = False
        for folder in self._folders:
            with suppress(FileNotFoundError):
                (folder / _ROOM).unlink()
                given = True
        return given


def durable(waiting: Iterable[Waiting]) -> None:
    """Return when changes are on the disk; one that was dropped meanwhile needs no disk any more."""
    files = [each.file for each in waiting if each.file is not None]
    for path in (*files, *{file.parent for file in files}):
        with suppress(FileNotFoundError):
            make_durable([path])


def remove_waiting(folder: Path, interviews: Iterable[int]) -> None:
    """Remove what waits for interviews whose candidate is erased."""
    for interview in interviews:
        for seat in folder.glob(f"{interview}-*"):
            rmtree(seat)


def _write(file: Path, text: str) -> None:
    made = file.with_suffix(_NEW)
    try:
        with open(made, "w", encoding="utf-8", opener=_closed_to_others) as new:
            new.write(text)
        made.replace(file)
    finally:
        made.unlink(missing_ok=True)


def _closed_to_others(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _text(waiting: Waiting) -> str:
    change = waiting.change
    return json.dumps(
        {
            "key": change.key,
            "kind": change.kind.value,
            "line": change.line,
            "values": dict(change.values),
            "seen": change.seen,
            "at": change.at.isoformat() if change.at else None,
            "was": waiting.was,
        }
    )


def _read(file: Path) -> Waiting:
    kept = json.loads(file.read_text(encoding="utf-8"))
    change = Change(
        key=kept["key"],
        kind=Kind(kept["kind"]),
        line=kept["line"],
        values=kept["values"],
        seen=kept["seen"],
        at=datetime.fromisoformat(kept["at"]) if kept["at"] else None,
    )
    return Waiting(change, kept["was"], file)
