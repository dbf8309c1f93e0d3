"""Asking a program that runs, over a socket that only the two of us have."""

import socket
import time
from collections.abc import Callable
from contextlib import suppress

from viva.sandbox.model import Result

_LONGEST_ANSWER = 1_000_000
_CHUNK = 65536


class Talk:
    """One question at a time, within the time that the program has for all of them."""

    def __init__(self, end: socket.socket, seconds: float, result: Callable[[], Result]) -> None:
        self._end = end
        self._until = time.monotonic() + seconds
        self._result = result
        self._heard = b""

    def ask(self, question: bytes) -> bytes | None:
        """The answer, a line; None from a program that is gone, says too much, or takes too long."""
        try:
            self._wait_no_longer()
            self._end.sendall(question + b"\n")
            while b"\n" not in self._heard:
                self._wait_no_longer()
                more = self._end.recv(_CHUNK)
                if not more or len(self._heard) > _LONGEST_ANSWER:
                    return None
                self._heard += more
        except OSError:  # it is gone, or its time is over
            return None
        line, _newline, self._heard = self._heard.partition(b"\n")
        return line

    def end(self) -> Result:
        """Ask nothing more; a program that waits for questions ends by that."""
        with suppress(OSError):  # it may be gone already
            self._end.shutdown(socket.SHUT_RDWR)
        self._end.close()
        return self._result()

    def _wait_no_longer(self) -> None:
        self._end.settimeout(max(0.001, self._until - time.monotonic()))
