"""Folders that forbid something, also to root."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def _without_privileges() -> Generator[None]:
    """For root, whom no permission stops, become nobody for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def closed_to_writing(folder: Path) -> Generator[None]:
    """Everybody may look into the folder, and nobody may change it."""
    for path in (*folder.iterdir(), folder, folder.parent):
        path.chmod(0o755 if path == folder.parent else 0o555 if path.is_dir() else 0o444)
    try:
        with _without_privileges():
            yield
    finally:
        folder.chmod(0o755)


@contextmanager
def read_only(file: Path) -> Generator[None]:
    """Everybody may change the folder, and nobody the file."""
    file.parent.parent.chmod(0o755)
    file.parent.chmod(0o777)
    file.chmod(0o444)
    with _without_privileges():
        yield


@contextmanager
def closed_to_looking(folder: Path) -> Generator[None]:
    """Nobody may even look into the folder."""
    folder.parent.chmod(0o755)
    folder.chmod(0)
    try:
        with _without_privileges():
            yield
    finally:
        folder.chmod(0o755)
