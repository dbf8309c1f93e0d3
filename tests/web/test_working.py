"""The worker beside the site begins after it, and whatever breaks it is told at the end."""

import threading
from typing import Any, cast

import pytest

from viva.app import App
from viva.web.working import Working


class Hand:
    """A worker that runs until it is stopped, or breaks."""

    def __init__(self, *, breaks: bool = False) -> None:
        self._breaks = breaks
        self._stopped = threading.Event()
        self.runs = threading.Event()

    def run(self) -> None:
        self.runs.set()
        if self._breaks:
            raise RuntimeError("the disk is gone")
        self._stopped.wait()

    def stop(self) -> None:
        self._stopped.set()


class Shop:
    """As much of an App as a worker is asked of."""

    def __init__(self, hand: Hand) -> None:
        self.asked = 0
        self._hand = hand

    def worker(self) -> Any:
        self.asked += 1
        return self._hand


def test_it_runs_until_the_end() -> None:
    hand = Hand()
    working = Working(cast("App", Shop(hand)), failed=lambda: None, head_start=0)

    working.begin()
    assert hand.runs.wait(10)

    working.end()


def test_it_is_not_made_when_the_end_comes_first() -> None:
    shop = Shop(Hand())
    working = Working(cast("App", shop), failed=lambda: None, head_start=600)

    working.begin()
    working.end()

    assert shop.asked == 0


def test_it_need_not_have_begun() -> None:
    Working(cast("App", Shop(Hand())), failed=lambda: None).end()


def test_what_breaks_it_ends_the_site_and_is_raised_then() -> None:
    failed = threading.Event()
    working = Working(cast("App", Shop(Hand(breaks=True))), failed=failed.set, head_start=0)

    working.begin()
    assert failed.wait(10)

    with pytest.raises(RuntimeError, match="the disk is gone"):
        working.end()
