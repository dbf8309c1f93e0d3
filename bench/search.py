"""Searching 100,000 questions, beside raw FTS5 on the same shadow text.

    python -m bench.search [--questions N] [--strict]

The peer is a table of SQLite's own in a file of its own, with the same
shadows, asked through the driver for the ids of the best twenty by its own
ranking. Viva answers the same queries whole: with totals, questions, and
excerpts with marks. PostgreSQL does Viva's part of the work for comparison.
"""

import argparse
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import psycopg

from bench.corpus import CHECKOUT, samples
from scripts.install import keep_compiled
from viva.app import App
from viva.bank.search.expression import AllOf, in_fts5
from viva.bank.search.query import parsed
from viva.bank.search.ranking import DISPENSABLE, clause_of
from viva.notes.model import Account, Draft, Kind, Level, Note, Reason, Role, Snippet, Span, Text
from viva.settings import BANK_FILE, Settings

QUESTIONS = 100_000
PER_NOTE = 500
QUERIES = 240
VOCABULARY = 30_000
COLD_RUNS = 9

PLAIN_LIMIT = 1.5
FACETS_LIMIT = 4.0
TYPING_LIMIT = 50.0
COLD_LIMIT = 400.0

_QUOTED = 0.2
_ANSWERED = 0.9
"""Shares of the queries that are phrases, and of the questions that have an answer."""

_WORD = re.compile(r"[^\W\d_]{2,}(?:_[^\W\d_]+)*")
TOPICS = ("concurrency", "gil", "databases", "http", "testing", "types", "memory", "asyncio", "git", "algorithms")
TECH = ("python", "javascript", "sql", "go", "docker")


class Times(NamedTuple):
    """Milliseconds of many queries."""

    taken: list[float]

    @property
    def p50(self) -> float:
        """Half are quicker."""
        return statistics.median(self.taken)

    @property
    def p95(self) -> float:
        """One in twenty is slower."""
        return sorted(self.taken)[int(len(self.taken) * 0.95)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print every figure beside its limit or peer; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a limit is missed")
    parser.add_argument("--no-postgres", action="store_true")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="make the bank there, or take the one that is there")
    options = parser.parse_args(arguments)
    language = Language(random.Random(7))  # noqa: S311 - the same questions in every run
    queries = list(language.queries(QUERIES))
    with tempfile.TemporaryDirectory(prefix="viva-bench-") as name:
        folder = Path(name)
        big = options.keep or folder / "big"
        began = time.perf_counter()
        app = made_bank(big, options.questions)
        print(
            f"searching {options.questions:,} questions, {len(queries)} queries; made in {seconds(began)}", flush=True
        )
        kept = [*measure_sqlite(app, big / BANK_FILE, folder, queries), *measure_cold(folder, big)]
        app.close()
        if not options.no_postgres:
            measure_postgres(folder, queries, options.questions)
    return int(options.strict and not all(kept))


def measure_sqlite(app: App, bank: Path, folder: Path, queries: Sequence[str]) -> Iterator[bool]:
    """The same queries with and without facets, beside the peer, and words as they are typed."""
    peer = raw_index(bank, folder / "raw.db")
    raw = timed(partial(ask_raw, peer), [raw_query(query) for query in queries])
    plain, with_facets = timed(partial(ask, app), queries), timed(partial(ask, app, facets=True), queries)
    typing = timed(partial(ask, app), list(typed(queries)))
    peer.close()
    print(f"  raw FTS5, top 20     p50 {raw.p50:7.1f} ms   p95 {raw.p95:7.1f} ms")
    yield told("viva search", plain, plain.p95 / raw.p95, PLAIN_LIMIT, "ratio of p95")
    yield told("with facets", with_facets, with_facets.p95 / raw.p95, FACETS_LIMIT, "ratio of p95")
    yield told("typing", typing, typing.p95, TYPING_LIMIT, "ms p95")


def measure_cold(folder: Path, big: Path) -> Iterator[bool]:
    """`viva search gil` from the shell, on a small and on the big bank."""
    small = folder / "small"
    made_bank(small, 100).close()
    keep_compiled(Path(sys.executable), CHECKOUT / "src")
    viva = shutil.which("viva", path=str(Path(sys.executable).parent))
    for name, bank in (("small", small), ("big", big)):
        command = [str(viva), "--data", str(bank), "search", "gil"]
        cold = Times([run_once(command) for _run in range(COLD_RUNS)])
        yield told(f"cold, {name} bank", cold, cold.p50, COLD_LIMIT, "ms p50")


