"""A terminal that is killed while somebody types loses nothing that it held, and nothing of it arrives twice."""

import json
import random
import time
from collections import Counter

import pytest

from tests.interviews.conduct.table import Table, an_interview
from tests.torture.programs import program, sound
from viva.app import App
from viva.cli.seat.queue import Queue, send_now
from viva.interviews.conduct.changes import replayed
from viva.interviews.conduct.kept import change_from, entry_from
from viva.interviews.conduct.model import OWN
from viva.interviews.scale import DEFAULT
from viva.settings import Settings

KILLS, MOST = 2, 60


def killed(settings: Settings, table: Table, seed: int, chance: random.Random) -> dict[str, str]:
    """Let somebody type, and kill the terminal; what it said to hold, with each text as far as it was typed."""
    arguments = [str(settings.data), settings.database_url, str(table.interview), table.tokens["Ana"], str(seed)]
    with program("tests.torture.typist", *arguments) as typist:
        assert typist.stdout
        heard = [typist.stdout.readline() for _line in range(chance.randint(1, MOST))]
        time.sleep(chance.random() * 0.05)
        typist.kill()
        heard += [line for line in typist.stdout if line.endswith("\n")]
        assert typist.stderr
        assert (heard[0] != "", typist.stderr.read()) == (True, "")
    return dict(json.loads(line) for line in heard)


def survives(settings: Settings, chance: random.Random) -> None:
    """Kill it several times, then open the seat once more: all that it held is there, exactly once."""
    app = App(settings)
    table = an_interview(app)
    held: dict[str, str] = {}
    for _kill in range(KILLS):
        held |= killed(settings, table, chance.randrange(10**6), chance)

    queue = Queue(app.waiting_room(table.interview, table.tokens["Ana"]))
    assert queue.unreadable == []
    assert send_now(app, table.tokens["Ana"], queue)
    queue.close()

    sound(app, settings)
    with app.reader() as unit:
        store, lines = unit.conduct._store, {line.number: line for line in unit.interviews.lines(table.interview)}
        journal = store.changes(table.interview, 0, 100_000)
        arrived = Counter(each.key for each in journal)
        assert {key: arrived[key] for key in held} == dict.fromkeys(held, 1)
        assert not any(each.stale for each in journal)
        typed = {each.key: str(each.said.get("text", "")) for each in journal}
        assert [key for key, text in held.items() if not typed[key].startswith(text)] == []
        said = [change_from(each) for each in journal if each.kind in OWN]
        entries = {entry.line: entry_from(entry) for entry in store.entries([table.seats["Ana"]])}
        assert entries == replayed(said, lines, DEFAULT)
    assert not any(app.waiting_dir.iterdir())
    app.close()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_nothing_typed_is_lost_and_nothing_is_there_twice(sqlite_settings: Settings, seed: int) -> None:
    survives(sqlite_settings, random.Random(seed))


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(100))
def test_nothing_typed_is_lost_in_a_hundred_rounds(settings: Settings, seed: int) -> None:
    survives(settings, random.Random(1_000 + seed))
