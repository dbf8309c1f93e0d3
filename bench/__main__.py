"""All figures, each beside its limit or peer, in one run.

python -m bench [--strict] [--only NAME ...]

Each part also runs alone: `python -m bench.reading`.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

PARTS: Final = {
    "reading": ("Understanding notes", ("--strict",)),
    "relations": ("Relations between questions", ("--strict",)),
    "storing": ("Storing questions", ()),
    "editing": ("Editing a question", ()),
    "jobs": ("Background jobs", ()),
    "keywords": ("Keyword maps", ("--strict",)),
    "exchanging": ("A bank in files", ()),
    "search": ("Searching", ("--strict",)),
    "checks": ("Checking", ("--strict",)),
    "sandbox": ("Programs in the sandbox", ()),
    "snippets": ("Verdicts on code", ("--strict",)),
    "web": ("The pages", ()),
    "interviews": ("50 interviews at once", ()),
    "startup": ("Starting", ()),
    "starter": ("The starter bank beside real notes", ()),
    "quality": ("Quality", ("--strict",)),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run every part in a process of its own, so that none warms or weighs down another."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a limit is missed")
    parser.add_argument("--only", action="append", choices=PARTS, metavar="NAME", help=f"one of {', '.join(PARTS)}")
    options = parser.parse_args(arguments)
    missed = []
    for name in options.only or PARTS:
        title, flags = PARTS[name]
        print(f"\n{title}\n{'=' * len(title)}", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{name}", *flags], check=False).returncode:
            missed.append(title)
    print(f"\n{'Missed: ' + ', '.join(missed) if missed else 'Every limit is kept.'}")
    return int(options.strict and bool(missed))


if __name__ == "__main__":
    sys.exit(main())
