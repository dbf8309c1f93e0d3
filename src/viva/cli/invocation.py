"""How this program was called, for commands that a person can copy."""

import os
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

_NAMES = frozenset(["viva", "viva.exe"])


def command(words: Sequence[str], *, data: Path | None = None) -> str:
    """A command line that works here as it stands, on the bank in the folder `data` or on the usual one."""
    where = [] if data is None else ["--data", _near(data)]
    return shlex.join([_program(Path(sys.argv[0])), *where, *words])


def _program(called: Path) -> str:
    """The name that finds this program: the bare one if the shell finds the same program by it."""
    if called.name not in _NAMES:
        return "viva"
    found = shutil.which("viva")
    if found and Path(found).absolute() == called.absolute():
        return "viva"
    return _near(called.absolute())


def _near(path: Path) -> str:
    """A path as one types it: from the working folder if it is below it, else in full."""
    here = Path.cwd()
    return os.path.relpath(path, here) if path.is_relative_to(here) else str(path)
