"""Areas of the site, told apart by how their addresses begin, each loaded when the first of them is asked for.

All of them together take longer to load than a person waits for the first page,
and nobody visits all.
"""

import threading
from collections.abc import Callable, Mapping

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

Load = Callable[[], APIRouter]


class Areas(BaseRoute):
    """The route to all of them; what goes wrong while one is loaded is answered as any mistake, and tried again.

    `then` is called when one was loaded.
    """

    def __init__(self, areas: Mapping[str, Load], then: Callable[[], None]) -> None:
        self._areas = areas
        self._then = then
        self._loaded: dict[str, APIRouter] = {}
        self._loading = threading.Lock()

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether the address begins as those of an area."""
        known = scope["type"] in {"http", "websocket"} and first_part(scope["path"]) in self._areas
        return (Match.FULL if known else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the area answer."""
        first = first_part(scope["path"])
        router = self._loaded.get(first)
        if router is None:
            router = await run_in_threadpool(self.load, first)
        await router(scope, receive, send)

    def load(self, first: str) -> APIRouter:
        """Load an area unless it is; one thread at a time, as modules of two may need each other."""
        with self._loading:
            if first not in self._loaded:
                self._loaded[first] = self._areas[first]()
                self._then()
            return self._loaded[first]


def first_part(path: str) -> str:
    """What tells the areas apart; a path need not begin with a slash: `OPTIONS *`."""
    return path.split("/", 2)[1] if path.startswith("/") else path
