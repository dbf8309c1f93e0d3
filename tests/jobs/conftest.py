"""A bank whose jobs leave rows, on both databases, and time that passes for both engines."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from tests.jobs.effects import EFFECT, Effect, effects, make_table, session_of
from viva.app import App, Unit
from viva.jobs.model import JobLine
from viva.jobs.registry import Job
from viva.jobs.runner import Ran
from viva.kernel.clock import FrozenClock
from viva.settings import Settings

Open = Callable[..., App]


class Shop:
    """One bank, programs that know certain jobs, and a clock that all of them share."""

    def __init__(self, settings: Settings, clock: FrozenClock) -> None:
        self.settings = settings
        self.clock = clock
        self.told: list[Ran] = []
        self._opened: list[App] = []
        make_table(settings)

    def open(self, *jobs: Job[Any, Unit]) -> App:
        """A program that knows these jobs, and the one that leaves a row."""
        app = App(self.settings, clock=self.clock, jobs=[EFFECT, *jobs])
        self._opened.append(app)
        return app

    def work(self, app: App) -> list[Ran]:
        """Run what is due, and tell what became of it."""
        self.told.clear()
        app.worker(tell=self.told.append).run(once=True)
        return self.told

    def passes(self, app: App, time: timedelta) -> None:
        """Let time pass: for our clock, and for that of a PostgreSQL server, whose moments move back instead."""
        self.clock.advance(time)
        with app.unit() as unit:
            session = session_of(unit)
            if session.get_bind().dialect.name == "postgresql":
                moved = {"time": time}
                session.execute(text("UPDATE procrastinate_jobs SET scheduled_at = scheduled_at - :time"), moved)
                session.execute(text("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - :time"), moved)

    def close(self) -> None:
        for app in self._opened:
            app.close()


@pytest.fixture
def shop(settings: Settings, clock: FrozenClock) -> Iterator[Shop]:
    made = Shop(settings, clock)
    yield made
    made.close()


@pytest.fixture
def app(shop: Shop) -> App:
    """A program that knows the job which leaves a row."""
    return shop.open()


def add(app: App, *numbers: int, **options: Any) -> list[int]:
    """Add jobs that leave rows, in one unit."""
    with app.unit() as unit:
        return [unit.jobs.add(EFFECT, Effect(number), **options) for number in numbers]


def job(app: App, job_id: int) -> JobLine:
    with app.reader() as unit:
        return unit.jobs.job(job_id)


__all__ = ["Shop", "add", "effects", "job"]
