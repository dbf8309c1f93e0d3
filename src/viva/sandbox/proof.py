"""Whether programs are kept in on this very machine: small attacks, and what became of them."""

import os
import secrets
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from viva.kernel.i18n import _
from viva.sandbox.model import Limits, Profile, Program, Result, Runner, Status

_CHILDREN = 20
_LIMITS = Limits(timeout=10.0)

_FORK = f"""
import os, time
started = 0
try:
    while started < {_CHILDREN}:
        if os.fork() == 0:
            time.sleep(5)
            os._exit(0)
        started += 1
except OSError:
    pass
print(started)
"""

_ALLOCATE = """
import mmap
held = []
try:
    for _ in range(1024):
        held.append(mmap.mmap(-1, 1 << 20))
        held[-1].write(b"x" * (1 << 20))
except (MemoryError, OSError):
    pass
print(len(held))
"""

_READ = """
import sys
try:
    print(open(sys.argv[1]).read())
except OSError:
    print("unreadable")
"""

_CONNECT = """
import socket, sys
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), 1).close()
    print("reached")
except OSError:
    print("unreachable")
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried."""

    name: str
    held: bool
    found: str


def prove(runner: Runner) -> list[Finding]:
    """Try to get out in small ways; the first finding tells whether anything runs at all."""
    works = runner.run(_program("print('ok')"))
    if (works.status, works.stdout) != (Status.EXIT, b"ok\n"):
        return [Finding("run", held=False, found=works.reason or _("a program that prints ok did not"))]
    return [
        Finding(
            "run", held=True, found=_("a program runs in {milliseconds:.0f} ms").format(milliseconds=works.wall_ms)
        ),
        *_processes(runner),
        _memory(runner),
        _canary(runner),
        _network(runner),
    ]


def _processes(runner: Runner) -> Iterator[Finding]:
    for profile in Profile:
        result = runner.run(_program(_FORK, profile=profile))
        started = _number(result)
        yield Finding(
            "processes",
            held=started == 0 if profile is Profile.THREADS else started < _CHILDREN,
            found=_("{profile}: {count} processes of {tried} could be started").format(
                profile=profile, count=started, tried=_CHILDREN
            ),
        )


def _memory(runner: Runner) -> Finding:
    result = runner.run(_program(_ALLOCATE))
    held = result.status is Status.MEMORY_LIMIT or _number(result) < 1000  # noqa: PLR2004 - of 1024 MB
    return Finding(
        "memory",
        held=held,
        found=_("a gigabyte was stopped at {size:.0f} MB").format(size=result.peak_mb)
        if held
        else _("a gigabyte could be taken"),
    )


def _canary(runner: Runner) -> Finding:
    """A file that everybody on this machine may read, but no program in a sandbox."""
    secret = secrets.token_hex()
    descriptor, name = tempfile.mkstemp(prefix="viva-canary-")
    try:
        os.write(descriptor, secret.encode())
        os.fchmod(descriptor, 0o644)
        result = runner.run(_program(_READ, argv=(name,)))
    finally:
        os.close(descriptor)
        Path(name).unlink()
    held = result.stdout == b"unreadable\n"
    return Finding(
        "files", held=held, found=_("files of the machine are out of reach") if held else _("a file was read")
    )


def _network(runner: Runner) -> Finding:
    with socket.create_server(("127.0.0.1", 0)) as server:
        result = runner.run(_program(_CONNECT, argv=(str(server.getsockname()[1]),)))
    held = result.stdout == b"unreachable\n"
    return Finding(
        "network", held=held, found=_("the network is out of reach") if held else _("a port of the machine was reached")
    )


def _program(source: str, *, argv: tuple[str, ...] = (), profile: Profile = Profile.THREADS) -> Program:
    files = {"main.py": source.encode()}
    return Program(files=files, argv=argv, kit="stock", profile=profile, limits=_LIMITS)


def _number(result: Result) -> int:
    """What it printed; far too many, where it did not come to that."""
    return int(result.stdout) if result.stdout.strip().isdigit() else 1 << 30
