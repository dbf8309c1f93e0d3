"""A real `viva serve` on a bank, connections to it, and the processor time it takes."""

import asyncio
import http.client
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.search import Times

AS_ONE_TYPES = {"HX-Request": "true", "HX-Request-Type": "partial"}
"""What a page sends that asks only for the part of itself that changes."""

_TICKS = os.sysconf("SC_CLK_TCK")


class serving:  # noqa: N801 - it reads as a word
    """`viva serve` on a bank, while a block runs."""

    def __init__(self, data: Path) -> None:
        viva = shutil.which("viva", path=str(Path(sys.executable).parent))
        self._command = [str(viva), "--data", str(data), "serve", "--port", "0", "--no-browser"]

    def __enter__(self) -> str:
        """Start it, and give the address that lets one in."""
        began = time.perf_counter()
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._process.stdout  # noqa: S101 - it is a pipe
        entrance = self._process.stdout.readline().split()[-1]
        print(f"  viva serve answers after {time.perf_counter() - began:.2f} s   limit 1", flush=True)
        return entrance

    @property
    def pid(self) -> int:
        """Its number, to look at what it takes."""
        return self._process.pid

    def __exit__(self, *_whatever: object) -> None:
        """End it."""
        self._process.terminate()
        self._process.communicate()


def let_in(entrance: str) -> tuple[str, str]:
    """Host with port, and the cookie."""
    parts = urlsplit(entrance)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.request("GET", f"{parts.path}?{parts.query}")
    cookie = connection.getresponse().headers["set-cookie"].partition(";")[0]
    connection.close()
    return parts.netloc, cookie


def processor_of(pid: int) -> float:
    """Seconds of processor that a process has taken, with all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


class Wire:
    """A connection that is kept open, and says no more than HTTP asks for: the generator is to cost little."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str) -> None:
        self._reader = reader
        self._writer = writer
        self._host = host

    @classmethod
    async def to(cls, host: str) -> "Wire":
        """A connection to a server."""
        name, _colon, port = host.partition(":")
        return cls(*await asyncio.open_connection(name, int(port)), host)

    async def get(self, path: str, headers: Mapping[str, str]) -> bytes:
        """A page; ConnectionError when it is no good answer."""
        return await self._ask("GET", path, headers)

    async def post(self, path: str, told: Mapping[str, Any]) -> dict[str, Any]:
        """What is answered to JSON; ConnectionError when it is no good answer."""
        body = json.dumps(told).encode()
        headers = {"Origin": f"http://{self._host}", "Content-Type": "application/json", "Content-Length": len(body)}
        got: dict[str, Any] = json.loads(await self._ask("POST", path, headers, body))
        return got

    async def _ask(self, method: str, path: str, headers: Mapping[str, object], body: bytes = b"") -> bytes:
        said = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self._writer.write(f"{method} {path} HTTP/1.1\r\nHost: {self._host}\r\n{said}\r\n".encode() + body)
        answer = await self._reader.readuntil(b"\r\n\r\n")
        length = next(line for line in answer.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        content = await self._reader.readexactly(int(length.partition(b":")[2]))
        if not answer.startswith(b"HTTP/1.1 200"):
            raise ConnectionError(f"{answer.partition(chr(13).encode())[0].decode()}: {content[:200].decode()}")
        return content

    def close(self) -> None:
        """End it."""
        self._writer.close()


@dataclass
class Crowd:
    """Many people who ask one page after another, each as soon as they have the one before."""

    host: str
    cookie: str
    pid: int
    """Of the server."""

    def ask(self, paths: Sequence[str], people: int, per_person: int, *, partly: bool = False) -> str:
        """How long they wait, and what a request takes of the processor: of the server's, and of ours."""
        headers = {"Cookie": self.cookie, **(AS_ONE_TYPES if partly else {})}
        servers, own = processor_of(self.pid), time.process_time()
        taken = asyncio.run(self._all(paths, headers, people, per_person))
        servers, own = processor_of(self.pid) - servers, time.process_time() - own
        times, each = Times(taken), 1000 / len(taken)
        return (
            f"{people} at once: p50 {times.p50:6.1f} ms   p95 {times.p95:6.1f} ms   longest {max(taken):6.1f} ms"
            f"   ({servers * each:.1f} ms of processor a request, {own * each:.1f} of the generator)"
        )

    async def _all(self, paths: Sequence[str], headers: Mapping[str, str], people: int, turns: int) -> list[float]:
        taken: list[float] = []

        async def person(number: int) -> None:
            wire = await Wire.to(self.host)
            for turn in range(turns):
                began = time.perf_counter()
                await wire.get(paths[(number * 7 + turn) % len(paths)], headers)
                taken.append((time.perf_counter() - began) * 1000)
            wire.close()

        await asyncio.gather(*map(person, range(people)))
        return taken
