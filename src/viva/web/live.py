"""What wakes the open screens of an interview: they are told that something was changed, and ask for it themselves."""

import asyncio
import threading
from collections.abc import Generator
from contextlib import contextmanager


class Live:
    """The open sockets of this process, by interview.

    Another process on the same database wakes none of them: a socket also
    looks by itself every few seconds.
    """

    def __init__(self) -> None:
        self._waiting: dict[int, dict[asyncio.Event, int]] = {}
        self._loops: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self._lock = threading.Lock()

    @contextmanager
    def listening(self, interview: int, seat: int) -> Generator[asyncio.Event]:
        """An event that is set when a seat may hear of a change; called in the loop that waits for it."""
        event = asyncio.Event()
        with self._lock:
            self._waiting.setdefault(interview, {})[event] = seat
            self._loops[event] = asyncio.get_running_loop()
        try:
            yield event
        finally:
            with self._lock:
                del self._loops[event]
                there = self._waiting[interview]
                del there[event]
                if not there:
                    del self._waiting[interview]

    def wake(self, interview: int, seat: int | None = None) -> None:
        """Say that something was changed, and is durable, to one seat or to all; called from any thread."""
        with self._lock:
            for event, hears in self._waiting.get(interview, {}).items():
                if seat is None or seat == hears:
                    self._loops[event].call_soon_threadsafe(event.set)

    def __len__(self) -> int:
        return len(self._loops)
