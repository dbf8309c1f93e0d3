"""Coming in, and whether anybody is there at all."""

from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from starlette.responses import PlainTextResponse

from viva.web.asking import Here
from viva.web.failures import failure_for

routes = APIRouter()

_COOKIE_SECONDS = 180 * 24 * 60 * 60


@routes.get("/enter")
def enter(here: Here, token: str = "") -> Response:
    """Let in a browser that brings a good token, once; it keeps a cookie and forgets the address."""
    gate = here.site.gate
    if gate.knows(here.request.cookies.get(gate.cookie, "")):
        return here.lead_to("/")
    if gate.is_closed():
        return here.failed(failure_for(HTTPStatus.TOO_MANY_REQUESTS))
    cookie = gate.enter(token)
    if cookie is None:
        return here.failed(failure_for(HTTPStatus.UNAUTHORIZED))
    answer = here.lead_to("/")
    answer.set_cookie(gate.cookie, cookie, max_age=_COOKIE_SECONDS, httponly=True, samesite="lax")
    return answer


@routes.get("/healthz")
def tell_health(here: Here) -> Response:
    """Whether the site answers and its bank can be read."""
    with here.reading():
        return PlainTextResponse("ok\n")


@routes.get("/metrics")
def tell_measures(request: Request) -> Response:
    """What the site counted, for Prometheus."""
    return Response(request.app.state.site.measures.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