def measure_postgres(folder: Path, queries: Sequence[str], questions: int) -> None:
    """The same on PostgreSQL, where one can be started."""
    with postgres() as address:
        if address is None:
            print("  PostgreSQL           none installed")
            return
        began = time.perf_counter()
        app = made_bank(folder / "server", questions, address)
        with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")  # which it would do itself before long
        print(f"  PostgreSQL, made in {seconds(began)}", flush=True)
        for title, times in (
            ("search", timed(partial(ask, app), queries)),
            ("with facets", timed(partial(ask, app, facets=True), queries)),
            ("typing", timed(partial(ask, app), list(typed(queries)))),
        ):
            print(f"    {title:<18} p50 {times.p50:7.1f} ms   p95 {times.p95:7.1f} ms")
        app.close()


def told(title: str, times: Times, figure: float, limit: float, what: str) -> bool:
    """Print a figure beside its limit, and tell whether it is kept."""
    verdict = "kept" if figure <= limit else "MISSED"
    print(
        f"  {title:<20} p50 {times.p50:7.1f} ms   p95 {times.p95:7.1f} ms   {what} {figure:6.2f}"
        f"   limit {limit:g}   {verdict}",
        flush=True,
    )
    return figure <= limit


def timed(ask_one: Callable[[str], object], queries: Sequence[str]) -> Times:
    """How long each query takes, once the first few are done."""
    for query in queries[:5]:
        ask_one(query)
    taken = []
    for query in queries:
        began = time.perf_counter()
        ask_one(query)
        taken.append((time.perf_counter() - began) * 1000)
    return Times(taken)


def ask(app: App, query: str, *, facets: bool = False) -> int:
    """A search as the program does it."""
    with app.reader() as unit:
        return unit.search.find(query, facets=facets).total


def ask_raw(peer: sqlite3.Connection, query: str) -> object:
    """The same as SQLite does it alone."""
    return peer.execute("SELECT rowid FROM raw WHERE raw MATCH ? ORDER BY rank LIMIT 20", (query,)).fetchall()


def raw_query(query: str) -> str:
    """The stems that Viva looks for, as finished words."""
    clauses = [clause for (word,) in parsed(query).wanted if (clause := clause_of(word, lambda _beginning: ()))]
    needed = [clause.exact for clause in clauses if not clause.dispensable] or [clause.exact for clause in clauses]
    return in_fts5(AllOf(tuple(needed)))


def raw_index(bank: Path, file: Path) -> sqlite3.Connection:
    """A table of the same shadows with everything as SQLite comes."""
    peer = sqlite3.connect(file, isolation_level=None)
    peer.execute("PRAGMA journal_mode = WAL")
    peer.execute("PRAGMA cache_size = -65536")
    peer.execute("CREATE VIRTUAL TABLE raw USING fts5(prompt, terms, opening, answer)")
    with closing(sqlite3.connect(bank)) as source:
        shadows = source.execute("SELECT rowid, prompt, terms, opening, answer FROM question_search ORDER BY 1")
        peer.execute("BEGIN")
        peer.executemany("INSERT INTO raw (rowid, prompt, terms, opening, answer) VALUES (?, ?, ?, ?, ?)", shadows)
        peer.execute("COMMIT")
    return peer


def typed(queries: Sequence[str]) -> Iterator[str]:
    """Some queries letter by letter, from the second on."""
    for query in queries[:40]:
        for end in range(2, len(query) + 1):
            if not query[end - 1].isspace():
                yield query[:end]


def run_once(command: Sequence[str]) -> float:
    """Milliseconds that a command takes."""
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - began) * 1000


def seconds(began: float) -> str:
    """How long ago it began."""
    return f"{time.perf_counter() - began:.0f} s"


@contextmanager
def postgres() -> Generator[str | None]:
    """The address of an empty database on a server of our own; None where none is installed."""
    from tests.postgres import OwnServer, installed_programs

    programs = installed_programs()
    if programs is None:
        yield None
        return
    server = OwnServer.in_new_folder()
    try:
        with server.start_once(programs).database() as address:
            yield address
    finally:
        server.stop(programs)


