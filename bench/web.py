"""The pages over 10,000 questions, beside a bare page that runs the same statements and renders as much.

    python -m bench.web [--questions N] [--strict]

The peer is FastAPI with one endpoint and one Jinja template: it sends all
statements that ours gives to the driver straight to the driver, fetches all
rows, and renders a page of the same size, whose values are columns of rows in
a loop, as many as our templates put into ours; all of them are escaped, as ours
are. Values that stand in the text of a template, as words in the language of
the page do, are values in neither; those in parts that our pages keep, and only
put in when such a part is made, are values of the page all the same. It lets everybody in, writes no log, speaks
one language, and leaves JSON as it comes: all that is ours to pay for. Nothing
is compressed on either side. Both are called in this process without a network,
in turns, so that a figure is the processor time of a request and a busy machine
weighs on both. Waiting times are those of 20 people at once on a real `viva
serve`, as a program of its own sees them; paint and shift are Chromium's own.
"""

import argparse
import asyncio
import gzip
import json
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple, Self
from urllib.parse import quote, urlsplit

from fastapi import FastAPI, Response
from jinja2 import Environment
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bench.search import Language, made_bank
from bench.served import Crowd, let_in, serving
from viva.app import App
from viva.intake.arrivals.jobs import receive
from viva.intake.arrivals.model import Arriving
from viva.settings import Settings
from viva.web.asking import Site
from viva.web.assets import BUILT
from viva.web.gate import Gate
from viva.web.logs import write_logs
from viva.web.site import build
from viva.web.templating import environment

QUESTIONS = 10_000
ROUNDS = 9
REQUESTS = 20
"""Of each of the two in a round."""

PEOPLE = 20
PER_PERSON = 15

CPU_LIMIT = 2.0
WEIGHT_LIMIT = 120_000
"""Bytes of styles and scripts, compressed."""

HOST = "127.0.0.1:8320"
TYPING = "search as typed"
"""The page that asks only for the part of itself that changes, as the browser does while one types."""


class Statement(NamedTuple):
    """What was sent to the driver."""

    text: str
    parameters: Any


class Heard(NamedTuple):
    """Our pages: their answers, what each sends to the driver, and how many values they have on average."""

    answers: list[bytes]
    statements: list[list[Statement]]
    values: int


class Row(NamedTuple):
    """What the bare page shows."""

    id: int
    title: str
    kind: str
    place: str
    note: str


