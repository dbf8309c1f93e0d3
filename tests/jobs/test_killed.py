"""A worker that is killed with `kill -9` in the middle of 200 jobs: none is lost, and each effect is there once."""

import os
import random
import select
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.apps import open_bank, settings_of
from tests.jobs.conftest import add
from tests.jobs.effects import EFFECT, counted, effects, make_table
from tests.postgres import Postgres
from tests.required import CHECKOUT
from viva.app import App
from viva.jobs.model import JobState
from viva.settings import Settings

JOBS = 200
MORE = 10
"""Jobs that a worker does at most before it is killed, after the test has heard enough of it."""
LONG = 60
"""Seconds of silence after which nothing more is to be expected of a worker that has jobs."""


@contextmanager
def worker(settings: Settings, concurrency: int, *, enough: int = 0) -> Generator[subprocess.Popen[str]]:
    """A worker in a process of its own, which is killed when the block ends; it stops for good after `enough` jobs."""
    arguments = [str(settings.data), settings.database_url, str(concurrency), str(enough)]
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.working", *arguments], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
    )
    with program:
        try:
            yield program
        finally:
            program.kill()


def unfinished(app: App) -> int:
    with app.reader() as unit:
        return sum(unit.jobs.newest(state).total for state in (JobState.WAITING, JobState.RUNNING))


def something_said(program: subprocess.Popen[str]) -> bytes:
    """What a worker says next; nothing when it has long been silent, or has ended."""
    assert program.stdout
    readable, _writable, _odd = select.select([program.stdout], [], [], LONG)
    return os.read(program.stdout.fileno(), 65536) if readable else b""


def survives(settings: Settings, chance: random.Random, *, kills: int, concurrency: int) -> None:
    """Kill one worker after the other, and let the last one finish what they left."""
    make_table(settings)
    app = App(settings, jobs=[EFFECT])
    add(app, *range(JOBS))
    for _kill in range(kills):
        lines = chance.randint(1, JOBS // (kills + 1) - MORE)
        with worker(settings, concurrency, enough=lines + MORE) as program:
            assert program.stdout
            for _line in range(lines):
                program.stdout.readline()
            time.sleep(chance.random() * 0.01)
            program.kill()
        assert 0 < len(effects(app)) < JOBS
    with worker(settings, concurrency) as program:
        while unfinished(app):
            assert something_said(program), f"{unfinished(app)} jobs are lost"
    assert counted(app) == dict.fromkeys(range(JOBS), 1)
    with app.reader() as unit:
        assert unit.jobs.newest(JobState.DONE).total == JOBS
    app.close()


@pytest.mark.slow
@pytest.mark.parametrize("concurrency", [1, 3])
def test_killed_workers_lose_no_job_and_repeat_none(settings: Settings, concurrency: int) -> None:
    survives(settings, random.Random(concurrency), kills=2, concurrency=concurrency)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(50))
def test_many_killed_workers_lose_no_job_and_repeat_none(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    open_bank(tmp_path)
    survives(settings_of(tmp_path), chance, kills=chance.randint(1, 5), concurrency=chance.randint(1, 4))


@pytest.mark.torture
@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(50))
def test_many_killed_workers_lose_no_job_of_postgres(postgres: Postgres, tmp_path: Path, seed: int) -> None:
    chance = random.Random(1000 + seed)
    with postgres.database() as address:
        open_bank(tmp_path, address)
        survives(settings_of(tmp_path, address), chance, kills=chance.randint(1, 5), concurrency=chance.randint(1, 4))
