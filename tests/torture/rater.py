"""A program to be killed: it conducts an interview, change by change, and says after each that it is saved.

Run as `python -m tests.torture.rater DATA ADDRESS SEED TOKEN...`. The changes follow
from the seed, so that who killed it can send the same again.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.apps import settings_of
from viva.app import App
from viva.interviews.conduct.model import Change, Fate, Kind

LINES, SEATS, CHANGES = 3, 2, 60


def changes(seed: int) -> Iterator[tuple[int, Change]]:
    """What two seats do, and which of them; versions count by one, as for a client that was offline."""
    chance = random.Random(seed)
    versions: dict[tuple[int, int], int] = {}
    for number in range(CHANGES):
        seat, line = chance.randrange(SEATS), chance.randint(1, LINES)
        seen = versions.get((seat, line), 0)
        versions[seat, line] = seen + 1
        kind = chance.choice((Kind.RATE, Kind.NOTE, Kind.TICK, Kind.FLAG))
        values: dict[Kind, dict[str, object]] = {
            Kind.RATE: {"rating": chance.randint(0, 4)},
            Kind.NOTE: {"text": f"note {number} " + "ё" * chance.randrange(2_000)},
            Kind.TICK: {"point": chance.randrange(3), "ticked": chance.random() < 0.7},
            Kind.FLAG: {"text": f"flag {number}"},
        }
        yield seat, Change(key=f"{seed}-{number}", kind=kind, line=line, values=values[kind], seen=seen)


def main(data: str, address: str, seed: str, *tokens: str) -> None:
    """Send changes, and say which are saved."""
    app = App(settings_of(Path(data), address))
    print("ready", flush=True)  # noqa: T201 - how it speaks to the test
    for seat, change in changes(int(seed)):
        with app.unit() as unit:
            (outcome,) = unit.conduct.record(tokens[seat], [change])
        if outcome.fate not in {Fate.SAVED, Fate.REPEATED}:
            raise RuntimeError(outcome)
        print(change.key, flush=True)  # noqa: T201
    app.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
