"""Somebody at the screen of an interview: what they press, and what they see."""

import asyncio
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from typing import Any, cast

from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.interviews.conduct.table import Table
from viva.app import App, Unit
from viva.cli.seat.clock import SeatClock
from viva.cli.seat.queue import Queue
from viva.cli.seat.screen import InterviewScreen
from viva.interviews.conduct.waiting import WaitingRoom
from viva.kernel.errors import Unavailable

PATIENCE = 60
"""Seconds after which a screen that hangs is given up."""


class Bank:
    """A bank that may be away."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.away = False

    @contextmanager
    def unit(self) -> Generator[Unit]:
        if self.away:
            raise Unavailable("the disk is full")
        with self.app.unit() as unit:
            yield unit

    @contextmanager
    def reader(self) -> Generator[Unit]:
        if self.away:
            raise Unavailable("the disk is full")
        with self.app.reader() as unit:
            yield unit


class Desk:
    """The screen of one seat while a test uses it."""

    def __init__(
        self, table: Table, who: str, *, clock: SeatClock | None = None, room: WaitingRoom | None = None
    ) -> None:
        self.bank = Bank(table.app)
        self.token = table.tokens[who]
        self.queue = Queue(room or table.app.waiting_room(table.interview, self.token))
        self.screen = InterviewScreen(cast("App", self.bank), self.token, self.queue, clock=clock)
        self._pilot: Pilot[None] | None = None

    def use(self, do: Callable[["Desk"], Awaitable[None]], *, size: tuple[int, int] = (110, 40)) -> "Desk":
        """Open it, do something, and wait until all is saved."""

        async def run() -> None:
            async with asyncio.timeout(PATIENCE), self.screen.run_test(size=size) as pilot:
                self._pilot = pilot
                await self.saved()
                await do(self)
                await self.saved()

        try:
            asyncio.run(run())
        finally:
            self.queue.close()
        return self

    async def press(self, *keys: str) -> None:
        """Press keys, and let the screen show what they do."""
        assert self._pilot
        await self._pilot.press(*keys)
        await self._pilot.pause()

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for something that happens by itself."""
        assert self._pilot
        while not true():
            await asyncio.sleep(0.01)
            await self._pilot.pause()

    async def asked(self) -> None:
        """Wait until something is to be chosen."""
        await self.until(lambda: len(self.screen.screen_stack) > 1 and bool(self.screen.screen.query("#choices")))

    async def saved(self) -> None:
        """Wait until the bank has all, or is known to be away."""
        await self.until(lambda: not self.screen.is_running or not self.queue.waits or bool(self.queue.trouble))

    async def resize(self, width: int, height: int) -> None:
        """Make the terminal larger or smaller."""
        assert self._pilot
        await self._pilot.resize_terminal(width, height)
        await self._pilot.pause()

    def shown(self, name: str) -> str:
        """What a part of the screen says."""
        return str(self.screen.query_one(f"#{name}").render())

    def choices(self) -> list[str]:
        """What may be chosen from now."""
        there = self.screen.screen.query_one("#choices", OptionList)
        return [str(there.get_option_at_index(place).prompt) for place in range(there.option_count)]


def at_desk(table: Table, do: Callable[[Desk], Awaitable[Any]], who: str = "Ana", **more: Any) -> Desk:
    """Somebody opens the screen and does something."""
    return Desk(table, who).use(do, **more)
