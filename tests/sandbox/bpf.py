"""An interpreter of classic BPF, as the kernel runs filters of system calls."""

import struct
from collections.abc import Sequence

from viva.sandbox.linux.bpf import Instruction

_LOAD, _AND, _GO, _RETURN = 0x20, 0x54, 0x05, 0x06
_EQUAL, _AT_LEAST, _ANY_BIT = 0x15, 0x35, 0x45


def verdict(program: Sequence[Instruction], *, architecture: int, call: int, arguments: Sequence[int] = ()) -> int:
    """What a filter answers to a call; a program that the kernel would not take raises."""
    padded = [*arguments, *[0] * (6 - len(arguments))]
    data = struct.pack("<iIQ6Q", call, architecture, 0, *padded)
    held = place = 0
    while True:
        step = program[place]
        place += 1
        match step.code:
            case _ if step.code == _LOAD:
                assert step.k % 4 == 0
                (held,) = struct.unpack_from("<I", data, step.k)
            case _ if step.code == _AND:
                held &= step.k
            case _ if step.code == _GO:
                place += step.k
            case _ if step.code == _RETURN:
                return step.k
            case _ if step.code in {_EQUAL, _AT_LEAST, _ANY_BIT}:
                holds = {
                    _EQUAL: held == step.k,
                    _AT_LEAST: held >= step.k,
                    _ANY_BIT: bool(held & step.k),
                }[step.code]
                place += step.yes if holds else step.no
            case other:
                raise AssertionError(f"no instruction of ours: {other:#x}")
