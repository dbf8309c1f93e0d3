"""Where `viva` starts."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from viva import __version__


def main() -> None:
    """Run the command line of this process and end it with its exit code."""
    # Some launchers start programs without one or the other.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    sys.exit(run(sys.argv[1:]))


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
