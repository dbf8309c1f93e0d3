"""How much memory the processes of a sandbox hold, as the kernel tells it from outside."""

import os
from collections.abc import Iterator

_HELD = (b"RssAnon:", b"RssShmem:", b"VmPTE:", b"VmSwap:")
"""What a process holds for itself: not the files that it shares with all others."""


def held_kb(first: int) -> int:
    """What a process and all that descend from it hold together, in kilobytes."""
    return sum(map(_of_one, descent(first)))


def descent(first: int) -> Iterator[int]:
    """A process and all that descend from it; those that end meanwhile may be missing."""
    waiting = [first]
    while waiting:
        process = waiting.pop()
        yield process
        waiting.extend(children(process))


def children(process: int) -> list[int]:
    """The processes that any thread of a process started."""
    found: list[int] = []
    try:
        threads = os.listdir(f"/proc/{process}/task")  # noqa: PTH208 - read fifty times a second
    except (FileNotFoundError, ProcessLookupError):
        return found
    for thread in threads:
        found.extend(map(int, _read(f"/proc/{process}/task/{thread}/children").split()))
    return found


def _of_one(process: int) -> int:
    return sum(int(line.split()[1]) for line in _read(f"/proc/{process}/status").splitlines() if line.startswith(_HELD))


def _read(path: str) -> bytes:
    """What a file of a process says; nothing of one that has ended."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - read fifty times a second
            return file.read()
    except (FileNotFoundError, ProcessLookupError):
        return b""
