"""The runner's side of the keeper: starts it, sends it programs, and hands each answer to who waits for it."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from viva.kernel.i18n import _
from viva.sandbox.errors import NoIsolation
from viva.sandbox.linux.wire import Inbox, Message, packed

_START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from viva.sandbox.linux.keeper import main; main(sys.argv[1:])"
)
_SOURCES = Path(__file__).parents[3]
_UP = 30.0
_DOWN = 10.0

Answer = Future[Message]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a keeper works: where kits are, how many programs run at once, how many sandboxes wait."""

    kits: Path
    at_once: int
    pool: int = 0
    caps: bool = True
    """Whether files in the scratch are counted, where that is possible."""
    bare: bool = False
    """Whether programs are kept in without namespaces."""


class KeeperGone(Exception):
    """The keeper ended, and all sandboxes with it."""


class Office:
    """One keeper, which several threads send programs to."""

    def __init__(self, terms: Terms) -> None:
        self._end, theirs = socket.socketpair()
        with theirs:
            self._process = _start(theirs, terms)
        self._inbox = Inbox(self._end)
        self._sending = threading.Lock()
        self._asked: dict[int, Answer] = {}
        self._last = 0
        self._gone = False
        try:
            self.capped = self._wait_until_ready()
        except BaseException:
            self.close()
            raise
        self._reader = threading.Thread(target=self._read, name="viva-sandbox", daemon=True)
        self._reader.start()

    @property
    def gone(self) -> bool:
        """Whether it takes no more programs."""
        return self._gone

    def ask(self, words: Mapping[str, Any], blobs: Mapping[str, bytes], talk: socket.socket | None = None) -> Answer:
        """Send a program; the answer comes, or KeeperGone."""
        answer: Answer = Future()
        with self._sending:
            if self._gone:
                raise KeeperGone
            self._last += 1
            self._asked[self._last] = answer
            ends = [talk.fileno()] if talk else []
            self._send(packed({"do": "run", "ticket": self._last, **words}, blobs, descriptors=len(ends)), ends)
        return answer

    def forget(self, note: int) -> None:
        """A note is done with."""
        with self._sending:
            if not self._gone:
                self._send(packed({"do": "forget", "note": note}), [])

    def close(self) -> None:
        """End the keeper, which ends all that runs."""
        with self._sending:
            self._gone = True
        with suppress(OSError):  # it may be gone already
            self._end.shutdown(socket.SHUT_RDWR)
        try:
            self._process.wait(_DOWN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if hasattr(self, "_reader"):
            self._reader.join()
        self._end.close()

    def _send(self, data: bytes, ends: list[int]) -> None:
        try:
            sent = socket.send_fds(self._end, [data], ends) if ends else 0
            self._end.sendall(data[sent:])
        except OSError:  # the reader finds it gone as well, and tells all who wait
            return

    def _wait_until_ready(self) -> bool:
        self._end.settimeout(_UP)
        messages: list[Message] = []
        try:
            while not messages:
                messages = self._inbox.receive()
        except (EOFError, TimeoutError) as failure:
            raise NoIsolation(_("The sandbox could not be started.")) from failure
        self._end.settimeout(None)
        words = messages[0].words
        if not words["ready"]:
            raise NoIsolation(_("The sandbox could not be started: {reason}").format(reason=words["reason"]))
        return bool(words["capped"])

    def _read(self) -> None:
        try:
            while True:
                for message in self._inbox.receive():
                    with self._sending:
                        answer = self._asked.pop(message.words["ticket"])
                    answer.set_result(message)
        except (EOFError, OSError):
            with self._sending:
                self._gone = True
                left = list(self._asked.values())
                self._asked.clear()
            for answer in left:
                answer.set_exception(KeeperGone())


def _start(theirs: socket.socket, terms: Terms) -> subprocess.Popen[bytes]:
    """Start a keeper with nothing of our environment, and with one descriptor besides the usual."""
    words = [
        *(str(theirs.fileno()), str(terms.kits), os.environ.get("PATH", os.defpath)),
        *(str(terms.at_once), str(terms.pool), "bare" if terms.bare else "caps" if terms.caps else "no caps"),
    ]
    return subprocess.Popen(  # noqa: S603 - our own interpreter, with our own words
        [sys.executable, "-I", "-S", "-B", "-c", _START, str(_SOURCES), *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8"},
        pass_fds=[theirs.fileno()],
    )
