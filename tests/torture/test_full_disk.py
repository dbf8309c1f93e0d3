"""A disk that fills up, or a file that may not grow, in the middle of an import."""

import json
import os
import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.apps import open_bank, settings_of
from tests.required import CHECKOUT
from tests.torture.programs import said, sound, versions
from viva.app import App
from viva.interviews.conduct.model import Change, Kind
from viva.interviews.conduct.waiting import Waiting, WaitingRoom, durable
from viva.kernel.clock import SystemClock
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


def test_a_full_disk_keeps_what_was_done_and_says_so(small_disk: Path) -> None:
    settings = settings_of(small_disk)
    done, complaint = import_until_full(settings)

    assert complaint.endswith(
        f"The disk with {small_disk / BANK_FILE} is full: "
        "what was finished is kept, the rest is not. Make room and try again."
    )
    assert done
    app = App(settings)
    assert versions(app) == dict(done)
    app.close()


def test_a_command_that_fills_the_disk_tells_what_it_did_before(small_disk: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(60):
        text = "".join(f"## What is {place} of {number}?\n\n{'More words. ' * 40}\n\n" for place in range(40))
        (notes / f"{number:02}.md").write_text(text)

    command: list[str | Path] = [Path(sys.executable).with_name("viva"), "--lang", "en", "import", "--json", notes]
    environment = {**os.environ, "VIVA_DATA": str(small_disk)}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    told = [note["source"] for note in json.loads(ended.stdout)["imported"]]
    assert ended.returncode == 1
    assert "what was finished is kept" in ended.stderr
    app = App(settings_of(small_disk))
    with app.reader() as unit:
        assert told == [source.name for source in unit.bank.sources()]
    app.close()
    assert told


def test_a_full_disk_takes_what_waits_while_the_room_set_aside_lasts(small_disk: Path) -> None:
    room = WaitingRoom(small_disk / "waiting", 1, "token", SystemClock())
    kept = [room.put(a_change(0))]
    with (small_disk / "other").open("wb", buffering=0) as other, suppress(OSError):
        while True:
            other.write(bytes(4096))
    with suppress(OSError):
        for number in range(1, 1_000):
            kept.append(room.put(a_change(number)))  # noqa: PERF401 - until it is full
    durable(kept)
    assert 50 < len(kept) < 1_000
    room.close()

    found, unreadable = WaitingRoom(small_disk / "waiting", 1, "token", SystemClock()).take_over()
    assert [each.change.key for each in found] == [each.change.key for each in kept]
    assert unreadable == []


def a_change(number: int) -> Waiting:
    return Waiting(Change(key=f"k{number}", kind=Kind.NOTE, line=1, values={"text": "words " * 100}, seen=number))


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
