"""How many connections guests hold: whoever is in the network can open as many as they like, and say nothing."""

import asyncio
from collections import defaultdict
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from viva.web.network import peer_of

EACH = 64
"""Connections of one machine: a browser holds six, and one for each open screen."""
ALL = 512
PATIENCE = 10.0
"""Seconds in which a connection says what it asks for."""


class Crowd:
    """The connections of guests, by machine."""

    def __init__(self, *, each: int = EACH, all_: int = ALL, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._each = each
        self._all = all_
        self._there: defaultdict[str, set[asyncio.Transport]] = defaultdict(set)

    def admits(self, peer: str, connection: asyncio.Transport) -> bool:
        """Whether one more may stay; it is counted until it ends, also when it becomes a socket."""
        for machine, known in list(self._there.items()):
            known -= {each for each in known if each.is_closing()}
            if not known:
                del self._there[machine]
        if len(self._there[peer]) >= self._each or sum(map(len, self._there.values())) >= self._all:
            return False
        self._there[peer].add(connection)
        return True


class Guarded(HttpToolsProtocol):
    """A connection that is ended where it came in by the end of a crowd that has no room, or says nothing there."""

    crowd: ClassVar[Crowd]
    end: ClassVar[tuple[str, int]]
    _hush: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count it, and wait for what it says."""
        super().connection_made(transport)
        if self.server != self.end:
            return
        peer = peer_of({"client": self.client})
        if peer is None or not self.crowd.admits(peer, transport):
            transport.abort()
        else:
            self._wait()

    def on_message_begin(self) -> None:
        """Wait for the rest of a request."""
        super().on_message_begin()
        if self.server == self.end and self._hush is None:
            self._wait()

    def on_headers_complete(self) -> None:
        """It has said what it asks for."""
        self._heard()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._heard()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._hush = self.loop.call_later(self.crowd.patience, self.transport.abort)

    def _heard(self) -> None:
        if self._hush is not None:
            self._hush.cancel()
            self._hush = None


def guarded(crowd: Crowd, end: tuple[str, int]) -> type[Guarded]:
    """What speaks with everybody, and counts those who come in at one end."""
    return type(Guarded.__name__, (Guarded,), {"crowd": crowd, "end": end})
