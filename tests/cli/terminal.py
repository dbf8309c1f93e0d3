"""Output on a terminal that is not there."""

import os
import pty
from typing import TextIO


class Terminal:
    """A terminal of 60 columns to write to, and what has been written there."""

    def __init__(self) -> None:
        self._screen, keyboard = pty.openpty()
        self.stream: TextIO = os.fdopen(keyboard, "w", encoding="utf-8")

    @property
    def shown(self) -> str:
        """All that was written; afterwards nothing more can be."""
        self.stream.close()
        shown = b""
        while piece := self._read():
            shown += piece
        return shown.decode().replace("\r\n", "\n")

    def _read(self) -> bytes:
        try:
            return os.read(self._screen, 65536)
        except OSError:  # how Linux says that nobody will write any more
            return b""

    def close(self) -> None:
        self.stream.close()
        os.close(self._screen)
