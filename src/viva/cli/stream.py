"""Standard output, whose troubles are told as sentences."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any, TextIO

from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _
from viva.kernel.refusals import reason


class CheckedStream:
    """A stream to write to: a full disk is Unavailable, a reader that went away stays a BrokenPipeError."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with self._checked():
            return self._stream.write(text)

    def flush(self) -> None:
        with self._checked():
            self._stream.flush()

    def speak_utf8(self) -> None:
        """Whatever the locale says; what is no text, as in the name of a file, is written as an escape."""
        if isinstance(self._stream, TextIOWrapper):
            self._stream.reconfigure(encoding="utf-8", errors="backslashreplace")

    def discard(self) -> None:
        """Let all that is still to be flushed go nowhere."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._stream.fileno())
        os.close(nowhere)

    def __getattr__(self, name: str) -> Any:
        """What else the stream can do: whether it is a terminal, and which."""
        return getattr(self._stream, name)

    @contextmanager
    def _checked(self) -> Generator[None]:
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as problem:
            self.discard()
            raise Unavailable(_("Cannot write the output: {problem}.").format(problem=reason(problem))) from problem
