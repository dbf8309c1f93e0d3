"""What the filter answers, on each kind of processor; the filter is interpreted, so any machine can test both."""

import errno
import socket

import pytest

from tests.sandbox.bpf import verdict
from viva.sandbox.linux.bpf import ALLOW, KILL, refuse
from viva.sandbox.linux.policy import AARCH64, X86_64, Machine, Stage, instructions, listed_calls

_NUMBERS = {name: numbers for _rule, name, numbers in listed_calls()}
LONGEST = 4096
"""Instructions that the kernel takes."""

THREAD = 0x3D0F00
"""The flags with which the C library starts a thread."""
FORK = 0x1200011
NEW_USER = 0x10000000

every_machine = pytest.mark.parametrize("machine", [X86_64, AARCH64], ids=lambda machine: machine.name)
every_stage = pytest.mark.parametrize("stage", list(Stage), ids=lambda stage: stage.value)


def ask(machine: Machine, stage: Stage, call: str | int, *arguments: int, sockets: bool = True) -> int:
    number = call if isinstance(call, int) else _NUMBERS[call][machine.column]
    assert number is not None
    program = instructions(machine, stage, sockets=sockets)
    return verdict(program, architecture=machine.architecture, call=number, arguments=arguments)


def test_only_what_was_run_is_called_proven() -> None:
    assert (X86_64.proven, AARCH64.proven) == (True, False)


@every_machine
@every_stage
def test_the_kernel_takes_it(machine: Machine, stage: Stage) -> None:
    program = instructions(machine, stage)

    assert len(program) <= LONGEST
    assert all(0 <= step.yes <= 255 and 0 <= step.no <= 255 for step in program)
    ways = (place + 1 + (step.k if step.code == 0x05 else max(step.yes, step.no)) for place, step in enumerate(program))
    assert all(way <= len(program) for way in ways)
    assert program[-1].code == 0x06, "it ends with an answer"


@every_machine
@every_stage
def test_calls_of_another_processor_end_the_process(machine: Machine, stage: Stage) -> None:
    other = AARCH64 if machine is X86_64 else X86_64

    assert verdict(instructions(machine, stage), architecture=other.architecture, call=0) == KILL


@every_stage
def test_the_other_numbers_of_x86_do_not_exist(stage: Stage) -> None:
    assert ask(X86_64, stage, 0x40000000) == refuse(errno.ENOSYS)


@every_machine
@every_stage
@pytest.mark.parametrize("call", ["read", "openat", "mmap", "futex", "execve", "exit_group", "getrandom"])
def test_what_every_program_needs_is_there(machine: Machine, stage: Stage, call: str) -> None:
    assert ask(machine, stage, call) == ALLOW


@every_machine
@every_stage
@pytest.mark.parametrize("call", ["ptrace", "mount", "unshare", "setns", "bpf", "keyctl", "setuid", "chroot"])
def test_what_is_for_root_is_not_permitted(machine: Machine, stage: Stage, call: str) -> None:
    assert ask(machine, stage, call) == refuse(errno.EPERM)


@every_stage
@pytest.mark.parametrize(
    ("call", "x86_64", "aarch64"),
    [
        ("io_uring_setup", 425, 425), ("userfaultfd", 323, 282), ("memfd_create", 319, 279), ("shmget", 29, 194),
        ("pidfd_open", 434, 434), ("seccomp", 317, 277), ("open_by_handle_at", 304, 265), ("vmsplice", 278, 75),
        ("timer_create", 222, 107), ("kcmp", 312, 272), ("inotify_init1", 294, 26), ("execveat", 322, 281),
    ],
)  # fmt: skip
def test_what_nobody_needs_does_not_exist(stage: Stage, call: str, x86_64: int, aarch64: int) -> None:
    assert call not in _NUMBERS
    assert ask(X86_64, stage, x86_64) == refuse(errno.ENOSYS)
    assert ask(AARCH64, stage, aarch64) == refuse(errno.ENOSYS)


