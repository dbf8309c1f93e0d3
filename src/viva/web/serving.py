"""Running the site on this machine: an address, a worker beside it, and an end without loose ends."""

import errno
import socket
from collections.abc import Callable, Collection, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from filelock import FileLock, Timeout

from viva.app import App
from viva.kernel.errors import Conflict, InvalidInput, Unavailable
from viva.kernel.i18n import _
from viva.kernel.refusals import reason
from viva.settings import Settings
from viva.web.asking import Site
from viva.web.gate import Gate, read_key
from viva.web.site import build
from viva.web.working import Working

DEFAULT_PORT = 8320
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
ADDRESS_FILE = "serve.address"

_GRACE_SECONDS = 5
_MEGABYTE = 1024 * 1024
_SOCKET_BYTES = 1024
"""Of a message to a socket at most: pages only listen."""


@dataclass(frozen=True, slots=True)
class Served:
    """A site that is being served."""

    address: str
    entrance: str
    """The address that lets one browser in, once."""


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


def serve(app: App, settings: Settings, *, host: str, port: int | None, tell: Callable[[Served], None]) -> None:
    """Serve until a signal or `KeyboardInterrupt` ends it; `tell` is called once it answers.

    Without a port it is the usual one, or any that is free. Requests in hand
    are answered first. Jobs in hand are finished or handed back, so that the
    next worker takes them up.
    """
    host, data = checked_host(host), settings.data
    gate = Gate(read_key(data))
    with _alone(data, gate), _listening(host, port) as listener:
        bound: int = listener.getsockname()[1]
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{bound}"
        (data / ADDRESS_FILE).write_text(address, encoding="utf-8")
        try:
            site = Site(app, gate, settings.upload_mb * _MEGABYTE, settings)
            _run(build(site, _names(bound)), listener, app, lambda: tell(Served(address, entrance(address, gate))))
        finally:
            (data / ADDRESS_FILE).unlink(missing_ok=True)


def entrance(address: str, gate: Gate) -> str:
    """An address that lets one browser in."""
    return f"{address}/enter?token={gate.entrance()}"


def _names(port: int) -> Callable[[], Collection[str]]:
    named = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))
    return lambda: named


@contextmanager
def _alone(data: Path, gate: Gate) -> Generator[None]:
    lock = FileLock(data / "serve.lock")
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
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            _bind(listener, host, port)
        except OSError as refusal:
            raise Unavailable(
                _("Port {port} cannot be used: {cause}. Name another with --port; 0 takes any that is free.").format(
                    port=DEFAULT_PORT if port is None else port, cause=reason(refusal)
                )
            ) from refusal
        listener.listen(512)
        yield listener


def _bind(listener: socket.socket, host: str, port: int | None) -> None:
    try:
        listener.bind((host, DEFAULT_PORT if port is None else port))
    except OSError as refusal:
        if port is not None or refusal.errno != errno.EADDRINUSE:
            raise
        listener.bind((host, 0))


def _run(site: Any, listener: socket.socket, app: App, started: Callable[[], None]) -> None:
    config = uvicorn.Config(
        site,
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        log_level="warning",  # it would write down the addresses of sockets, which have tokens in them
        ws="websockets-sansio",
        ws_max_size=_SOCKET_BYTES,
    )
    server = _Server(config, app, started)
    try:
        server.run(sockets=[listener])
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
