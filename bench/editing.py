"""One edit of a question, durable, beside a bare durable update of one row through the same driver.

Both end with a commit that is on the disk, in a bank of 10,000 questions. The
peer sets the answer of a revision in place; Viva keeps the old wording, checks
that nobody was quicker, labels and indexes the new one, and writes the change
down so that it can be undone. They take turns, so that the disk is as busy for both.
"""

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from bench.storing import empty_bank, made_notes, store
from viva.app import App
from viva.settings import BANK_FILE

EDITS = 400
LIMIT = 3.0


def main() -> int:
    """Print medians beside the limit; 1 when it is missed."""
    with tempfile.TemporaryDirectory(prefix="viva-bench-", dir=Path.cwd() / "build") as name:
        folder = Path(name)
        app = empty_bank(folder)
        store(app, list(made_notes(random.Random(4))))  # noqa: S311 - the same notes in every run
        with app.reader() as unit:
            questions = [line.id for line in unit.bank.questions(limit=EDITS).questions]
        with closing(sqlite3.connect(folder / BANK_FILE, isolation_level=None)) as peer:
            for pragma in ("synchronous = FULL", "foreign_keys = ON", "cache_size = -65536"):
                peer.execute(f"PRAGMA {pragma}")
            ours, bare = [], []
            for question in questions:
                ours.append(edit(app, question))
                bare.append(update(peer, question))
        undoing = [undo(app) for _edit in range(EDITS // 4)]
        app.close()
    median, peers = statistics.median(ours), statistics.median(bare)
    print(f"one durable edit among 10,000 questions, median of {EDITS}, in ms")
    print(f"  viva          {1000 * median:6.2f}   p95 {1000 * statistics.quantiles(ours, n=20)[-1]:6.2f}")
    print(f"  bare update   {1000 * peers:6.2f}   ratio {median / peers:5.2f}   limit {LIMIT:.0f}")
    print(f"  undoing it    {1000 * statistics.median(undoing):6.2f}")
    return int(median / peers > LIMIT)


def edit(app: App, question: int) -> float:
    """Seconds to give a question another answer."""
    with app.reader() as unit:
        now = unit.bank.question(question)
    content = replace(now.content, answer=f"{now.content.answer}\nOne more sentence.")
    start = time.perf_counter()
    with app.unit() as unit:
        unit.editing.edit(question, content, seen=now.version)
    return time.perf_counter() - start


def undo(app: App) -> float:
    """Seconds to undo the newest change."""
    start = time.perf_counter()
    with app.unit() as unit:
        unit.editing.undo()
    return time.perf_counter() - start


def update(peer: sqlite3.Connection, question: int) -> float:
    """Seconds to change one row."""
    start = time.perf_counter()
    peer.execute("BEGIN IMMEDIATE")
    peer.execute("UPDATE revisions SET answer = answer || ' More.' WHERE question_id = ? AND number = 1", (question,))
    peer.execute("COMMIT")
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
