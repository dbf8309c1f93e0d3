"""Storing understood questions in SQLite beside bare `executemany` of the same rows, and importing them again.

Both write the same rows into the same tables with the same search index and
the same durability: a transaction on the disk for each note. The peer gets the
rows ready made, Viva makes them. For comparison the peer also writes all notes
in one transaction, which would lose them all when it is killed.
"""

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from viva.app import App
from viva.notes.model import (
    Account,
    Draft,
    Group,
    KeyPoint,
    Kind,
    Link,
    Note,
    Reason,
    Role,
    Snippet,
    Span,
    Text,
)
from viva.notes.subject.taxonomy import keywords
from viva.settings import BANK_FILE, Settings

QUESTIONS = 10_000
NOTES = 100
RUNS = 5

STORING_LIMIT = 4.0
AGAIN_LIMIT = 20.0

LINES = 12
"""Lines of a question in a note, blank ones included."""

TABLES = (
    "sources",
    "readings",
    "findings",
    "questions",
    "revisions",
    "labels",
    "relations",
    "assets",
    "search_entries",
    "search_words",
)

FIELDS = "prompt, terms, opening, answer"


def main() -> int:
    """Print both figures beside their limits; 1 when one is missed."""
    notes = list(made_notes(random.Random(4)))  # noqa: S311 - the same notes in every run
    with tempfile.TemporaryDirectory(prefix="viva-bench-") as name:
        folder = Path(name)
        ours, peers, at_once, again = [], [], [], []
        for run in range(RUNS):
            app = empty_bank(folder / f"ours-{run}")
            ours.append(store(app, notes))
            again.append(store(app, notes))
            app.close()
            peers.append(bare(folder / f"ours-{run}" / BANK_FILE, folder / f"peer-{run}", transactions=NOTES))
            at_once.append(bare(folder / f"ours-{run}" / BANK_FILE, folder / f"once-{run}", transactions=1))
    stored, peer, once, repeated = map(statistics.median, (ours, peers, at_once, again))
    slower, faster = stored / peer, stored / repeated
    print(f"storing {QUESTIONS:,} questions of {NOTES} notes, median of {RUNS}")
    print(f"  viva         {stored:7.3f} s")
    print(f"  executemany  {peer:7.3f} s   ratio {slower:5.2f}   limit {STORING_LIMIT:.0f}")
    print(f"  in one go    {once:7.3f} s   ratio {stored / once:5.2f}")
    print(f"  again        {repeated:7.3f} s   {faster:5.0f} times faster   limit {AGAIN_LIMIT:.0f}")
    return int(slower > STORING_LIMIT or faster < AGAIN_LIMIT)


def empty_bank(folder: Path) -> App:
    """A program whose bank is made, and empty."""
    app = App(Settings.read({"VIVA_DATA": str(folder)}))
    with app.reader():
        return app


def store(app: App, notes: list[Note]) -> float:
    """Seconds to import notes as the program does: the unchanged are skipped, the others are a transaction each."""
    start = time.perf_counter()
    with app.reader() as unit:
        changed = [note for note in notes if not unit.intake.unchanged(location(note), note.sha256, nothing)]
    for note in changed:
        with app.unit() as unit:
            unit.intake.import_note(note, location(note), nothing)
    return time.perf_counter() - start


def location(note: Note) -> Path:
    """Where a note would be."""
    return Path("/notes", note.source)


def nothing(_target: str) -> None:
    """No note shows a picture."""


def bare(bank: Path, folder: Path, *, transactions: int) -> float:
    """Seconds that `executemany` takes to bring the rows of a bank into an empty one, in durable transactions."""
    empty_bank(folder).close()
    with closing(sqlite3.connect(bank)) as source:
        rows = {table: source.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in TABLES}
        shadows = source.execute(f"SELECT rowid, {FIELDS} FROM question_search ORDER BY 1").fetchall()
    statements = {f"INSERT INTO {table} VALUES ({marks(of)})": of for table, of in rows.items() if of}
    statements[f"INSERT INTO question_search (rowid, {FIELDS}) VALUES (?, ?, ?, ?, ?)"] = shadows
    with closing(sqlite3.connect(folder / BANK_FILE, isolation_level=None)) as peer:
        for pragma in ("synchronous = FULL", "foreign_keys = ON", "cache_size = -65536", "wal_autocheckpoint = 4000"):
            peer.execute(f"PRAGMA {pragma}")
        start = time.perf_counter()
        for part in range(transactions):
            peer.execute("BEGIN IMMEDIATE")
            for statement, of in statements.items():
                share = len(of) // transactions
                peer.executemany(statement, of[part * share : (part + 1) * share])
            peer.execute("COMMIT")
        return time.perf_counter() - start


def marks(rows: list[tuple[object, ...]]) -> str:
    """A mark for each column."""
    return ", ".join("?" * len(rows[0]))


def made_notes(chance: random.Random) -> Iterator[Note]:
    """Notes with questions as people keep them: prose in two languages, code, links, key points."""
    words = vocabulary(chance)
    weights = [1 / (rank + 2) for rank in range(len(words))]

    def prose(count: int) -> str:
        return " ".join(chance.choices(words, weights, k=count))

    for number in range(NOTES):
        source = f"note-{number:03}.md"
        drafts = [draft(source, index * LINES + 1, prose, chance) for index in range(QUESTIONS // NOTES)]
        lines = [Role.PROMPT, *[Role.ANSWER] * (LINES - 2), Role.BLANK] * len(drafts)
        yield Note(
            source=source,
            sha256=f"{number:064x}",
            text=Text([], "utf-8"),
            format="markdown",
            drafts=drafts,
            account=Account(bytearray(lines), [-1] * len(lines), ()),
        )


def vocabulary(chance: random.Random) -> list[str]:
    """Words of two alphabets, longer ones rarer, some of them identifiers."""
    letters = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщыьэюя")
    words = ["".join(chance.choices(chance.choice(letters), k=chance.randint(2, 11))) for _ in range(20_000)]
    return words + [f"{one}_{other}" for one, other in zip(words[::40], words[1::40], strict=True)]


def draft(source: str, line: int, prose: Callable[[int], str], chance: random.Random) -> Draft:
    """One question with an answer of some eighty words."""
    points = tuple(KeyPoint(line + 1 + each, prose(8), chance.choice(list(Group))) for each in range(3))
    topics = (chance.choice(["concurrency", "databases", "http", "testing"]), chance.choice(["types", "memory"]))
    code = f"def {prose(1)}():\n    return {prose(1)!r}"
    return Draft(
        source=source,
        line=line,
        prompt=f"{prose(chance.randint(4, 12))}?",
        kind=Kind.QUESTION,
        reason=Reason("a numbered line with a question mark, like {count} others", {"count": 99}),
        prompt_span=Span(line, line),
        answer_span=Span(line + 1, line + LINES - 2),
        answer=f"{prose(chance.randint(40, 120))}\n\n{code}\n",
        answered=True,
        section=("Interview", prose(2)),
        number=str(line),
        language=chance.choice(["en", "ru"]),
        tech=("python",),
        topics=topics,
        keywords=keywords(topics, ("python",)),
        snippets=(Snippet(Span(line + 8, line + 9), "python", code),),
        links=(Link(line + 10, f"https://example.org/{prose(1)}"),),
        key_points=points,
    )


if __name__ == "__main__":
    sys.exit(main())
