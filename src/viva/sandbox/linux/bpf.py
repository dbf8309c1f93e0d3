"""Classic BPF, as far as a filter of system calls needs it: questions about the call, and an answer for each."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

_LOAD = 0x20  # BPF_LD | BPF_W | BPF_ABS
_RETURN = 0x06  # BPF_RET | BPF_K
_AND = 0x54  # BPF_ALU | BPF_AND | BPF_K
_GO = 0x05  # BPF_JMP | BPF_JA

_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
"""Where the parts of `struct seccomp_data` are."""

KILL = 0x80000000
ALLOW = 0x7FFF0000
_ERROR = 0x00050000


def refuse(error: int) -> int:
    """The answer that makes a call fail with this errno."""
    return _ERROR | error


class Jump(IntEnum):
    """How a number is compared."""

    EQUAL = 0x15
    AT_LEAST = 0x35
    ANY_BIT = 0x45


@dataclass(frozen=True, slots=True)
class Instruction:
    """One `struct sock_filter`."""

    code: int
    k: int
    yes: int = 0
    no: int = 0


def pack(program: Iterable[Instruction]) -> bytes:
    """What the kernel takes."""
    return b"".join(struct.pack("=HBBI", each.code, each.yes, each.no, each.k) for each in program)


def architecture() -> Instruction:
    """Load which kind of processor the call is meant for."""
    return Instruction(_LOAD, _ARCHITECTURE)


def number() -> Instruction:
    """Load the number of the call."""
    return Instruction(_LOAD, _NUMBER)


def low(argument: int) -> Instruction:
    """Load the lower half of an argument; both our processors keep it first."""
    return Instruction(_LOAD, _ARGUMENTS + 8 * argument)


def mask(bits: int) -> Instruction:
    """Keep only these bits of what was loaded."""
    return Instruction(_AND, bits)


def go(over: int) -> Instruction:
    """Go on behind so many instructions."""
    return Instruction(_GO, over)


def answer(value: int) -> Instruction:
    """End with this answer."""
    return Instruction(_RETURN, value)


def when(jump: Jump, value: int, then: list[Instruction]) -> list[Instruction]:
    """Do `then`, which ends with an answer, if the comparison holds; else go on behind it."""
    return [Instruction(jump, value, 0, len(then)), *then]


def unless(jump: Jump, value: int, then: list[Instruction]) -> list[Instruction]:
    """Do `then`, which ends with an answer, if the comparison does not hold."""
    return [Instruction(jump, value, len(then), 0), *then]
