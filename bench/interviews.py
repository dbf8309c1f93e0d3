"""A saved change while 50 interviews are held at once, beside one durable update of one row through the same server.

    python -m bench.interviews [--seconds N] [--interviews N] [--screens] [--strict]

Each of the four seats of an interview (lead, panel, shadow, candidate) sends a
change every two seconds over a connection of its own: ratings, notes, ticks and
flags, the candidate the shared text. A change takes from the moment at which it
was due until it is acknowledged, so that a server that lags is not spared. At
the end all that was acknowledged is looked for in the bank. The peer is one
endpoint that updates one row of an SQLite file, durably. With `--screens` each
seat keeps its socket open besides, as its page does.
"""

import argparse
import asyncio
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Coroutine, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.search import Times, made_bank
from bench.served import Wire, processor_of, serving
from bench.web import verdict
from viva.app import App
from viva.interviews.conduct.model import Change, Entry, Kind, Part, State
from viva.interviews.conduct.planning import Plan
from viva.interviews.templates.model import Item, Pick, Section, Template

INTERVIEWS = 50
SECONDS = 120
PACE = 2.0
"""Seconds between two changes of a seat."""

LIMIT = 150.0
"""Milliseconds, for 95 of 100 changes."""

MOST_GROWTH = 0.05
"""Of the server's memory, from the middle of the run to its end."""

