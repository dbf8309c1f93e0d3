"""Where `viva` starts."""

import gc
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from viva import __version__

_SELDOM = 200_000
"""New objects after which garbage is looked for."""


def main() -> None:
    """Run the command line of this process and end it with its exit code."""
    # Some launchers start programs without one or the other.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    # Most of what a command makes are modules and classes, which live to the end: looking through them for garbage
    # again and again, and once more when it ends, would be a fifth of the time that a short one takes.
    gc.set_threshold(_SELDOM)
    code = run(sys.argv[1:])
    gc.freeze()
    sys.exit(code)


def _nowhere() -> TextIOWrapper:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - for as long as the process lives


def run(words: Sequence[str]) -> int:
    """Do what the words say and give the exit code.

    The version is told before anything else is imported: shells and
    scripts ask for it often, and the answer should cost next to nothing.
    """
    if list(words) == ["--version"] and _write(f"{__version__}\n"):
        return 0
    from viva.cli.call import call

    return call(words)


def _write(text: str) -> bool:
    """Whether it could be written; if not, the slow way will try again and say why."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError:
        return False
    return True
