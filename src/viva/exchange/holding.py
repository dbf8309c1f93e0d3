"""Keeping a folder to oneself while it is written: a second export would count from the middle of ours."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from viva.kernel.errors import Conflict, Unavailable
from viva.kernel.i18n import _
from viva.kernel.refusals import reason

if os.name != "nt":  # Windows opens no folders: there nothing keeps two exports apart
    import fcntl


@contextmanager
def held(folder: Path) -> Generator[None]:
    """Hold a folder, which is made when it is not there, until the block ends, or the program does in whatever way.

    Conflict when another program holds it. What is locked is the folder
    itself: no file is left behind.
    """
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        opened = _opened(folder)
    except OSError as problem:
        told = _("Cannot write {file}: {problem}.")
        raise Unavailable(told.format(file=folder, problem=reason(problem))) from problem
    try:
        if opened is not None:
            _lock(opened, folder)
        yield
    finally:
        if opened is not None:
            os.close(opened)
        if made and not any(folder.iterdir()):
            folder.rmdir()


def _opened(folder: Path) -> int | None:
    return None if os.name == "nt" else os.open(folder, os.O_RDONLY)


def _lock(opened: int, folder: Path) -> None:
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as held_by_another:
        told = _("Another export is writing into {folder}: try again when it has ended.")
        raise Conflict(told.format(folder=folder)) from held_by_another