BARE = """
{%- for row in rows -%}
<li class="row"><a class="title" href="/rows/{{ row.id }}">{{ row.title }}</a><span class="kind">{{ row.kind }}</span>
<span class="place">{{ row.place }}</span><p class="note">{{ row.note }}</p></li>
{% endfor %}"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print every figure beside its limit or peer; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a limit is missed")
    options = parser.parse_args(arguments)
    words = list(Language(random.Random(7)).queries(60))  # noqa: S311 - the same queries in every run
    with tempfile.TemporaryDirectory(prefix="viva-bench-") as name:
        data = Path(name) / "data"
        app = made_bank(data, options.questions)
        reviewed = note_under_review(app)
        app.close()
        pages = {
            "bank page": ["/bank"],
            "question page": [f"/questions/{number}" for number in range(1, 200, 7)],
            TYPING: [f"/bank?q={quote(word.split()[0])}" for word in words if word.split()[0].isalnum()],
            "import review": [f"{reviewed}?line={line}" for line in range(1, 1_000, 150)],
        }
        kept = [*cpu(data, pages), *weight()]
        waiting(data, pages)
        painting(data, pages)
    return int(options.strict and not all(kept))


def note_under_review(app: App) -> str:
    """The address of a note with some hundred questions that waits to be looked over, as a page brings it in."""
    note = next(iter(Language(random.Random(11)).notes(300)))  # noqa: S311 - the same note in every run
    text = "\n".join(f"## {draft.prompt}\n\n{draft.answer}\n" for draft in note.drafts)
    with app.unit() as unit:
        arrival = receive(unit, [Arriving("notes.md", text.encode)], skipped={})
    app.worker().run(once=True)
    return f"/import/{arrival}/files/1"


def cpu(data: Path, pages: dict[str, list[str]]) -> Iterator[bool]:
    """Processor time of a request beside that of the peer."""
    with counting() as tally, listening() as sent, open_site(data) as (_app, call):
        heard = {
            title: overheard(partial(call, partly=title == TYPING), paths, sent, tally)
            for title, paths in pages.items()
        }
    with open_site(data) as (app, call):
        for title, paths in pages.items():
            ours = heard[title]
            size = sum(map(len, ours.answers)) // len(paths)
            bare = partial(ask, peer(app, ours.statements, size, ours.values))
            taken, peers = processor(
                (partial(call, partly=title == TYPING), paths),
                (bare, [f"/bare?of={number}" for number in range(len(paths))]),
            )
            sent_by_each = sum(map(len, ours.statements)) / len(paths)
            print(
                f"  {title:<16} {taken * 1000:7.2f} ms of processor beside {peers * 1000:7.2f} of the bare page"
                f"   ({sent_by_each:.1f} statements, {size:,} bytes, {ours.values} values)"
                f"   ratio {taken / peers:5.2f}   limit {CPU_LIMIT:g}   {verdict(taken / peers, CPU_LIMIT)}",
                flush=True,
            )
            yield taken / peers <= CPU_LIMIT


@contextmanager
def open_site(data: Path) -> Generator[tuple[App, Callable[..., bytes]]]:
    """The site as `viva serve` has it, asked by somebody it knows."""
    settings = Settings.read({"VIVA_DATA": str(data)})
    write_logs(data)  # as `viva serve` does
    app = App(settings)
    gate = Gate(b"k" * 32)
    cookie = f"{gate.cookie}={gate.enter(gate.entrance())}"
    yield app, partial(ask, build(Site(app, gate, 1_000_000, settings), lambda: {HOST}), cookie=cookie)
    app.close()


def peer(app: App, sent: Sequence[Sequence[Statement]], size: int, values: int) -> FastAPI:
    """The bare page: it runs the statements of one of ours, and renders as many bytes with as many values."""
    template = Environment(autoescape=True).from_string(BARE)
    count = round(values / (len(Row._fields) + 1))  # the number of a row is put in twice
    fixed = len(template.render(rows=[Row(1000, "", "", "", "")]))
    room = "x" * max(0, round((size / count - fixed) / (len(Row._fields) - 1)))
    rows = [Row(number, room, room, room, room) for number in range(1000, 1000 + count)]
    bare = FastAPI()

    @bare.get("/bare")
    def show(of: int) -> Response:
        with app.reader() as unit:
            cursor = unit._session.connection().connection.cursor()  # noqa: SLF001 - the same driver, nothing in between
            for text, parameters in sent[of]:
                cursor.execute(text, parameters).fetchall()
        return Response(template.render(rows=rows), media_type="text/html")

    return bare


@contextmanager
def listening() -> Generator[list[Statement]]:
    """What is asked of SQLite's driver, by whatever way, over the connections that are opened meanwhile."""
    heard: list[Statement] = []

    class Cursor(sqlite3.Cursor):
        def execute(self, text: str, parameters: Any = (), /) -> Self:
            if text.lstrip().upper().startswith(("SELECT", "WITH")):
                heard.append(Statement(text, parameters))
            return super().execute(text, parameters)

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = Cursor, /) -> Any:
            return super().cursor(factory)

    def connect(_dialect: Any, _record: Any, _place: Any, options: dict[str, Any]) -> None:
        options["factory"] = Connection

    event.listen(Engine, "do_connect", connect)
    yield heard
    event.remove(Engine, "do_connect", connect)


class Tally:
    """Counts what is put into pages; a piece that a macro made of values is one more."""

    def __init__(self) -> None:
        self.values = 0

    def put_in(self, value: object) -> object:
        """Count a value, and leave it as it is."""
        self.values += 1
        return value


@contextmanager
def counting() -> Generator[Tally]:
    """What our templates put into pages meanwhile."""
    tally = Tally()
    environment.cache_clear()
    environment("en").finalize = tally.put_in
    yield tally
    environment.cache_clear()


