"""Restoring that is killed at any moment leaves the one bank or the other."""

import random
import time
from pathlib import Path

import pytest

from tests.apps import settings_of
from tests.made_notes import put
from tests.torture.importer import note
from tests.torture.programs import program, sound, versions
from viva.app import App

TIMES = 12
NOTES = {"few": 2, "many": 9}


def backups(folder: Path) -> list[Path]:
    """Two backups, of a bank with few notes and of one with many."""
    made: list[Path] = []
    app = App(settings_of(folder / "origin"))
    for name, notes in NOTES.items():
        for number in range(1, notes + 1):
            put(app, note(number, 1))
        made.append(app.backup(folder / f"{name}.db"))
    app.close()
    return made


def survives(folder: Path, chance: random.Random) -> None:
    """Kill the program that restores, and look at the bank."""
    arguments = [str(folder / "bank"), str(TIMES), *map(str, backups(folder))]
    with program("tests.torture.restorer", *arguments) as restorer:
        assert restorer.stdout
        for _line in range(chance.randint(1, TIMES - 1)):
            restorer.stdout.readline()
        time.sleep(chance.random() * 0.05)
        restorer.kill()
    settings = settings_of(folder / "bank")
    app = App(settings)
    sound(app, settings)
    assert len(versions(app)) in NOTES.values()
    app.close()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_killed_restoring_leaves_a_sound_bank(tmp_path: Path, seed: int) -> None:
    survives(tmp_path, random.Random(seed))


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(50))
def test_restoring_killed_very_often_leaves_a_sound_bank(tmp_path: Path, seed: int) -> None:
    survives(tmp_path, random.Random(3000 + seed))
