"""Landlock: a process gives away, for itself and all that it starts, what it may do with files and to others."""

import ctypes
import errno
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

OLDEST: Final = 6
"""The version that also keeps signals and abstract sockets apart (Linux 6.12); with less, a program is not held."""

READ: Final = 0x1 | 0x4 | 0x8
"""Run a file, read it, list a folder."""
READ_FILE: Final = 0x4
RUN_FILE: Final = 0x1 | 0x4
WRITE_FILE: Final = 0x2
SCRATCH: Final = 0x4 | 0x8 | 0x2 | 0x10 | 0x20 | 0x80 | 0x100 | 0x400 | 0x1000 | 0x2000 | 0x4000
"""All that is done with files and folders, but running them and making devices and sockets."""

_ALL_OF_FILES: Final = 0xFFFF
_ALL_OF_THE_NETWORK: Final = 0x3
_ABSTRACT_SOCKETS, _SIGNALS = 0x1, 0x2
_CREATE, _ADD, _RESTRICT = 444, 445, 446
"""The same numbers on all kinds of processors."""
_VERSION, _BELOW_A_PATH = 1, 1
_NO_NEW_PRIVILEGES = 38

_libc = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """What the kernel has; 0 where it has none, or it is switched off."""
    return max(0, int(_libc.syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION)))


def check(version: int) -> None:
    """Refuse a kernel that would hold too little, with a sentence."""
    if version < OLDEST:
        raise OSError(f"Landlock of version {OLDEST} is needed (Linux 6.12), and there is {version or 'none'}")


def restrict(allowed: Mapping[Path, int]) -> None:
    """Keep to these files and folders, with what may be done below each; reach no network and no other process."""
    rules = b"".join(
        word.to_bytes(8, "little") for word in (_ALL_OF_FILES, _ALL_OF_THE_NETWORK, _ABSTRACT_SOCKETS | _SIGNALS)
    )
    made = _checked(_libc.syscall(_CREATE, rules, ctypes.c_size_t(len(rules)), 0), "landlock_create_ruleset")
    try:
        for path, rights in allowed.items():
            _allow(made, path, rights)
        _checked(_libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0), "prctl")
        _checked(_libc.syscall(_RESTRICT, made, 0), "landlock_restrict_self")
    finally:
        os.close(made)


def _allow(rules: int, path: Path, rights: int) -> None:
    below = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = rights.to_bytes(8, "little") + below.to_bytes(4, "little", signed=True)
        _checked(_libc.syscall(_ADD, rules, _BELOW_A_PATH, rule, 0), f"landlock_add_rule {path}")
    finally:
        os.close(below)


def _checked(answer: int, call: str) -> int:
    if answer < 0:
        number = ctypes.get_errno() or errno.EINVAL
        raise OSError(number, f"{call}: {os.strerror(number)}")
    return answer
