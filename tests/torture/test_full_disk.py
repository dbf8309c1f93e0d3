"""A disk that fills up, or a file that may not grow, in the middle of an import."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.apps import open_bank, settings_of
from tests.required import CHECKOUT, require
from tests.torture.programs import said, sound, versions
from viva.app import App
from viva.settings import BANK_FILE, Settings

MEGABYTE = 1 << 20

pytestmark = pytest.mark.slow


def import_until_full(settings: Settings, *, largest: int | None = None) -> tuple[list[tuple[int, int]], str]:
    """Import more than there is room for; give what was said to be done, and the complaint at the end."""

    def limit() -> None:
        if largest:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    arguments = [str(settings.data), settings.database_url, "1", "200", "1"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture.importer", *arguments],
        cwd=CHECKOUT,
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    return said(done.stdout.splitlines(keepends=True)), done.stderr.splitlines()[-1]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    require(os.geteuid() == 0, "only root can mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "viva-test", disk], check=True)
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_keeps_what_was_done_and_says_so(small_disk: Path) -> None:
    settings = settings_of(small_disk)
    done, complaint = import_until_full(settings)

    assert complaint.endswith(
        f"The disk with {small_disk / BANK_FILE} is full: nothing was written. Make room and try again."
    )
    assert done
    app = App(settings)
    assert versions(app) == dict(done)
    app.close()


def test_a_file_that_may_not_grow_keeps_what_was_done_and_says_so(folder_in_memory: Path) -> None:
    settings = settings_of(folder_in_memory)
    open_bank(folder_in_memory)
    done, complaint = import_until_full(settings, largest=MEGABYTE)

    assert complaint.endswith(
        f"{folder_in_memory / BANK_FILE} cannot be read or written just now: the disk refuses, or it is full."
    )
    app = App(settings)
    assert versions(app) == dict(done)
    sound(app, settings)
    app.close()