@every_machine
def test_threads_are_for_everyone_and_processes_for_their_profile(machine: Machine) -> None:
    assert ask(machine, Stage.THREADS, "clone", THREAD) == ALLOW
    assert ask(machine, Stage.PROCESSES, "clone", THREAD) == ALLOW
    assert ask(machine, Stage.THREADS, "clone", FORK) == refuse(errno.EPERM)
    assert ask(machine, Stage.PROCESSES, "clone", FORK) == ALLOW


@every_machine
@every_stage
def test_no_clone_gets_namespaces(machine: Machine, stage: Stage) -> None:
    assert ask(machine, stage, "clone", THREAD | NEW_USER) == refuse(errno.EPERM)
    assert ask(machine, stage, "clone3") == refuse(errno.ENOSYS)


def test_old_ways_to_fork_are_judged_as_well() -> None:
    assert ask(X86_64, Stage.THREADS, "fork") == ask(X86_64, Stage.THREADS, "vfork") == refuse(errno.EPERM)
    assert ask(X86_64, Stage.PROCESSES, "fork") == ask(X86_64, Stage.PROCESSES, "vfork") == ALLOW


@every_machine
def test_only_what_prepares_may_set_another_filter(machine: Machine) -> None:
    answers = [ask(machine, stage, "prctl", 22) for stage in (Stage.PREPARING, Stage.THREADS, Stage.PROCESSES)]

    assert answers == [ALLOW, refuse(errno.EINVAL), refuse(errno.EINVAL)]


@every_machine
@every_stage
@pytest.mark.parametrize(
    ("family", "kind", "protocol", "answer"),
    [
        (socket.AF_INET, 1, 0, ALLOW),
        (socket.AF_INET6, 2 | 0o2000000, 17, ALLOW),
        (1, 1, 0, ALLOW),
        (socket.AF_INET, 3, 0, refuse(errno.EPROTONOSUPPORT)),
        (socket.AF_INET, 1, 132, refuse(errno.EPROTONOSUPPORT)),
        (16, 3, 0, refuse(errno.EAFNOSUPPORT)),
        (40, 1, 0, refuse(errno.EAFNOSUPPORT)),
    ],
)
def test_sockets_are_those_that_programs_talk_with(
    machine: Machine, stage: Stage, family: int, kind: int, protocol: int, answer: int
) -> None:
    assert ask(machine, stage, "socket", family, kind, protocol) == answer


@every_machine
def test_without_a_network_of_its_own_there_are_only_pairs_of_sockets(machine: Machine) -> None:
    assert ask(machine, Stage.THREADS, "socket", socket.AF_INET, 1, 0, sockets=False) == refuse(errno.EAFNOSUPPORT)
    assert ask(machine, Stage.THREADS, "socket", 1, 1, 0, sockets=False) == refuse(errno.EAFNOSUPPORT)
    assert ask(machine, Stage.THREADS, "socketpair", 1, 1, 0, sockets=False) == ALLOW


@every_machine
@every_stage
def test_arguments_are_looked_at(machine: Machine, stage: Stage) -> None:
    assert ask(machine, stage, "ioctl", 0, 0x5401) == ALLOW
    assert ask(machine, stage, "ioctl", 0, 0x5412) == refuse(errno.ENOTTY), "typing into the terminal"
    assert ask(machine, stage, "prlimit64", 0) == ALLOW
    assert ask(machine, stage, "prlimit64", 1) == refuse(errno.EPERM), "the limits of process 1"
    assert ask(machine, stage, "fcntl", 0, 1) == ALLOW
    assert ask(machine, stage, "fcntl", 0, 1024) == refuse(errno.EINVAL), "leases"
    assert ask(machine, stage, "setsockopt", 0, 1, 2) == ALLOW
    assert ask(machine, stage, "setsockopt", 0, 1, 26) == refuse(errno.EPERM), "programs for the kernel"
    assert ask(machine, stage, "mknodat", 0, 0, 0o010644) == ALLOW
    assert ask(machine, stage, "mknodat", 0, 0, 0o060644) == refuse(errno.EPERM), "devices"


@every_machine
def test_no_call_is_listed_twice(machine: Machine) -> None:
    numbers = [numbers[machine.column] for _rule, _name, numbers in listed_calls()]
    known = [number for number in numbers if number is not None]

    assert len(known) == len(set(known))
