"""The jobs that look after the bank: old jobs are forgotten, and there is a backup each night."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.jobs.conftest import Shop, add
from tests.jobs.effects import Effect
from viva.app import App, Unit
from viva.jobs.housekeeping import KEPT_BACKUPS, KEPT_FOR
from viva.jobs.model import JobState, Outcome
from viva.jobs.registry import Job
from viva.jobs.run import JobRun
from viva.kernel.clock import FrozenClock
from viva.kernel.errors import InvalidInput
from viva.settings import Settings

DAY = timedelta(days=1)


def ids(app: App) -> set[int]:
    """The jobs that were not added by themselves."""
    with app.reader() as unit:
        return {line.id for line in unit.jobs.newest().jobs if line.name not in app._registry.schedules}


def test_jobs_that_were_finished_long_ago_are_forgotten(shop: Shop, app: App) -> None:
    done, cancelled = add(app, 1, 2)
    with app.unit() as unit:
        unit.jobs.cancel(cancelled)
    shop.work(app)
    shop.passes(app, KEPT_FOR - 2 * DAY)
    shop.work(app)
    assert ids(app) == {done, cancelled}

    [fresh] = add(app, 3)
    shop.work(app)
    shop.passes(app, 3 * DAY)
    shop.work(app)
    assert ids(app) == {fresh}


def test_dead_jobs_are_kept_until_somebody_sees_to_them(shop: Shop) -> None:
    def fail(_run: JobRun[Unit], _effect: Effect) -> None:
        raise InvalidInput("Nothing helps.")

    declared: Job[Effect, Unit] = Job(name="hopeless", payload=Effect, work=fail)
    app = shop.open(declared)
    with app.unit() as unit:
        dead = unit.jobs.add(declared, Effect(1))
    shop.work(app)
    shop.passes(app, 2 * KEPT_FOR)
    shop.work(app)

    assert ids(app) == {dead}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def backed_up(sqlite_settings: Settings, clock: FrozenClock, folder: Path) -> App:
    """A program with a folder for backups, which has worked once."""
    app = App(replace(sqlite_settings, backup_dir=folder), clock=clock)
    app.worker().run(once=True)
    return app


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_each_night_a_backup_is_made_and_the_newest_are_kept(backed_up: App, clock: FrozenClock, folder: Path) -> None:
    nights = []
    for _night in range(KEPT_BACKUPS + 2):
        clock.advance(DAY)
        backed_up.worker().run(once=True)
        nights.append(f"viva-nightly-{clock.now().astimezone():%Y-%m-%d}.sqlite3")
    backed_up.close()

    assert names(folder) == nights[-KEPT_BACKUPS:]
    with closing(sqlite3.connect(folder / nights[-1])) as copy:
        assert copy.execute("SELECT count(*) FROM workspaces").fetchone() == (1,)


def test_what_else_is_in_the_folder_stays(backed_up: App, clock: FrozenClock, folder: Path) -> None:
    folder.mkdir()
    (folder / "my own.sqlite3").touch()
    for _night in range(KEPT_BACKUPS + 1):
        clock.advance(DAY)
        backed_up.worker().run(once=True)
    backed_up.close()

    assert "my own.sqlite3" in names(folder)


def test_a_folder_that_cannot_be_used_is_told_and_tried_again(backed_up: App, clock: FrozenClock, folder: Path) -> None:
    folder.touch()
    clock.advance(DAY)
    told: list[Outcome] = []
    backed_up.worker(tell=lambda ran: told.append(ran.outcome)).run(once=True)

    with backed_up.reader() as unit:
        [failed] = unit.jobs.newest(JobState.WAITING).jobs
    assert Outcome.AGAIN in told
    assert str(folder) in failed.error
    backed_up.close()


@pytest.mark.postgres
def test_postgres_makes_its_backups_itself(postgres_settings: Settings, clock: FrozenClock, folder: Path) -> None:
    app = App(replace(postgres_settings, backup_dir=folder), clock=clock)
    for _night in range(2):
        app.worker().run(once=True)
        clock.advance(DAY)
    app.close()

    assert not folder.exists()
