"""What others do in an interview, told to its screens: over a socket, and where there is none, when they ask."""

import asyncio
import time
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from viva.interviews.conduct.sheet import Feed
from viva.kernel.errors import NotFound
from viva.web.asking import Here, Site
from viva.web.links import Token, seat_behind

routes = APIRouter()

_BEAT = 10.0
"""Seconds after which a socket says again that somebody is there."""
_LOOK = 5.0
"""Seconds after which it looks by itself: another process may have changed something."""
_TOGETHER = 0.25
"""Seconds in which changes are told together."""

Since = Annotated[int, Query(ge=0, le=1 << 31)]


@routes.get("/seat/{token}/feed")
def tell_feed(here: Here, token: Token, since: Since = 0) -> Response:
    """What was changed since a number, for a page whose socket does not work."""
    with here.site.unit() as unit:
        unit.conduct.beat(token)
    with here.reading() as unit:
        feed = unit.conduct.feed(token, since)
    return JSONResponse(told(feed))


@routes.websocket("/seat/{token}/live")
async def tell_live(socket: WebSocket, token: str, since: Since = 0) -> None:
    """Says what was changed as it is; what comes close together is told together, and what it is, the page asks."""
    site: Site = socket.app.state.site
    try:
        interview, seat = await run_in_threadpool(seat_behind, site, token)
    except (NotFound, HTTPException):
        await socket.close()
        return
    await socket.accept()
    gone = asyncio.create_task(_until_gone(socket))
    try:
        with site.live.listening(interview, seat) as changed:
            await _tell(socket, site, token, since, changed, gone)
    except NotFound:  # the link was closed meanwhile
        await socket.close()
    except WebSocketDisconnect:  # the page went in the middle of a word
        return
    finally:
        gone.cancel()


async def _until_gone(socket: WebSocket) -> None:
    """Until the page is gone; what it says does not matter."""
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass


async def _tell(
    socket: WebSocket, site: Site, token: str, since: int, changed: asyncio.Event, gone: "asyncio.Task[None]"
) -> None:
    present: tuple[int, ...] | None = None
    beat_at = 0.0
    while not gone.done():
        changed.clear()
        now = time.monotonic()
        is_due = now - beat_at >= _BEAT
        feed = await run_in_threadpool(_look, site, token, since, is_due)
        beat_at = now if is_due else beat_at
        if feed.changes or feed.present != present:
            await socket.send_json(told(feed))
        since, present = feed.sequence, feed.present
        waking = asyncio.create_task(changed.wait())
        await asyncio.wait({waking, gone}, timeout=_LOOK, return_when=asyncio.FIRST_COMPLETED)
        waking.cancel()
        await asyncio.wait({gone}, timeout=_TOGETHER)


def _look(site: Site, token: str, since: int, beat: bool) -> Feed:  # noqa: FBT001 - called by a thread pool
    if beat:
        with site.unit() as unit:
            unit.conduct.beat(token)
    with site.reader() as unit:
        return unit.conduct.feed(token, since)


def told(feed: Feed) -> dict[str, Any]:
    """What the feed says, for a page."""
    return {
        "sequence": feed.sequence,
        "state": feed.state.value,
        "present": list(feed.present),
        "lines": sorted({each.line for each in feed.changes if each.line is not None}),
        "kinds": sorted({each.kind.value for each in feed.changes}),
    }
