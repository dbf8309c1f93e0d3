"""Pages take turns: a few are made at a time, who asked first is answered first, and nobody waits for ever."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable

import pytest
from starlette.types import Message, Receive, Scope, Send

from viva.web.turns import Turns

PATIENT = 600.0


class Kitchen:
    """An application whose answers are made when the test says so."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self._first: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._made: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Begin, wait, and answer or break."""
        path = scope["path"]
        self.begun.append(path)
        self._first[path].set()
        await self._made[path].wait()
        if path == "/broken":
            raise ZeroDivisionError
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def begins(self, path: str) -> None:
        """Wait until an answer is begun."""
        await self._first[path].wait()

    def finish(self, *paths: str) -> None:
        """Let answers be made."""
        for path in paths:
            self._made[path].set()


class Guests:
    """Who asks the kitchen, in turns, and waits for nothing."""

    def __init__(self, kitchen: Kitchen, *, at_once: int = 1, patience: float = PATIENT) -> None:
        self._app = Turns(at_once, patience).around(kitchen)

    def ask(self, path: str, method: str = "GET", send: Send | None = None) -> "asyncio.Task[None]":
        """Ask for an address."""
        return asyncio.create_task(self._asked({"type": "http", "method": method, "path": path}, send or _taken))

    async def _asked(self, scope: Scope, send: Send) -> None:
        await self._app(scope, _nothing, send)


async def _nothing() -> Message:
    raise AssertionError


async def _taken(_message: Message) -> None:
    pass


async def settled() -> None:
    """Until all that can go on without the test has."""
    for _step in range(20):
        await asyncio.sleep(0)


def played(scene: Callable[[Kitchen], Awaitable[None]]) -> Callable[[], None]:
    """A test that is played in a loop of its own."""

    async def play() -> None:
        await scene(Kitchen())

    return lambda: asyncio.run(play())


@played
async def test_so_many_pages_are_made_at_a_time_in_the_order_of_the_requests(kitchen: Kitchen) -> None:
    guests = Guests(kitchen, at_once=2)
    tasks = [guests.ask(f"/{number}") for number in range(4)]
    await settled()
    assert kitchen.begun == ["/0", "/1"]

    for number in range(4):
        kitchen.finish(f"/{number}")
        await settled()

    await asyncio.gather(*tasks)
    assert kitchen.begun == ["/0", "/1", "/2", "/3"]


@played
async def test_what_changes_something_is_not_kept_waiting(kitchen: Kitchen) -> None:
    guests = Guests(kitchen)
    tasks = [guests.ask("/page"), guests.ask("/form", "POST")]
    await settled()

    assert kitchen.begun == ["/page", "/form"]
    kitchen.finish("/page", "/form")
    await asyncio.gather(*tasks)


@played
async def test_a_page_that_breaks_ends_its_turn(kitchen: Kitchen) -> None:
    guests = Guests(kitchen)
    broken, page = guests.ask("/broken"), guests.ask("/page")
    kitchen.finish("/broken")
    with pytest.raises(ZeroDivisionError):
        await broken

    await kitchen.begins("/page")
    kitchen.finish("/page")
    await page


@played
async def test_who_takes_an_answer_slowly_keeps_nobody_waiting(kitchen: Kitchen) -> None:
    taken = asyncio.Event()

    async def slowly(_message: Message) -> None:
        await taken.wait()

    guests = Guests(kitchen)
    tasks = [guests.ask("/slow", send=slowly), guests.ask("/page")]
    kitchen.finish("/slow")

    await kitchen.begins("/page")
    kitchen.finish("/page")
    taken.set()
    await asyncio.gather(*tasks)


@played
async def test_a_page_that_takes_long_lets_the_next_one_begin(kitchen: Kitchen) -> None:
    guests = Guests(kitchen, patience=0.0)
    tasks = [guests.ask("/long"), guests.ask("/next")]

    await kitchen.begins("/next")
    kitchen.finish("/long", "/next")
    await asyncio.gather(*tasks)


@played
async def test_a_turn_that_was_over_before_its_page_ends_only_once(kitchen: Kitchen) -> None:
    guests = Guests(kitchen, patience=0.0)
    tasks = [guests.ask("/long"), guests.ask("/next")]
    await kitchen.begins("/next")
    kitchen.finish("/long", "/next")
    await asyncio.gather(*tasks)

    tasks = [guests.ask("/first"), guests.ask("/second")]
    await asyncio.sleep(0)  # both have asked, and no time has passed
    assert kitchen.begun == ["/long", "/next", "/first"]
    kitchen.finish("/first", "/second")
    await asyncio.gather(*tasks)
