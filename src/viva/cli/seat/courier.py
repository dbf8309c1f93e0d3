"""Goes between a screen and the bank in a thread of its own: a bank that takes long holds up nobody's typing."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from viva.cli.seat.queue import sent
from viva.kernel.errors import VivaError

if TYPE_CHECKING:
    from viva.app import App
    from viva.interviews.conduct.model import Outcome
    from viva.interviews.conduct.sheet import Sheet
    from viva.interviews.conduct.waiting import Waiting

LOOK = 1.0
"""Seconds after which it looks by itself what others did."""
_BEAT = 8.0
"""Seconds after which it says again that somebody is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What it comes back with."""

    asked: bool
    """Whether something was to be sent."""
    outcomes: tuple[Outcome, ...] = ()
    sheet: Sheet | None = None
    """What the bank has now, where that is news."""
    trouble: str = ""
    """Why the bank is away."""
    bug: BaseException | None = None


class Courier(Thread):
    """Sends a batch when it is given one, and otherwise looks once a second what others did."""

    def __init__(self, app: App, token: str, tell: Callable[[Round], object], *, known: Sheet) -> None:
        super().__init__(name="courier", daemon=True)  # one that waits for a bank that is away ends with the program
        self._app = app
        self._token = token
        self._tell = tell
        self._known = (known.interview.sequence, known.present)
        self._given: SimpleQueue[Sequence[Waiting] | None] = SimpleQueue()
        self._beat_at = float("-inf")
        self._language = copy_context()

    def give(self, batch: Sequence[Waiting]) -> None:
        """Send changes; what became of them is told."""
        self._given.put(batch)

    def end(self) -> None:
        """Come back for the last time."""
        self._given.put(None)

    def run(self) -> None:
        """Go until it is ended, in the language of who started it."""
        self._language.run(self._go)

    def _go(self) -> None:
        while True:
            try:
                batch = self._given.get(timeout=LOOK)
            except Empty:
                batch = ()
            if batch is None:
                return
            done = self._round(batch)
            if done.asked or done.sheet or done.trouble or done.bug:
                with suppress(RuntimeError):  # the screen is gone already
                    self._tell(done)

    def _round(self, batch: Sequence[Waiting]) -> Round:
        outcomes: tuple[Outcome, ...] = ()
        try:
            if batch:
                outcomes = sent(self._app, self._token, batch)
            return Round(asked=bool(batch), outcomes=outcomes, sheet=self._look(changed=bool(batch)))
        except VivaError as away:
            return Round(asked=bool(batch), outcomes=outcomes, trouble=str(away))
        except BaseException as bug:  # noqa: BLE001 - raised again where the screen can show it
            return Round(asked=bool(batch), outcomes=outcomes, bug=bug)

    def _look(self, *, changed: bool) -> Sheet | None:
        now = time.monotonic()
        if now - self._beat_at >= _BEAT:
            with self._app.unit() as unit:
                unit.conduct.beat(self._token)
            self._beat_at = now
        with self._app.reader() as unit:
            feed = unit.conduct.feed(self._token, self._known[0], limit=1)
            if not changed and (feed.sequence, feed.present) == self._known:
                return None
            sheet = unit.conduct.sheet(self._token)
        self._known = (sheet.interview.sequence, sheet.present)
        return sheet