def made_bank(folder: Path, questions: int, address: str = "") -> App:
    """A bank of so many questions, made as an import makes it, some notes in one transaction."""
    app = App(Settings.read({"VIVA_DATA": str(folder), "VIVA_DATABASE_URL": address}))
    with app.reader() as unit:
        if unit.bank.questions(limit=1).total == questions:
            return app
    notes = list(Language(random.Random(7)).notes(questions))  # noqa: S311
    for first in range(0, len(notes), 20):
        with app.unit() as unit:
            for note in notes[first : first + 20]:
                unit.intake.import_note(note, Path("/notes", note.source), lambda _target: None)
    return app


class Language:
    """Words of real notes in two languages, as often as words are, and texts made of them."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        data = (CHECKOUT / "src" / "viva" / "notes" / "data", *(CHECKOUT / "tests" / "fixtures",))
        texts = [*samples(".md"), *samples(".md", data[1:]), *samples(".toml", data[:1])]
        counted = Counter(word for text in texts for word in _WORD.findall(text))
        self._languages = [self._words(counted, cyrillic=cyrillic) for cyrillic in (False, True)]

    def notes(self, questions: int) -> Iterator[Note]:
        """Notes with so many questions."""
        for first in range(0, questions, PER_NOTE):
            source = f"note-{first // PER_NOTE:04}.md"
            drafts = [self._draft(source, 4 * place + 1) for place in range(min(PER_NOTE, questions - first))]
            roles = [Role.PROMPT, Role.ANSWER, Role.ANSWER, Role.BLANK] * len(drafts)
            yield Note(
                source=source,
                sha256=f"{first:064x}",
                text=Text([], "utf-8"),
                format="markdown",
                drafts=drafts,
                account=Account(bytearray(roles), [-1] * len(roles), ()),
            )

    def queries(self, count: int) -> Iterator[str]:
        """One to three words, some of them phrases, with words as often searched for as they are written."""
        while count:
            words = [word for word in self._prose(self._chance.choice((1, 1, 2, 2, 3))) if word not in DISPENSABLE]
            if words:
                count -= 1
                quoted = len(words) > 1 and self._chance.random() < _QUOTED
                yield f'"{" ".join(words)}"' if quoted else " ".join(words)

    def _words(self, counted: Counter[str], *, cyrillic: bool) -> tuple[list[str], list[float]]:
        words = [word for word, _count in counted.most_common() if ("а" <= word[-1].lower() <= "я") is cyrillic]
        letters = "абвгдеиклмнопрстуя" if cyrillic else "abcdefghilmnoprstuwy"
        while len(words) < VOCABULARY // 2:
            words.append("".join(self._chance.choices(letters, k=self._chance.randint(4, 12))))
        return words, list(accumulate(1 / (rank + 3) for rank in range(len(words))))

    def _prose(self, count: int, language: int | None = None) -> list[str]:
        words, weights = self._languages[self._chance.randint(0, 1) if language is None else language]
        return self._chance.choices(words, cum_weights=weights, k=count)

    def _draft(self, source: str, line: int) -> Draft:
        chance = self._chance
        language = chance.randint(0, 1)
        prompt = " ".join(self._prose(chance.randint(4, 12), language))
        code = f"def {self._prose(1, 0)[0]}():\n    return {self._prose(1, 0)[0]}"
        answer = " ".join(self._prose(chance.randint(30, 110), language))
        return Draft(
            source=source,
            line=line,
            prompt=f"{prompt}?",
            kind=Kind.QUESTION,
            reason=Reason("a line with a question mark"),
            prompt_span=Span(line, line),
            answer_span=Span(line + 1, line + 2),
            answer=f"{answer[:250]}\n\n{answer[250:]}\n\n{code}",
            answered=chance.random() < _ANSWERED,
            level=chance.choice((None, *Level)),
            language=("en", "ru")[language],
            tech=tuple(chance.sample(TECH, k=chance.randint(0, 2))),
            topics=tuple(chance.sample(TOPICS, k=chance.randint(1, 3))),
            snippets=(Snippet(Span(line + 2, line + 2), "python", code),),
        )


if __name__ == "__main__":
    sys.exit(main())
