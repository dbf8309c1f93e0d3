"""The pages put together: what may come in, in which language, to which endpoint, and what answers failures."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from http import HTTPStatus
from typing import cast

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from viva.kernel.errors import VivaError
from viva.kernel.i18n import speak
from viva.web import pages
from viva.web.api import PREFIX
from viva.web.areas import Areas, Load
from viva.web.asking import Asked, Site
from viva.web.failures import Failure, failure_for, failure_of
from viva.web.look import Look
from viva.web.seat_paths import token_in
from viva.web.shield import Shield
from viva.web.static import STATIC
from viva.web.turns import Turns

FORM_LIMIT = 2 * 1024 * 1024
"""Bytes of a form that brings no files: a long answer with room to spare."""

OPEN = frozenset({"/enter", "/healthz"})
"""What answers browsers that are not known."""

Hosts = Callable[[], Collection[str]]


def build(site: Site, hosts: Hosts, beside: Mapping[str, Load] | None = None) -> ASGIApp:
    """The whole site as one ASGI application, called by one of `hosts`; with other areas `beside` its own."""
    inner = FastAPI(title="Viva", openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    inner.state.site = site
    inner.router.routes.append(Areas({**pages.areas(local=site.local), "api": _api, **(beside or {})}, site.loaded))
    inner.mount("/static", STATIC)
    inner.add_exception_handler(VivaError, _failed)
    inner.add_exception_handler(RequestValidationError, _not_understood)
    inner.add_exception_handler(HTTPException, _not_possible)
    inner.add_exception_handler(Exception, _broke)
    guarded = Doorkeeper(inner, site)

    def limit(path: str) -> int:
        return site.upload_limit if pages.UPLOADS.fullmatch(path) else FORM_LIMIT

    shielded = Shield(guarded, hosts=hosts, limit=limit, refuse=partial(_refuse, inner))
    return site.measures.around(Turns().around(Tongue(shielded)), inner)


def _api() -> APIRouter:
    from viva.web.api import document

    return document.routes()


class Tongue:
    """Speaks the language of who asks, from here to the template, and remembers how they want it to look."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Choose by the cookie, or else by what the browser says."""
        if scope["type"] == "http":
            request = Request(scope)
            look = Look.of(request.cookies, request.headers.get("accept-language", ""))
            scope.setdefault("state", {})["look"] = look
            speak(look.language)
        await self._app(scope, receive, send)


class Doorkeeper:
    """Lets browsers in that have our cookie; others see how to get one."""

    def __init__(self, app: FastAPI, site: Site) -> None:
        self._app = app
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look for the cookie."""
        path = scope.get("path", "")
        if scope["type"] not in {"http", "websocket"} or token_in(scope) is not None:
            await self._app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
            return
        if path in OPEN or path.startswith("/static/"):
            await self._app(scope, receive, send)
            return
        request = Request({**scope, "app": self._app})
        if self._site.gate.knows(request.cookies.get(self._site.gate.cookie, "")):
            await self._app(scope, receive, send)
            return
        answer = _answer(request, failure_for(HTTPStatus.UNAUTHORIZED))
        await answer(scope, receive, send)


def _failed(request: Request, error: Exception) -> Response:
    return _answer(request, failure_of(cast("VivaError", error)))


def _not_understood(request: Request, error: Exception) -> Response:
    """A page only says so, since it sends what its form has; a program is told which part is wrong."""
    wrong = cast("RequestValidationError", error).errors() if request.url.path.startswith(PREFIX) else ()
    why = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in wrong)
    return _answer(request, failure_for(HTTPStatus.UNPROCESSABLE_ENTITY, why or None))


def _not_possible(request: Request, error: Exception) -> Response:
    return _answer(request, failure_for(HTTPStatus(cast("HTTPException", error).status_code)))


def _broke(request: Request, _error: Exception) -> Response:
    """A mistake of ours: it is raised again behind this answer, for the log."""
    return _answer(request, failure_for(HTTPStatus.INTERNAL_SERVER_ERROR))


def _answer(request: Request, failure: Failure) -> Response:
    return Asked(request, request.app.state.site, request.state.look).failed(failure)


def _refuse(app: FastAPI, status: HTTPStatus) -> ASGIApp:
    """What is too large comes from a page of ours, and is answered by one; the rest in plain words."""

    async def refused(scope: Scope, receive: Receive, send: Send) -> None:
        too_large = status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        answer = (
            _answer(Request({**scope, "app": app}), failure_for(status)) if too_large else plainly(failure_for(status))
        )
        answer.headers["Connection"] = "close"
        await answer(scope, receive, send)

    return refused


def plainly(failure: Failure) -> Response:
    """A failure in plain words, for whoever sees none of the owner's pages."""
    return PlainTextResponse(f"{failure.title}. {failure.text}\n", failure.status)