def overheard(call: Callable[[str], bytes], paths: Sequence[str], sent: list[Statement], tally: Tally) -> Heard:
    """What each page answers, what it asks the database, and how much is put into it."""
    for path in paths:
        call(path)  # what is loaded or cached at first is not counted
    tally.values = 0
    answers, statements = [], []
    for path in paths:
        sent.clear()
        environment("en").fragments.forget()
        answers.append(call(path))
        statements.append(list(sent))
    return Heard(answers, statements, tally.values // len(paths))


def processor(*asked: tuple[Callable[[str], object], Sequence[str]]) -> list[float]:
    """Seconds of processor for a request of each, taken in turns: those of the median round."""
    taken: list[list[float]] = [[] for _each in asked]
    for turn in range(ROUNDS + 1):
        for (call, paths), rounds in zip(asked, taken, strict=True):
            began = time.process_time()
            for number in range(turn * REQUESTS, (turn + 1) * REQUESTS):
                call(paths[number % len(paths)])
            rounds.append((time.process_time() - began) / REQUESTS)
    return [statistics.median(rounds[1:]) for rounds in taken]  # what is loaded in the first is not counted


_loop = asyncio.new_event_loop()


def ask(site: Any, path: str, *, cookie: str = "", partly: bool = False) -> bytes:
    """One request to an ASGI application, without a network."""
    parts = urlsplit(path)
    kind = [(b"hx-request", b"true"), (b"hx-request-type", b"partial")] if partly else []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "headers": [(b"host", HOST.encode()), (b"cookie", cookie.encode()), (b"accept-language", b"en"), *kind],
        "server": ("127.0.0.1", 8320),
        "client": ("127.0.0.1", 1),
    }
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    _loop.run_until_complete(site(scope, receive, send))
    if sent[0]["status"] != HTTPStatus.OK:
        raise SystemExit(f"{path} answered {sent[0]['status']}")
    return b"".join(message.get("body", b"") for message in sent)


def weight() -> Iterator[bool]:
    """Styles and scripts that every page loads, compressed."""
    names = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))
    total = 0
    for name in ("main.css", "main.js"):
        size = len(gzip.compress((BUILT / names[name]).read_bytes(), 9))
        total += size
        print(f"  {name:<16} {size:9,} bytes compressed")
    print(f"  page weight      {total:9,} bytes   limit {WEIGHT_LIMIT:,}   {verdict(total, WEIGHT_LIMIT)}", flush=True)
    yield total <= WEIGHT_LIMIT


def waiting(data: Path, pages: dict[str, list[str]]) -> None:
    """How long 20 people at once wait for a page of a real server."""
    server = serving(data)
    with server as entrance:
        crowd = Crowd(*let_in(entrance), server.pid)
        for title, paths in pages.items():
            partly = title == TYPING
            crowd.ask(paths, 1, len(paths), partly=partly)  # what is loaded or cached at first is not counted
            print(f"  {title:<16} {crowd.ask(paths, PEOPLE, PER_PERSON, partly=partly)}", flush=True)


def painting(data: Path, pages: dict[str, list[str]]) -> None:
    """The largest contentful paint and the layout shift of each page, as Chromium tells them."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("  no Chromium: nothing is painted")
        return
    from playwright.sync_api import sync_playwright

    observe = """() => new Promise(done => {
      let paint = 0, shift = 0;
      new PerformanceObserver(l => { for (const e of l.getEntries()) paint = e.startTime; })
        .observe({type: 'largest-contentful-paint', buffered: true});
      new PerformanceObserver(l => { for (const e of l.getEntries()) if (!e.hadRecentInput) shift += e.value; })
        .observe({type: 'layout-shift', buffered: true});
      setTimeout(() => done([paint, shift]), 500);
    })"""
    with serving(data) as entrance, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(entrance)
        address = entrance.partition("/enter")[0]
        for title, paths in pages.items():
            page.goto(address + paths[0], wait_until="networkidle")
            paint, shift = page.evaluate(observe)
            print(f"  {title:<16} largest contentful paint {paint:6.0f} ms   layout shift {shift:.3f}", flush=True)
        browser.close()


def verdict(figure: float, limit: float) -> str:
    """Whether a limit is kept."""
    return "kept" if figure <= limit else "MISSED"


if __name__ == "__main__":
    sys.exit(main())
