"""What no request gets past, whoever asks: its host, its origin, its size; and what every answer carries."""

import sys
from collections.abc import Callable, Collection, Mapping
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from viva.kernel.numbers import whole

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page may load and do: nothing from elsewhere, nothing inline."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

Refuse = Callable[[HTTPStatus], ASGIApp]
"""Makes the answer to a refused request: a page for people, a problem for programs."""


class Shield:
    """Refuses what a browser sends for somebody else's page, what is addressed to another host, and what is too large.

    A page elsewhere can make a browser send requests here, with our cookie:
    every browser says where such a request came from, and it ends here. A name
    elsewhere can be made to lead here: such a request carries that name.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: Callable[[], Collection[str]], limit: Callable[[str], int], refuse: Refuse
    ) -> None:
        self._app = app
        self._hosts = hosts
        self._limit = limit
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at a request, and at nothing else; the one that opens a socket is as one that changes something."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        send = _with_headers(send)
        if headers.get("host", "") not in self._hosts():
            await self._refuse(HTTPStatus.MISDIRECTED_REQUEST)(scope, receive, send)
        elif _comes_from_elsewhere(scope.get("method", "POST"), headers):
            await self._refuse(HTTPStatus.FORBIDDEN)(scope, receive, send)
        else:
            limit = self._limit(scope["path"])
            if _length(headers) > limit:
                await self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)(scope, receive, send)
            else:
                await self._app(scope, _Counted(receive, limit), send)


class _Counted:
    """Receives no more than so many bytes, whatever was announced."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return message


def _length(headers: Headers) -> int:
    told = headers.get("content-length", "0")
    return whole(told, sys.maxsize) or 0


def _comes_from_elsewhere(method: str, headers: Headers) -> bool:
    """Whether a browser says that a page of another origin sent this; opening one of our pages by a link is fine."""
    site = headers.get("sec-fetch-site", "none")
    if method in SAFE:
        opens_a_page = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        return site not in {"none", "same-origin"} and not opens_a_page
    origin = headers.get("origin")
    if origin is not None:
        return origin.partition("://")[2] != headers.get("host")
    return site not in {"none", "same-origin"}


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] in {"http.response.start", "websocket.http.response.start"}:
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "private, no-cache")
        await send(message)

    return sending
