"""The limits that the kernel holds for each process, made of what one run may use."""

import math
import resource
from dataclasses import dataclass

from viva.sandbox.model import Language, Profile

_MEGABYTE = 1 << 20
_STACK = 8 * _MEGABYTE
STACK_OF_THREADS = 2 * _MEGABYTE
"""What the C library takes from the limit that Python is started with: room for a hundred threads."""
_DESCRIPTORS = 64
_SIGNALS = 64
_SPARE_SECONDS = 5

MOST_THREADS = 128
MOST_PROCESSES = 16
_NODE_PROCESSES = 32
"""Node has a dozen threads before it does anything."""

Allowance = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the limits depend on."""

    profile: Profile
    language: Language
    timeout: float
    memory_mb: int
    scratch_mb: int


def allowance(wanted: Wanted) -> Allowance:
    """Each limit with its value.

    Memory of each process is bounded here, and that of all together by the
    watchdog. A core of 1 byte, and not of 0: a handler of cores that is a
    program ignores the latter.
    """
    return [
        *_memory(wanted),
        (resource.RLIMIT_NPROC, _processes(wanted)),
        (resource.RLIMIT_STACK, _STACK),
        (resource.RLIMIT_NOFILE, _DESCRIPTORS),
        (resource.RLIMIT_FSIZE, wanted.scratch_mb * _MEGABYTE),
        (resource.RLIMIT_CPU, math.ceil(2 * wanted.timeout) + _SPARE_SECONDS),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_SIGPENDING, _SIGNALS),
        (resource.RLIMIT_NICE, 0),
        (resource.RLIMIT_RTPRIO, 0),
        (resource.RLIMIT_CORE, 1),
    ]


def _memory(wanted: Wanted) -> Allowance:
    if wanted.language in {Language.JAVASCRIPT, Language.TYPESCRIPT}:
        return []  # V8 reserves address space by the gigabyte, and uses little of it
    memory = wanted.memory_mb * _MEGABYTE
    if wanted.profile is Profile.THREADS:
        stacks = MOST_THREADS * STACK_OF_THREADS
        return [(resource.RLIMIT_AS, 2 * memory), (resource.RLIMIT_DATA, memory + stacks)]
    return [(resource.RLIMIT_AS, 5 * memory // 3), (resource.RLIMIT_DATA, memory // 2)]


def _processes(wanted: Wanted) -> int:
    if wanted.profile is Profile.THREADS:
        return MOST_THREADS
    return _NODE_PROCESSES if wanted.language in {Language.JAVASCRIPT, Language.TYPESCRIPT} else MOST_PROCESSES
