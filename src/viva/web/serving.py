"""Running the site on this machine: an address, a worker beside it, and an end without loose ends."""

import asyncio
import gc
import socket
from collections.abc import Callable, Collection, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import uvicorn
from filelock import FileLock, Timeout
from starlette.types import ASGIApp, Receive, Scope, Send

from viva.app import App
from viva.kernel.errors import Conflict, InvalidInput, Unavailable
from viva.kernel.i18n import _
from viva.kernel.refusals import reason
from viva.settings import Settings
from viva.web.asking import Site
from viva.web.gate import Gate, read_key
from viva.web.listening import Place, bound, bound_in_network, netloc, place_in_network
from viva.web.site import build
from viva.web.working import Working

DEFAULT_PORT = 8320
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
NETWORK_PORT = 8321
ADDRESS_FILE = "serve.address"
NETWORK_FILE = "serve.network"
LOCK_FILE = "serve.lock"

_Protocol = type[asyncio.Protocol] | Literal["auto"]

_GRACE_SECONDS = 5
_MEGABYTE = 1024 * 1024
_SOCKET_BYTES = 1024
"""Of a message to a socket at most: pages only listen."""
_GARBAGE = 10_000
"""New objects after which garbage is looked for: everybody waits meanwhile, so it is often and short."""


@dataclass(frozen=True, slots=True)
class Served:
    """A site that is being served."""

    address: str
    entrance: str
    """The address that lets one browser in, once."""

    network: str | None = None
    """Where guests come in from the local network."""


class AlreadyServed(Conflict):
    """Another process serves this data; `entrance` leads into it."""

    def __init__(self, entrance: str) -> None:
        super().__init__(_("Viva serves this data already: {address}").format(address=entrance))
        self.entrance = entrance


def checked_host(host: str) -> str:
    """The host to bind to; any but this machine's own is refused."""
    if host not in LOOPBACK:
        raise InvalidInput(
            _(
                "Viva serves only this machine ({hosts}), not {host}: other machines could reach your bank, and there "
                "are no accounts yet that would tell people apart."
            ).format(hosts=", ".join(sorted(LOOPBACK)), host=host)
        )
    return host


def serve(
    app: App,
    settings: Settings,
    *,
    host: str,
    port: int | None,
    network: str | None = None,
    tell: Callable[[Served], None],
) -> None:
    """Serve until a signal or `KeyboardInterrupt` ends it; `tell` is called once it answers.

    Without a port it is the usual one, or any that is free. `network` is where
    guests come in from the local network; without it nothing listens there.
    Requests in hand are answered first. Jobs in hand are finished or handed
    back, so that the next worker takes them up.
    """
    host, data = checked_host(host), settings.data
    place = place_in_network(network) if network is not None else None
    gate = Gate(read_key(data))
    with _alone(data, gate), _listening(host, port) as own, _listening_to_guests(place) as guests:
        bound_to = own.getsockname()[1]
        address = f"http://{netloc(host, bound_to)}"
        called = netloc(*_end(guests)) if guests else None
        reached = f"http://{called}" if called else None
        limit = settings.upload_mb * _MEGABYTE
        # What was loaded lives to the end: everybody would wait while garbage is looked for in all of it.
        site = Site(app, gate, limit, settings, network=reached, loaded=gc.freeze)
        sites = {_end(own): build(site, _names(bound_to))}
        spoken: _Protocol = "auto"
        if guests and called:
            from viva.web.crowd import Crowd, guarded
            from viva.web.network import build_for_guests

            sites[_end(guests)] = build_for_guests(site, called)
            spoken = guarded(Crowd(), _end(guests))
        with _told(data, {ADDRESS_FILE: address, NETWORK_FILE: reached}):
            listeners = [own, guests] if guests else [own]
            _run(apart(sites), listeners, app, spoken, lambda: tell(Served(address, entrance(address, gate), reached)))


def apart(sites: Mapping[tuple[str, int], ASGIApp]) -> ASGIApp:
    """Each site for those who came in where it listens: told by the socket, never by what they say."""

    async def chosen(scope: Scope, receive: Receive, send: Send) -> None:
        host, port = scope["server"]
        await sites[host, port](scope, receive, send)

    return chosen


def entrance(address: str, gate: Gate) -> str:
    """An address that lets one browser in."""
    return f"{address}/enter?token={gate.entrance()}"


def network_of(data: Path) -> str | None:
    """Where guests come in to data that is being served; None: nothing listens there, or nobody serves it."""
    lock, told = FileLock(data / LOCK_FILE), data / NETWORK_FILE
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return told.read_text(encoding="utf-8") if told.exists() else None
    lock.release()
    return None


def _end(listener: socket.socket) -> tuple[str, int]:
    host, port, *_rest = listener.getsockname()
    return host, port


def _names(port: int) -> Callable[[], Collection[str]]:
    named = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))
    return lambda: named


@contextmanager
def _alone(data: Path, gate: Gate) -> Generator[None]:
    lock = FileLock(data / LOCK_FILE)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        there = data / ADDRESS_FILE
        address = there.read_text(encoding="utf-8") if there.exists() else ""
        if address:
            raise AlreadyServed(entrance(address, gate)) from None
        raise Conflict(_("Another process is about to serve this data: try again in a moment.")) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _listening(host: str, port: int | None) -> Generator[socket.socket]:
    try:
        listener = bound(Place(host, port), DEFAULT_PORT)
    except OSError as refusal:
        raise Unavailable(
            _("Port {port} cannot be used: {cause}. Name another with --port; 0 takes any that is free.").format(
                port=DEFAULT_PORT if port is None else port, cause=reason(refusal)
            )
        ) from refusal
    with listener:
        yield listener


@contextmanager
def _listening_to_guests(place: Place | None) -> Generator[socket.socket | None]:
    if place is None:
        yield None
        return
    with bound_in_network(place, NETWORK_PORT) as listener:
        yield listener


@contextmanager
def _told(data: Path, files: Mapping[str, str | None]) -> Generator[None]:
    """Other processes read there where this one is; what a killed one left is gone."""
    for name, text in files.items():
        (data / name).unlink(missing_ok=True)
        if text is not None:
            (data / name).write_text(text, encoding="utf-8")
    try:
        yield
    finally:
        for name in files:
            (data / name).unlink(missing_ok=True)


def _run(
    site: ASGIApp, listeners: list[socket.socket], app: App, spoken: _Protocol, started: Callable[[], None]
) -> None:
    config = uvicorn.Config(
        site,
        http=spoken,
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,  # nothing stands in front of it: who says so lies
        timeout_graceful_shutdown=_GRACE_SECONDS,
        log_level="warning",  # it would write down the addresses of sockets, which have tokens in them
        ws="websockets-sansio",
        ws_max_size=_SOCKET_BYTES,
    )
    server = _Server(config, app, started)
    gc.set_threshold(_GARBAGE)
    try:
        server.run(sockets=listeners)
    finally:
        server.jobs.end()


class _Server(uvicorn.Server):
    """Tells when it answers; from then on jobs are run."""

    def __init__(self, config: uvicorn.Config, app: App, tell: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = tell
        self.jobs = Working(app, failed=self._end)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin, then tell."""
        await super().startup(sockets)
        if self.started:
            self._tell()
            self.jobs.begin()

    def _end(self) -> None:
        self.should_exit = True
