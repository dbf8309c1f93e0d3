"""An interview that is killed at any moment loses nothing that was acknowledged, and sent again nothing is twice."""

import random
import time

import pytest

from tests.interviews.conduct.table import an_interview
from tests.torture.programs import program, sound
from tests.torture.rater import CHANGES, changes
from viva.app import App
from viva.interviews.conduct.changes import replayed
from viva.interviews.conduct.kept import change_from, entry_from
from viva.interviews.conduct.model import OWN, Fate
from viva.interviews.scale import DEFAULT
from viva.settings import Settings


def killed(settings: Settings, seed: int, tokens: list[str], chance: random.Random) -> list[str]:
    """Let the program conduct and kill it; give the keys of the changes that it said to be saved."""
    with program("tests.torture.rater", str(settings.data), settings.database_url, str(seed), *tokens) as rater:
        assert rater.stdout
        heard = [rater.stdout.readline() for _ in range(chance.randint(1, CHANGES))]
        time.sleep(chance.random() * 0.02)
        rater.kill()
        said = [line.strip() for line in (*heard, *rater.stdout) if line.endswith("\n")]
    return [line for line in said if line != "ready"]


def survives(settings: Settings, chance: random.Random) -> None:
    """Kill it twice in the middle of the same changes, then send all of them again."""
    app = App(settings)
    table = an_interview(app)
    app.close()
    seed = chance.randrange(10**6)
    tokens = [table.tokens["Ana"], table.tokens["Ben"]]
    acknowledged = {key for _round in range(2) for key in killed(settings, seed, tokens, chance)}

    app = App(settings)
    sound(app, settings)
    with app.reader() as unit:
        store = unit.conduct._store
        kept = [each.key for each in store.changes(table.interview, 0, 10_000)]
    mine = [key for key in kept if key.startswith(f"{seed}-") and not key.endswith("/asked")]
    assert acknowledged <= set(mine)
    assert len(mine) == len(set(mine)) <= len(acknowledged) + 1
    table.app = app
    outcomes = [table.send(("Ana", "Ben")[seat], change)[0] for seat, change in changes(seed)]
    assert [each.fate for each in outcomes[: len(mine)]] == [Fate.REPEATED] * len(mine)
    assert {each.fate for each in outcomes[len(mine) :]} <= {Fate.SAVED}
    with app.reader() as unit:
        store, lines = unit.conduct._store, {line.number: line for line in unit.interviews.lines(table.interview)}
        for name in ("Ana", "Ben"):
            seat = table.seats[name]
            said = [
                each for each in store.changes(table.interview, 0, 10_000) if each.seat_id == seat and each.kind in OWN
            ]
            made = replayed([change_from(each) for each in said], lines, DEFAULT)
            assert {entry.line: entry_from(entry) for entry in store.entries([seat])} == made
    app.close()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_lost_and_nothing_is_there_twice(settings: Settings, seed: int) -> None:
    survives(settings, random.Random(seed))


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(300))
def test_nothing_is_lost_in_three_hundred_rounds(settings: Settings, seed: int) -> None:
    survives(settings, random.Random(1_000 + seed))
