"""Looks after the starter bank: whether it is well written, true, and the same in both languages.

python scripts/content.py check [--run] [PATH ...]   tell what is wrong, with file and line
python scripts/content.py ids [PATH ...]             fill in keys, and the lines that lead to twins
python scripts/content.py agree PATH ...             write down that both languages say the same now
python scripts/content.py figures                    count what there is

Without a path all pages are looked at; one page brings its twin along. With
--run its programs are run in the sandbox: what they print must stand below
them, solutions must pass their tests, and wrong ones fail. What was run before
is not run again. `starter/allowed.txt` says what is as it is on purpose.
"""

import sys
from pathlib import Path


def main() -> int:
    """Do what is asked; 1 when something is wrong."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from scripts.starter import commands
    from viva.kernel.errors import VivaError

    try:
        return commands.main(__doc__ or "")
    except VivaError as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    sys.exit(main())
