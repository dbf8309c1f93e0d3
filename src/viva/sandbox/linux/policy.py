"""The filter of system calls: what a program in the sandbox may ask the kernel.

`calls.txt` lists the calls. Whatever it does not list does not exist for the
program. Numbers for x86_64 are proven by running; those for aarch64 only by
our own tests, which interpret the filter.
"""

import errno
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from viva.sandbox.linux import bpf
from viva.sandbox.linux.bpf import ALLOW, Instruction, Jump, answer, refuse, unless, when
from viva.sandbox.model import Profile

_NO_SUCH_CALL = refuse(errno.ENOSYS)
_NOT_PERMITTED = refuse(errno.EPERM)

_NEW_NAMESPACES = 0x7E020000
_THREAD = 0x00010000
_TERMINAL_AND_READINESS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""ioctl: TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX."""

_HARMLESS_OF_PROCESSES = (1, 2, 3, 4, 15, 16, 38, 39)
"""prctl: death signal, dumpable, name, no new privileges."""
_SET_FILTER = 22

_OF_DESCRIPTORS = (*range(8), 1030, 1032, 36, 37, 38)
"""fcntl: copies, flags, locks, the size of a pipe; not leases, signals and seals."""

_SOCKETS = (1, 2, 10)
"""UNIX, INET, INET6: all within a network of its own."""
_STREAM, _DATAGRAM = 1, 2
_PROTOCOLS = (0, 6, 17)
_OPTION_LEVELS = (0, 1, 6, 17, 41)
_FILTER_OPTIONS = (26, 50, 51, 52)
"""Options of sockets that load programs into the kernel."""

_FILE_TYPE, _NAMED_PIPE = 0o170000, 0o010000

Body = list[Instruction]


@dataclass(frozen=True, slots=True)
class Machine:
    """One kind of processor."""

    name: str
    architecture: int
    column: int
    """Of `calls.txt`, counted from the first with numbers."""
    proven: bool


X86_64 = Machine("x86_64", 0xC000003E, 0, proven=True)
AARCH64 = Machine("aarch64", 0xC00000B7, 1, proven=False)
MACHINES = {machine.name: machine for machine in (X86_64, AARCH64)}


def machine(name: str) -> Machine:
    """The processor that the system calls so."""
    if name not in MACHINES:
        raise OSError(errno.ENOSYS, f"there is no filter of system calls for {name}")
    return MACHINES[name]


class Stage(Enum):
    """A filter for what prepares the sandbox, which may set the second one, and that one, for the program."""

    PREPARING = "preparing"
    THREADS = "threads"
    PROCESSES = "processes"

    @classmethod
    def of(cls, profile: Profile) -> "Stage":
        """The stage in which a program runs."""
        return cls.THREADS if profile is Profile.THREADS else cls.PROCESSES


def compiled(machine: Machine, stage: Stage, *, sockets: bool = True) -> bytes:
    """The filter as the kernel takes it; without `sockets` there are only pairs of them, which lead nowhere."""
    return bpf.pack(instructions(machine, stage, sockets=sockets))


def instructions(machine: Machine, stage: Stage, *, sockets: bool = True) -> list[Instruction]:
    """The filter, one instruction after the other."""
    head = [bpf.architecture(), *unless(Jump.EQUAL, machine.architecture, [answer(bpf.KILL)]), bpf.number()]
    return [*head, *_searched(_stretches(machine, _judges(stage, sockets=sockets)))]


Stretch = tuple[int, Body]
"""The first number of a stretch of calls that are treated alike, and what is done with them."""


def _stretches(machine: Machine, judges: Mapping[str, Body]) -> list[Stretch]:
    """All numbers, cut into stretches that are treated alike; what is not listed does not exist."""
    bodies: dict[int, Body] = {}
    for rule, name, numbers in listed_calls():
        number = numbers[machine.column]
        if number is not None:
            bodies[number] = judges[name] if rule == "judge" else [answer(_RULES[rule])]
    stretches: list[Stretch] = []
    for number in range(max(bodies) + 2):
        body = bodies.get(number, [answer(_NO_SUCH_CALL)])
        if not stretches or stretches[-1][1] != body:
            stretches.append((number, body))
    return stretches


def _searched(stretches: list[Stretch]) -> list[Instruction]:
    """Halve the numbers until one stretch is left: the kernel tries each call when it takes a filter, for each program.

    The judges stand at the end, as only short ways may be jumped on a condition.
    """
    tree = _tree(stretches)
    program: list[Instruction] = []
    bodies: Body = []
    for place, step in enumerate(tree):
        if isinstance(step, Instruction):
            program.append(step)
        else:
            program.append(bpf.go(len(tree) - place - 1 + len(bodies)))
            bodies += step
    return [*program, *bodies]


def _tree(stretches: list[Stretch]) -> list[Instruction | Body]:
    if len(stretches) == 1:
        body = stretches[0][1]
        return [body[0] if len(body) == 1 else body]
    half = len(stretches) // 2
    below, above = _tree(stretches[:half]), _tree(stretches[half:])
    return [Instruction(Jump.AT_LEAST, stretches[half][0], len(below), 0), *below, *above]


_RULES = {"allow": ALLOW, "refuse": _NOT_PERMITTED, "unsupported": refuse(errno.EOPNOTSUPP)}


@cache
def listed_calls() -> tuple[tuple[str, str, tuple[int | None, int | None]], ...]:
    """Rule, name, and the number on each kind of processor; the file is read once, while it can be."""
    calls = []
    for line in Path(__file__).with_name("calls.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            rule, name, *numbers = line.split()
            one, other = (None if number == "-" else int(number) for number in numbers)
            calls.append((rule, name, (one, other)))
    return tuple(calls)


def _judges(stage: Stage, *, sockets: bool) -> dict[str, Body]:
    forks = [answer(_NOT_PERMITTED if stage is Stage.THREADS else ALLOW)]
    processes = (*_HARMLESS_OF_PROCESSES, *((_SET_FILTER,) if stage is Stage.PREPARING else ()))
    domains = _SOCKETS if sockets else ()
    return {
        "clone": _clone(stage),
        "clone3": [answer(_NO_SUCH_CALL)],  # its flags are out of a filter's sight; libraries fall back to clone
        "fork": forks,
        "vfork": forks,
        "ioctl": [bpf.low(1), *_one_of(_TERMINAL_AND_READINESS, refuse(errno.ENOTTY))],
        "prctl": [bpf.low(0), *_one_of(processes, refuse(errno.EINVAL))],
        "prlimit64": [bpf.low(0), *_one_of((0,), _NOT_PERMITTED)],
        "fcntl": [bpf.low(1), *_one_of(_OF_DESCRIPTORS, refuse(errno.EINVAL))],
        "socket": _socket(domains),
        "socketpair": _socket(_SOCKETS[:1]),
        "setsockopt": _setsockopt(),
        "mknod": _only_pipes(1),
        "mknodat": _only_pipes(2),
    }


def _clone(stage: Stage) -> Body:
    body = [bpf.low(0), *when(Jump.ANY_BIT, _NEW_NAMESPACES, [answer(_NOT_PERMITTED)])]
    if stage is Stage.THREADS:
        body += unless(Jump.ANY_BIT, _THREAD, [answer(_NOT_PERMITTED)])
    return [*body, answer(ALLOW)]


def _socket(domains: Iterable[int]) -> Body:
    kinds = [bpf.low(1), bpf.mask(0xF), *_pass_if((_STREAM, _DATAGRAM), refuse(errno.EPROTONOSUPPORT))]
    protocols = [bpf.low(2), *_one_of(_PROTOCOLS, refuse(errno.EPROTONOSUPPORT))]
    return [bpf.low(0), *_pass_if(tuple(domains), refuse(errno.EAFNOSUPPORT)), *kinds, *protocols]


def _setsockopt() -> Body:
    options: Body = []
    for option in _FILTER_OPTIONS:
        options += when(Jump.EQUAL, option, [answer(_NOT_PERMITTED)])
    levels = [bpf.low(1), *_pass_if(_OPTION_LEVELS, refuse(errno.ENOPROTOOPT))]
    return [*levels, bpf.low(2), *options, answer(ALLOW)]


def _only_pipes(argument: int) -> Body:
    return [bpf.low(argument), bpf.mask(_FILE_TYPE), *_one_of((_NAMED_PIPE,), _NOT_PERMITTED)]


def _one_of(values: Iterable[int], otherwise: int) -> Body:
    """Allow what was loaded if it is one of these."""
    body: Body = []
    for value in values:
        body += when(Jump.EQUAL, value, [answer(ALLOW)])
    return [*body, answer(otherwise)]


def _pass_if(values: tuple[int, ...], otherwise: int) -> Body:
    """Go on behind this if what was loaded is one of these."""
    last = len(values) - 1
    tests = [Instruction(Jump.EQUAL, value, last - place + 1, 0) for place, value in enumerate(values)]
    return [*tests, answer(otherwise)]
