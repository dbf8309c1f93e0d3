"""Where `viva` starts."""

import sys
from collections.abc import Sequence

from viva import __version__


def main() -> None:
    """Run the command line of this process and end it with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(words: Sequence[str]) -> int:
    """Do what the words say and give the exit code.

    The version is told before anything else is imported: shells and
    scripts ask for it often, and the answer should cost next to nothing.
    """
    if list(words) == ["--version"]:
        sys.stdout.write(f"{__version__}\n")
        return 0
    from viva.cli.call import call

    return call(words)
