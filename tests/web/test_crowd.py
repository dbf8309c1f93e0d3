"""Connections of guests: so many of one machine and in all, and none that says nothing."""

import socket
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, contextmanager

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from websockets.sync.client import connect

from viva.web.crowd import Crowd, guarded
from viva.web.listening import Place, bound

GUESTS, OWNER = "127.0.0.2", "127.0.0.1"
PATIENT = 600.0
ANSWERS_WITHIN = 60.0

Open = Callable[..., socket.socket]


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers everything, and opens every socket."""
    await receive()
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        await receive()
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body"})


@contextmanager
def serving(crowd: Crowd) -> Generator[dict[str, tuple[str, int]]]:
    """A server with an end for guests and one for its owner."""
    with ExitStack() as stack:
        listeners = {host: stack.enter_context(bound(Place(host, 0), 0)) for host in (GUESTS, OWNER)}
        ends = {host: listener.getsockname() for host, listener in listeners.items()}
        config = uvicorn.Config(
            app, http=guarded(crowd, ends[GUESTS]), ws="websockets-sansio", lifespan="off", log_config=None,
            timeout_keep_alive=int(PATIENT), timeout_graceful_shutdown=1,
        )  # fmt: skip
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": list(listeners.values())})
        thread.start()
        try:
            yield ends
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def opening() -> Iterator[Open]:
    """Opens connections, from a machine of its own where one is named."""
    with ExitStack() as stack:

        def open_one(end: tuple[str, int], machine: str = OWNER) -> socket.socket:
            made = socket.create_connection(end, timeout=ANSWERS_WITHIN, source_address=(machine, 0))
            return stack.enter_context(closing(made))

        yield open_one


def answered(connection: socket.socket) -> bool:
    """Whether a request is answered, and the connection not ended."""
    try:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
        return connection.recv(1000).startswith(b"HTTP/1.1 200")
    except ConnectionError:
        return False


def ended(connection: socket.socket) -> bool:
    """Whether the other side ends it; waits for that."""
    try:
        return connection.recv(1) == b""
    except ConnectionError:
        return True


def let_in(opening: Open, end: tuple[str, int]) -> None:
    """Until there is room again: the end of a connection is noticed in a moment."""
    until = time.monotonic() + ANSWERS_WITHIN
    while not answered(opening(end)):
        assert time.monotonic() < until


def test_a_machine_holds_so_many_and_shuts_out_no_other(opening: Open) -> None:
    with serving(Crowd(each=2, patience=PATIENT)) as ends:
        held = [opening(ends[GUESTS]) for _ in range(2)]

        assert all(map(answered, held))
        assert not answered(opening(ends[GUESTS]))
        assert answered(opening(ends[GUESTS], "127.0.0.3"))
        held[0].close()
        let_in(opening, ends[GUESTS])


def test_all_machines_together_hold_so_many_and_the_owner_any_number(opening: Open) -> None:
    with serving(Crowd(all_=2, patience=PATIENT)) as ends:
        held = [opening(ends[GUESTS], machine) for machine in ("127.0.0.3", "127.0.0.4")]

        assert all(map(answered, held))
        assert not answered(opening(ends[GUESTS], "127.0.0.5"))
        assert all(answered(opening(ends[OWNER])) for _ in range(5))


def test_an_open_socket_counts_until_it_ends(opening: Open) -> None:
    with serving(Crowd(each=1, patience=PATIENT)) as ends:
        host, port = ends[GUESTS]
        with connect(f"ws://{host}:{port}/"):
            assert not answered(opening(ends[GUESTS]))
        let_in(opening, ends[GUESTS])


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: he"])
def test_one_that_never_says_what_it_asks_for_is_ended(opening: Open, said: bytes) -> None:
    crowd = Crowd(patience=PATIENT)
    with serving(crowd) as ends:
        talks, owners = opening(ends[GUESTS]), opening(ends[OWNER])
        assert answered(talks)
        crowd.patience = 0.1
        silent = opening(ends[GUESTS])
        silent.sendall(said)

        assert ended(silent)
        assert answered(talks)
        assert answered(owners)
