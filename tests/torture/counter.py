"""A program of eight threads that count together with others: the answer of one question is how often it was edited.

Run as `python -m tests.torture.counter DATA ADDRESS QUESTION TIMES`. At the end
it says how many edits were made and how many were refused as stale.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from tests.apps import settings_of
from viva.app import App
from viva.bank.errors import StaleQuestion

THREADS = 8


def count(app: App, question: int, times: int) -> int:
    """Add one to the answer so many times; tells how often somebody else was quicker."""
    refused = 0
    for _time in range(times):
        while not counted(app, question):
            refused += 1
    return refused


def counted(app: App, question: int) -> bool:
    """Look at the answer and add one to it, unless somebody did so meanwhile."""
    with app.reader() as unit:
        now = unit.bank.question(question)
    more = replace(now.content, answer=str(int(now.content.answer) + 1))
    try:
        with app.unit() as unit:
            unit.editing.edit(question, more, seen=now.version)
    except StaleQuestion:
        return False
    return True


def main(data: str, address: str, question: str, times: str) -> None:
    """Count in all threads at once."""
    app = App(settings_of(Path(data), address))
    with ThreadPoolExecutor(THREADS) as threads:
        refused = [threads.submit(count, app, int(question), int(times)) for _thread in range(THREADS)]
    print(THREADS * int(times), sum(each.result() for each in refused))  # noqa: T201 - how it speaks to the test
    app.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
