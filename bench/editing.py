"""One edit of a question, durable, beside a bare durable update of one row through the same driver.

Both end with a commit, in a bank of 10,000 questions. The peer sets the answer
of a revision in place; Viva keeps the old wording, checks that nobody was
quicker, labels and indexes the new one, and writes the change down so that it
can be undone. They take turns, so that the machine is as busy for both.

The peer is little more than waiting for the disk, and an edit little more than
computing, so the ratio tells as much about the disk: how long one waits for it
is printed beside it.
"""

import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg

from bench.servers import plain, postgres
from bench.storing import made_notes, store
from viva.app import App
from viva.settings import BANK_FILE, Settings

EDITS = 400
LIMIT = 3.0

UPDATE = "UPDATE revisions SET answer = answer || ' More.' WHERE question_id = {} AND number = 1"

Update = Callable[[int], float]


def main() -> int:
    """Print medians beside the limit; 1 when it is missed."""
    with tempfile.TemporaryDirectory(prefix="viva-bench-") as name:
        folder = Path(name)
        print(f"one durable edit among 10,000 questions, median of {EDITS}, in ms")
        ratio = _sqlite(folder / "sqlite")
        print(f"    waiting for the disk, one page: {1000 * synced(folder):.2f}")
        with postgres() as server, server.database() as address:
            _postgres(folder / "postgres", address)
    print(f"  limit of the ratio on SQLite: {LIMIT:.0f}; our PostgreSQL does not wait for the disk")
    return int(ratio > LIMIT)


def _sqlite(folder: Path) -> float:
    app = filled(Settings.read({"VIVA_DATA": str(folder)}))
    with closing(sqlite3.connect(folder / BANK_FILE, isolation_level=None)) as peer:
        for pragma in ("synchronous = FULL", "foreign_keys = ON", "cache_size = -65536"):
            peer.execute(f"PRAGMA {pragma}")

        def update(question: int) -> float:
            start = time.perf_counter()
            peer.execute("BEGIN IMMEDIATE")
            peer.execute(UPDATE.format("?"), (question,))
            peer.execute("COMMIT")
            return time.perf_counter() - start

        return measure("SQLite", app, update)


def _postgres(folder: Path, address: str) -> None:
    app = filled(Settings.read({"VIVA_DATA": str(folder), "VIVA_DATABASE_URL": address}))
    with closing(psycopg.connect(plain(address))) as peer:

        def update(question: int) -> float:
            start = time.perf_counter()
            peer.execute(UPDATE.format("%s"), (question,))
            peer.commit()
            return time.perf_counter() - start

        measure("PostgreSQL", app, update)


def filled(settings: Settings) -> App:
    """The program on a bank of 10,000 questions."""
    app = App(settings)
    store(app, list(made_notes(random.Random(4))))  # noqa: S311 - the same notes in every run
    return app


def measure(name: str, app: App, update: Update) -> float:
    """Edit and update in turn, print the figures, and give how much longer an edit takes."""
    with app.reader() as unit:
        questions = [line.id for line in unit.bank.questions(limit=EDITS).questions]
    ours, bare = zip(*((edit(app, question), update(question)) for question in questions), strict=True)
    undone = [undo(app) for _edit in range(EDITS // 4)]
    app.close()
    median, peer = statistics.median(ours), statistics.median(bare)
    print(f"  {name}")
    print(f"    viva          {1000 * median:6.2f}   p95 {1000 * statistics.quantiles(ours, n=20)[-1]:6.2f}")
    print(f"    bare update   {1000 * peer:6.2f}   ratio {median / peer:5.2f}")
    print(f"    undoing it    {1000 * statistics.median(undone):6.2f}")
    return float(median / peer)


def edit(app: App, question: int) -> float:
    """Seconds to give a question another answer."""
    with app.reader() as unit:
        now = unit.bank.question(question)
    content = replace(now.content, answer=f"{now.content.answer}\nOne more sentence.")
    start = time.perf_counter()
    with app.unit() as unit:
        unit.editing.edit(question, content, seen=now.version)
    return time.perf_counter() - start


def synced(folder: Path) -> float:
    """Seconds until the disk has kept one page, the median of some."""
    taken = []
    with (folder / "page").open("wb", buffering=0) as file:
        for _page in range(EDITS // 4):
            file.write(bytes(4096))
            start = time.perf_counter()
            os.fsync(file.fileno())
            taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def undo(app: App) -> float:
    """Seconds to undo the newest change."""
    start = time.perf_counter()
    with app.unit() as unit:
        unit.activity.undo()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
