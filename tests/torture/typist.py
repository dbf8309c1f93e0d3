"""A program to be killed: somebody types at the screen of an interview while the bank comes and goes.

Run as `python -m tests.torture.typist DATA ADDRESS INTERVIEW TOKEN SEED`. It says of
each change that it is kept, and of a text how far it was typed by then.
"""

import asyncio
import json
import random
import sys
from pathlib import Path
from typing import cast

from textual.pilot import Pilot

from tests.apps import settings_of
from tests.cli.seat.desk import Bank
from viva.app import App
from viva.cli.seat.queue import Queue
from viva.cli.seat.screen import InterviewScreen
from viva.interviews.conduct.waiting import Waiting, WaitingRoom
from viva.kernel.clock import SystemClock


class TellingRoom(WaitingRoom):
    """Says what it keeps, as soon as it does."""

    def put(self, waiting: Waiting) -> Waiting:
        kept = super().put(waiting)
        print(json.dumps([kept.change.key, kept.change.values.get("text", "")]), flush=True)  # noqa: T201
        return kept


async def type_on(pilot: Pilot[None], bank: Bank, chance: random.Random) -> None:
    """Type without end."""
    while True:
        bank.away = chance.random() < 0.4
        word = [chance.choice("abcdef12") for _letter in range(chance.randint(1, 12))]
        doing = (
            ("e", *word, "escape"),
            ("f", *word, "escape"),
            (str(chance.randint(0, 4)),),
            ("p", str(chance.randint(1, 3))),
            ("x",),
            (chance.choice("jk"),),
            (chance.choice("JK"),),
            ("c", *word, "escape"),
        )
        await pilot.press(*chance.choice(doing))


def main(data: str, address: str, interview: str, token: str, seed: str) -> None:
    """Sit down and type."""
    app = App(settings_of(Path(data), address))
    bank = Bank(app)
    queue = Queue(TellingRoom(app.waiting_dir, int(interview), token, SystemClock()))
    screen = InterviewScreen(cast("App", bank), token, queue)

    async def run() -> None:
        async with screen.run_test(size=(100, 30)) as pilot:
            await type_on(pilot, bank, random.Random(seed))

    asyncio.run(run())


if __name__ == "__main__":
    main(*sys.argv[1:])