BARE_SECONDS = 20
QUESTIONS = 400
ASKED = 12
PEOPLE = {"Ana": Part.LEAD, "Ben": Part.PANEL, "Eve": Part.SHADOW, "Dan": Part.CANDIDATE}
_PATIENCE = 60.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print every figure beside its limit or peer; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--interviews", type=int, default=INTERVIEWS)
    parser.add_argument("--screens", action="store_true", help="with the socket of each screen open")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a limit is missed")
    parser.add_argument("--bare", type=Path, metavar="FILE", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.bare:
        serve_bare(options.bare)
        return 0
    with tempfile.TemporaryDirectory(prefix="viva-bench-") as name:
        folder = Path(name)
        kept = [*held(folder / "data", options.interviews, options.seconds, screens=options.screens)]
        bare(folder / "bare.sqlite3", options.interviews, min(options.seconds, BARE_SECONDS))
    return int(options.strict and not all(kept))


@dataclass
class Seat:
    """Somebody who sends changes, and knows what must be there in the end."""

    address: str
    part: Part
    points: Mapping[int, int] = field(default_factory=dict)
    """How many key points each question has."""
    sent: int = 0
    versions: dict[int, int] = field(default_factory=dict)
    said: dict[int, dict[str, Any]] = field(default_factory=dict)
    scratch: str = ""
    scratch_version: int = 1
    waits: Mapping[str, Any] | None = None
    """What was sent and is not answered."""

    def change(self) -> Mapping[str, Any]:
        """The next one, in the order in which people do things: tick, rate, write down why."""
        turn, self.sent = self.sent, self.sent + 1
        if self.part is Part.CANDIDATE:
            self.scratch = f"{self.scratch[-2_000:]}\nanswer = {turn}"
            kind, line, values, seen = "scratch", None, {"text": self.scratch}, self.scratch_version
        else:
            line = 1 + turn // 4 % ASKED
            kind, values = self._said(line, turn)
            seen = self.versions.get(line, 0)
        self.waits = {"key": f"change {turn}", "kind": kind, "line": line, "values": values, "seen": seen}
        return self.waits

    def _said(self, line: int, turn: int) -> tuple[str, dict[str, Any]]:
        said = self.said.setdefault(line, {"rating": None, "note": "", "flag": "", "ticked": set()})
        match turn % 4:
            case 0 if self.points[line]:
                point = turn % self.points[line]
                said["ticked"].add(point)
                return "tick", {"point": point, "ticked": True}
            case 1:
                said["rating"] = turn % 5
                return "rate", {"rating": turn % 5}
            case 2:
                said["note"] = f"{turn}: said that it depends, named two cases, and was sure of one of them. " * 3
                return "note", {"text": said["note"]}
            case _:
                said["flag"] = f"flag {turn}"
                return "flag", {"text": said["flag"]}

    def learn(self, change: Mapping[str, Any], outcome: Mapping[str, Any]) -> None:
        """The version to send next."""
        self.waits = None
        if self.part is Part.CANDIDATE:
            self.scratch_version = outcome["version"]
        else:
            self.versions[change["line"]] = outcome["version"]

    def lost(self, app: App) -> int:
        """How many of its questions are not as it left them; each version counts one change.

        Of a change that was never answered nobody knows: it may be there, or not.
        """
        token = self.address.rpartition("/")[2]
        with app.reader() as unit:
            if self.part is Part.CANDIDATE:
                page = unit.conduct.candidate_page(token)
                if self.waits is not None:
                    return int(page.scratch_version - self.scratch_version not in {0, 1})
                return int((page.scratch, page.scratch_version) != (self.scratch, self.scratch_version))
            entries = {each.line.number: each.entry for each in unit.conduct.sheet(token).lines}
        return sum(not self._is_there(entries[line], line) for line in self.said)

    def _is_there(self, entry: Entry, line: int) -> bool:
        version, said = self.versions.get(line, 0), self.said[line]
        if self.waits is not None and self.waits["line"] == line:
            return entry.version - version in {0, 1}
        there = (entry.version, entry.rating, entry.note, entry.flag, set(entry.ticked))
        return there == (version, said["rating"], said["note"], said["flag"], said["ticked"])


@dataclass
class Run:
    """What came of a run."""

    taken: list[float] = field(default_factory=list)
    troubles: Counter[str] = field(default_factory=Counter)
    memory: list[int] = field(default_factory=list)
    told: int = 0
    """By sockets."""
    own: float = 0.0
    """Seconds of processor of the generator, and of the server."""
    servers: float = 0.0
    seconds: float = 0.0

    def said(self, title: str) -> str:
        """All but the verdicts."""
        times, changes = Times(self.taken), len(self.taken)
        return (
            f"  {title:<16} {changes:,} changes, {changes / self.seconds:.0f} a second"
            f"   p50 {times.p50:6.1f} ms   p95 {times.p95:6.1f} ms   longest {max(self.taken):6.1f} ms\n"
            f"  {'':<16} {self.servers / changes * 1000:.2f} ms of processor a change"
            f"   server {self.servers / self.seconds:.0%}, generator {self.own / self.seconds:.0%} of one core"
        )


def held(data: Path, interviews: int, seconds: int, *, screens: bool) -> Iterator[bool]:
    """Hold them all, and look for what was acknowledged."""
    seats = seated(data, interviews)
    server = serving(data)
    with server as entrance:
        host = urlsplit(entrance).netloc
        run = asyncio.run(load(host, seats, seconds, server.pid, screens=screens))
    print(run.said(f"{interviews} interviews"), flush=True)
    p95 = Times(run.taken).p95
    print(f"  {'saved change':<16} p95 {p95:.1f} ms   limit {LIMIT:g}   {verdict(p95, LIMIT)}")
    if screens:
        print(f"  {'sockets':<16} told {run.told:,} times")
    app = App(settings_of(data))
    lost = sum(seat.lost(app) for seat in seats)
    app.close()
    errors = run.troubles.total()
    print(f"  {'errors':<16} {errors}   lost or doubled {lost}   limit 0   {verdict(errors + lost, 0)}")
    for trouble, count in run.troubles.most_common(5):
        print(f"    {count} × {trouble}")
    fifth = max(len(run.memory) // 5, 1)
    middle, end = statistics.mean(run.memory[2 * fifth : 3 * fifth]), statistics.mean(run.memory[-fifth:])
    growth = end / middle - 1
    print(
        f"  {'memory':<16} {middle / 1024:.0f} MB in the middle, {end / 1024:.0f} at the end"
        f"   growth {growth:+.1%}   limit {MOST_GROWTH:.0%}   {verdict(growth, MOST_GROWTH)}",
        flush=True,
    )
    yield from (p95 <= LIMIT, errors + lost == 0, growth <= MOST_GROWTH)


def seated(data: Path, interviews: int) -> list[Seat]:
    """So many interviews under way, with all that sit in them."""
    app = made_bank(data, QUESTIONS)
    asks = Section(title="All", minutes=60, items=(Item(ask=Pick(count=ASKED)),))
    seats = []
    with app.unit() as unit:
        template = unit.templates.create(Template(title="Any", sections=(asks,)))
        for number in range(interviews):
            interview = unit.interviews.create(Plan(template_id=template, candidate=f"Dan {number}"))
            links = {part: unit.interviews.seat(interview, part, name) for name, part in PEOPLE.items()}
            start = Change(key="start", kind=Kind.BECOME, values={"state": State.RUNNING.value})
            unit.conduct.record(links[Part.LEAD].token, [start])
            points = {line.number: len(line.content.key_points) for line in unit.interviews.lines(interview)}
            seats += [Seat(f"/seat/{link.token}", part, points) for part, link in links.items()]
    app.close()
    return seats


async def load(host: str, seats: Sequence[Seat], seconds: int, pid: int, *, screens: bool = False) -> Run:
    """Every seat sends its changes, each at its own moment of the two seconds."""
    run = Run()
    wires = [await Wire.to(host) for _seat in seats]
    for wire, seat in zip(wires, seats, strict=True):
        await wire.post(f"{seat.address}/changes", {"changes": []})  # what is loaded or cached at first is not counted
    watching = [asyncio.create_task(watch(run, pid))]
    if screens:
        watching += [asyncio.create_task(listen(run, host, seat)) for seat in seats]
    own, servers, began = time.process_time(), processor_of(pid), time.perf_counter()
    sending = [
        send(run, wire, seat, began + PACE * place / len(seats), int(seconds / PACE))
        for place, (wire, seat) in enumerate(zip(wires, seats, strict=True))
    ]
    unanswered = await within(seconds + _PATIENCE, sending)
    if unanswered:
        run.troubles["the server was too slow to answer at all"] += unanswered
    run.seconds = time.perf_counter() - began
    run.own, run.servers = time.process_time() - own, processor_of(pid) - servers
    for task in watching:
        task.cancel()
    for wire in wires:
        wire.close()
    return run


async def within(seconds: float, all_: Iterable[Coroutine[Any, Any, None]]) -> int:
    """All at once; gives how many had to be ended when the time was over."""
    done, waiting = await asyncio.wait([asyncio.create_task(each) for each in all_], timeout=seconds)
    for task in waiting:
        task.cancel()
    for task in done:
        task.result()
    return len(waiting)


async def send(run: Run, wire: Wire, seat: Seat, first: float, turns: int) -> None:
    """The changes of one seat; one that failed ends them, since what follows would meet another version."""
    for turn in range(turns):
        due = first + PACE * turn
        await asyncio.sleep(max(due - time.perf_counter(), 0))
        change = seat.change()
        try:
            outcome = (await wire.post(f"{seat.address}/changes", {"changes": [change]}))["outcomes"][0]
        except (OSError, asyncio.IncompleteReadError) as trouble:
            run.troubles[str(trouble)] += 1
            return
        run.taken.append((time.perf_counter() - due) * 1000)
        if outcome["fate"] != "saved":
            run.troubles[f"{outcome['fate']}: {outcome['trouble']}"] += 1
            return
        seat.learn(change, outcome)


async def watch(run: Run, pid: int) -> None:
    """The memory of the server, every second."""
    while True:
        run.memory.append(memory_of(pid))
        await asyncio.sleep(1)


async def listen(run: Run, host: str, seat: Seat) -> None:
    """The socket of one screen."""
    from websockets.asyncio.client import connect

    with suppress(asyncio.CancelledError):
        async with connect(f"ws://{host}{seat.address}/live?since=0", max_size=None) as socket:
            async for _told in socket:
                run.told += 1


def memory_of(pid: int) -> int:
    """Kilobytes that a process holds."""
    return int(Path(f"/proc/{pid}/status").read_text(encoding="ascii").partition("VmRSS:")[2].split()[0])


def bare(file: Path, interviews: int, seconds: int) -> None:
    """The peer under the same load."""
    command = [sys.executable, "-m", "bench.interviews", "--bare", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout  # noqa: S101 - it is a pipe
        host = process.stdout.readline().strip()
        seats = [Seat(f"/{number}", Part.CANDIDATE) for number in range(1, 4 * interviews + 1)]
        try:
            run = asyncio.run(load(host, seats, seconds, process.pid))
        finally:
            process.terminate()
    print(run.said("bare update"), flush=True)
    for trouble, count in run.troubles.items():
        raise SystemExit(f"the bare server failed {count} times: {trouble}")


def serve_bare(file: Path) -> None:
    """One endpoint that updates one row, and answers when it is on disk; until it is ended."""
    import socket

    import uvicorn
    from fastapi import FastAPI
    from pydantic import BaseModel

    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, version INTEGER NOT NULL, text TEXT NOT NULL)")
    connection.executemany("INSERT INTO rows VALUES (?, 1, '')", ((number,) for number in range(1, 10_001)))
    turn = threading.Lock()
    app = FastAPI()

    class Sent(BaseModel):
        changes: list[dict[str, Any]]

    @app.post("/{number}/changes")
    def update(number: int, sent: Sent) -> dict[str, Any]:
        change: dict[str, Any] = sent.changes[0] if sent.changes else {"values": {"text": ""}, "seen": 0}
        with turn:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "UPDATE rows SET text = ?, version = version + 1 WHERE id = ?", (change["values"]["text"], number)
            )
            connection.execute("COMMIT")
        return {"outcomes": [{"fate": "saved", "version": change["seen"] + 1}]}

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(512)
        print(f"127.0.0.1:{listener.getsockname()[1]}", flush=True)
        config = uvicorn.Config(app, lifespan="off", access_log=False, log_config=None, ws="none")
        uvicorn.Server(config).run(sockets=[listener])


def settings_of(data: Path) -> Any:
    """Those of a data folder."""
    from viva.settings import Settings

    return Settings.read({"VIVA_DATA": str(data)})


if __name__ == "__main__":
    sys.exit(main())
