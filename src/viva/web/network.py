"""What is reached from the local network: the links of interviews that were opened to it, and nothing else.

It is an application of its own, without the pages of the owner, behind a
door: whatever is not asked for with a good token gets the same answer, which
tells nothing. Each unit of work is a guest's, so that what was closed again
opens nothing in the next moment.
"""

import secrets
from collections import OrderedDict
from dataclasses import replace
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address, ip_network

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from viva.kernel.errors import NotFound, VivaError
from viva.web import pages
from viva.web.areas import Areas
from viva.web.asking import Site
from viva.web.assets import Assets
from viva.web.failures import failure_for, failure_of
from viva.web.gate import Gate, Guesses
from viva.web.seat_paths import token_in
from viva.web.shield import Shield
from viva.web.site import FORM_LIMIT, Tongue, plainly
from viva.web.static import STATIC
from viva.web.turns import Turns

AREA = "seat"
"""The one area of the pages that guests know."""

MOST_PEERS = 1_000
"""Machines whose guesses are counted apart."""


def build_for_guests(site: Site, netloc: str) -> ASGIApp:
    """The application that answers guests who call it by `netloc`, beside the site of the owner."""
    guests = replace(site, gate=Gate(secrets.token_bytes(32)), guests=True)  # no cookie of the owner's is known to it
    inner = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    inner.state.site = guests
    inner.router.routes.append(Areas({AREA: pages.areas()[AREA]}, site.loaded))
    inner.mount("/static", STATIC)
    inner.add_exception_handler(VivaError, _failed)
    inner.add_exception_handler(RequestValidationError, _not_understood)
    inner.add_exception_handler(HTTPException, _not_possible)
    inner.add_exception_handler(Exception, _broke)
    shielded = Shield(
        Door(inner, guests), hosts=lambda: {netloc}, limit=lambda _path: FORM_LIMIT, refuse=lambda _status: nothing()
    )
    return site.measures.around(Turns().around(Tongue(shielded)), inner)


def nothing() -> Response:
    """The answer to everything that is not there for whoever asks."""
    return PlainTextResponse("Not Found\n", HTTPStatus.NOT_FOUND)


class Door:
    """Lets in who brings a good token, without any cookie; to all others nothing is here."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._site = site
        self._peers = Peers()
        self._files = frozenset(map(Assets().address, Assets().names))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at the address as it was sent, then at the token."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        peer = peer_of(scope)
        spelt_plainly = scope.get("raw_path") == scope["path"].encode()
        if peer is not None and spelt_plainly and await self._opens(peer, scope):
            scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"cookie"]
            await self._app(scope, receive, send)
        else:
            await nothing()(scope, receive, send)

    async def _opens(self, peer: str, scope: Scope) -> bool:
        if scope["path"] in self._files:
            return scope.get("method") == "GET" and await run_in_threadpool(self._is_any_open)
        token = token_in(scope)
        guesses = self._peers.guesses_of(peer)
        if token is None or not guesses.admits(token):
            return False
        is_good = await run_in_threadpool(self._is_good, token)
        guesses.learn(token, good=is_good)
        return is_good

    def _is_any_open(self) -> bool:
        """Files say nothing of interviews, but that Viva is here."""
        with self._site.reader() as unit:
            return bool(unit.interviews.reachable())

    def _is_good(self, token: str) -> bool:
        try:
            with self._site.reader() as unit:
                unit.conduct.part(token)
        except NotFound:
            return False
        return True


class Peers:
    """The guesses of each machine, so that one that guesses shuts out no other."""

    def __init__(self) -> None:
        self._guesses: OrderedDict[str, Guesses] = OrderedDict()

    def guesses_of(self, peer: str) -> Guesses:
        """Those of one machine; who has asked for nothing for longest is forgotten first."""
        guesses = self._guesses.setdefault(peer, Guesses())
        self._guesses.move_to_end(peer)
        if len(self._guesses) > MOST_PEERS:
            self._guesses.popitem(last=False)
        return guesses

    def __len__(self) -> int:
        return len(self._guesses)


def peer_of(scope: Scope) -> str | None:
    """The machine that asks, those of one IPv6 network as one; None when it is not in a local network."""
    host, _port = scope.get("client") or ("", 0)
    try:
        address = ip_address(host)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            return None if address.is_global else str(ip_network((int(address), 64), strict=False))
        address = address.ipv4_mapped
    return None if address.is_global else str(address)


def _failed(_request: Request, error: Exception) -> Response:
    assert isinstance(error, VivaError)  # noqa: S101 - it was registered for these
    failure = failure_of(error)
    return nothing() if failure.status is HTTPStatus.NOT_FOUND else plainly(failure)


def _not_understood(_request: Request, _error: Exception) -> Response:
    return plainly(failure_for(HTTPStatus.UNPROCESSABLE_ENTITY))


def _not_possible(_request: Request, error: Exception) -> Response:
    too_much = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return plainly(failure_for(too_much)) if getattr(error, "status_code", 0) == too_much else nothing()


def _broke(_request: Request, _error: Exception) -> Response:
    return plainly(failure_for(HTTPStatus.INTERNAL_SERVER_ERROR))
