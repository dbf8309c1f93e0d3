"""What the site counts of itself, for `/metrics`, and the line it logs for each request."""

import time
from collections.abc import Iterable

import structlog
from fastapi import FastAPI
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from viva.web.api import PREFIX

_LOG = structlog.get_logger("viva.web")
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Measures:
    """Requests by route, method and status, and how long they took in seconds."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        labels = ("method", "route")
        self._requests = Counter("viva_requests", "Requests answered", (*labels, "status"), registry=self._registry)
        self._seconds = Histogram(
            "viva_request_seconds",
            "Seconds until a request was answered",
            labels,
            registry=self._registry,
            buckets=_BUCKETS,
        )

    def text(self) -> bytes:
        """All of it in Prometheus' own format."""
        return generate_latest(self._registry)

    def around(self, app: ASGIApp, routed: FastAPI) -> ASGIApp:
        """The application with each request counted; `routed` knows the routes."""

        async def measured(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            status = 500
            began = time.perf_counter()

            async def watched(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = int(message["status"])
                await send(message)

            try:
                await app(scope, receive, watched)
            except Exception:
                _LOG.exception("broke", method=scope["method"], path=scope["path"])
                raise
            finally:
                seconds = time.perf_counter() - began
                route = _route(scope, routed.routes)
                self._requests.labels(scope["method"], route, str(status)).inc()
                self._seconds.labels(scope["method"], route).observe(seconds)
                _LOG.info("answered", method=scope["method"], route=route, status=status, ms=round(seconds * 1000, 1))

        return measured


def _route(scope: Scope, routes: Iterable[object]) -> str:
    """The template of the address, so that there are few of them; the address itself may hold what people wrote."""
    if scope["path"].startswith("/static/"):
        return "/static"
    found = scope.get("route") or next((route for route in routes if _matches(route, scope)), None)
    path: str | None = getattr(found, "path", None)
    if path is None:
        return "unknown"
    within = scope["path"].startswith(f"{PREFIX}/") and not path.startswith(PREFIX)
    return PREFIX + path if within else path  # a route does not know under which prefix it was included


def _matches(route: object, scope: Scope) -> bool:
    matches = getattr(route, "matches", None)
    return matches is not None and matches(scope)[0] is Match.FULL
