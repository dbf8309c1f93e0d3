"""A program to be killed: it puts two backups in place of the bank in turn, and says so.

Run as `python -m tests.torture.restorer DATA TIMES BACKUP BACKUP`.
"""

import sys
from itertools import cycle, islice
from pathlib import Path

from tests.apps import settings_of
from viva.app import App


def main(data: str, times: str, *backups: str) -> None:
    """Restore one after the other."""
    app = App(settings_of(Path(data)))
    for backup in islice(cycle(backups), int(times)):
        kept = app.restore(Path(backup))
        if kept:
            kept.unlink()
        print(Path(backup).stem, flush=True)  # noqa: T201 - how it speaks to the test
    app.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
