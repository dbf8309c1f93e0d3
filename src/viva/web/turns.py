"""Pages are made a few at a time, in the order in which they were asked for."""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from viva.web.shield import SAFE

AT_ONCE = 4
"""Pages that are made at the same time.

Threads of Python take turns at one lock: forty that each make a page get in each
other's way, make none sooner, and want more connections than are kept open.
"""

PATIENCE = 0.5
"""Seconds after which the next one begins all the same: what waits for the database keeps nobody from the rest."""


class Turns:
    """Who asks first is answered first; what changes something is not kept waiting here, since it waits for others."""

    def __init__(self, at_once: int = AT_ONCE, patience: float = PATIENCE) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._patience = patience

    def around(self, app: ASGIApp) -> ASGIApp:
        """The application with turns: one begins with a request and ends with its answer, before that is sent."""

        async def in_turn(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http" or scope["method"] not in SAFE:
                await app(scope, receive, send)
                return
            await self._free.acquire()
            turn = _Turn(self._free, self._patience)

            async def sending(message: Message) -> None:
                turn.end()
                await send(message)

            try:
                await app(scope, receive, sending)
            finally:
                turn.end()

        return in_turn


class _Turn:
    """A turn that was taken; it ends once."""

    def __init__(self, free: asyncio.Semaphore, patience: float) -> None:
        self._free = free
        self._lapse = asyncio.get_running_loop().call_later(patience, self.end)
        self._is_over = False

    def end(self) -> None:
        """Let the next one begin."""
        if not self._is_over:
            self._is_over = True
            self._lapse.cancel()
            self._free.release()
