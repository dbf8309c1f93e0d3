"""An import that is killed at any moment loses nothing that it said is done, and leaves nothing by halves."""

import random
import time
from pathlib import Path

import pytest

from tests.apps import settings_of
from tests.postgres import Postgres
from tests.torture.importer import notes
from tests.torture.programs import finished, importer, said, sound, versions
from viva.app import App
from viva.settings import Settings

NOTES = 6
ROUNDS = 3


def killed(settings: Settings, chance: random.Random) -> list[tuple[int, int]]:
    """Start an import and kill it after a number of lines and a moment; give what it said was done."""
    with importer(settings, last=NOTES, rounds=ROUNDS) as program:
        assert program.stdout
        heard = [program.stdout.readline() for _ in range(chance.randint(0, NOTES * ROUNDS))]
        time.sleep(chance.random() * 0.05)
        program.kill()
        return said([*heard, *program.stdout])


def survives(settings: Settings, chance: random.Random) -> None:
    """Kill an import into a bank, look at the bank, and let a second import complete."""
    last_said = dict(killed(settings, chance))
    app = App(settings)
    kept = versions(app)
    sound(app, settings)
    assert {number: max(version, kept.get(number, 0)) for number, version in last_said.items()} == {
        number: kept.get(number, 0) for number in last_said
    }
    app.close()
    with importer(settings, last=NOTES, rounds=ROUNDS) as program:
        finished(program)
    app = App(settings)
    assert versions(app) == dict(notes(1, NOTES, ROUNDS))
    sound(app, settings)
    app.close()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_a_killed_import_leaves_a_sound_bank(folder_in_memory: Path, seed: int) -> None:
    survives(settings_of(folder_in_memory), random.Random(seed))


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(2))
def test_a_killed_import_leaves_postgres_sound(postgres_settings: Settings, seed: int) -> None:
    survives(postgres_settings, random.Random(seed))


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(100))
def test_a_hundred_killed_imports_leave_a_sound_bank(tmp_path: Path, seed: int) -> None:
    survives(settings_of(tmp_path), random.Random(1000 + seed))


@pytest.mark.torture
@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(25))
def test_many_killed_imports_leave_postgres_sound(postgres: Postgres, tmp_path: Path, seed: int) -> None:
    with postgres.database() as address:
        survives(settings_of(tmp_path, address), random.Random(2000 + seed))
