"""Where `viva` starts."""

import os
import sys
from collections.abc import Sequence

from viva import __version__


def main() -> None:
    """Run the command line of this process and end it with its exit code."""
    if sys.stdout is None or sys.stderr is None:  # started without them, as some launchers do
        sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - for as long as the process lives
    sys.exit(run(sys.argv[1:]))


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
