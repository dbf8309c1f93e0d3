"""Files that notes point to: whether they are there is asked on every run, so this knows nothing of pages."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from viva.checks.model import Finding


def missing(folder: Path, pointed: Iterable[tuple[int, int, str]]) -> Iterator[Finding]:
    """Files that a note points to, which are not beside it."""
    for line, col, target in pointed:
        try:
            there = os.path.lexists(folder / unquote(target))
        except ValueError:  # a name that no file can have
            there = False
        if not there:
            yield Finding("Q111", line, col, {"file": target})
