"""A worker to be killed: it runs jobs that leave rows, and says after each how it ended.

Run as `python -m tests.jobs.working DATA ADDRESS CONCURRENCY [ENOUGH]`. After it has said ENOUGH
it only waits: however slow the test is, it meets the worker in the middle of its jobs.
"""

import sys
import threading
from pathlib import Path

from tests.apps import settings_of
from tests.jobs.effects import EFFECT
from viva.app import App
from viva.jobs.runner import Pace, Ran

PACE = Pace(poll=0.02, beat=0.2, lease=1.0)
"""Quick to believe in death, so that tests need not wait for it."""


def main(data: str, address: str, concurrency: str, enough: str = "") -> None:
    """Work until killed."""
    said = 0

    def say(ran: Ran) -> None:
        nonlocal said
        print(ran.id, ran.outcome.value, flush=True)  # noqa: T201 - how it speaks to the test
        said += 1
        if said == int(enough or 0):
            threading.Event().wait()

    app = App(settings_of(Path(data), address), jobs=[EFFECT])
    app.worker(concurrency=int(concurrency), pace=PACE, tell=say).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
