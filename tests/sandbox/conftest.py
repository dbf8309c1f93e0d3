"""Runners that keep programs in, with kits that all test runs share."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from tests.required import require
from viva.sandbox.kits.shelf import Shelf
from viva.sandbox.linux.runner import LinuxRunner
from viva.settings import Settings


@pytest.fixture(scope="session")
def kits() -> Path:
    """The kits of this machine, with the small ones, which take seconds when they are made."""
    folder = Settings.read(os.environ).kits
    _build(folder, "stock", "javascript")
    return folder


@pytest.fixture(scope="session")
def all_packages(kits: Path) -> None:
    """The kit that snippets are checked with, which takes a minute when it is made."""
    _build(kits, "all")


def _build(folder: Path, *names: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".tests"):
        for name in names:
            Shelf(folder).build(name)


@pytest.fixture(scope="session")
def bubblewrap() -> Path:
    """What keeps programs in."""
    return Path(require(shutil.which("bwrap"), "no bubblewrap: `make development` installs it, or says how"))


@pytest.fixture(scope="module")
def sandbox(kits: Path, bubblewrap: Path) -> Iterator[LinuxRunner]:  # noqa: ARG001 - it must be there
    """A runner that several tests use; each program has a sandbox of its own anyway."""
    with LinuxRunner(Shelf(kits)) as runner:
        yield runner
