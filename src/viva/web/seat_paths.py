"""The addresses that a personal link opens, and nothing else: the token in them says who it is."""

import re
from collections.abc import Mapping

from starlette.types import Scope

_ADDRESS = re.compile(r"/seat/(?P<token>[\w-]+)(?P<part>/[a-z]+)?", re.ASCII)
_SOCKET = "websocket"

PARTS: Mapping[str, frozenset[str]] = {
    "": frozenset({"GET", "POST"}),
    "/amend": frozenset({"POST"}),
    "/card": frozenset({"GET", "POST"}),
    "/changes": frozenset({"POST"}),
    "/feed": frozenset({"GET"}),
    "/find": frozenset({"GET"}),
    "/live": frozenset({_SOCKET}),
    "/look": frozenset({"POST"}),
    "/parts": frozenset({"GET"}),
    "/sheet": frozenset({"GET", "POST"}),
}
"""What stands behind the token, and the methods that are answered there; a socket is opened at one place alone."""


def token_in(scope: Scope) -> str | None:
    """The token of a request for what a personal link opens; None for any other request."""
    found = _ADDRESS.fullmatch(scope["path"])
    method = scope.get("method", _SOCKET)
    return found["token"] if found and method in PARTS.get(found["part"] or "", ()) else None
