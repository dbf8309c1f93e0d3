from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from viva.app import App
from viva.intake.model import Outcome
from viva.intake.progress import Advance
from viva.intake.reading import Reading
from viva.kernel.errors import InvalidInput


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "go.md").write_text("## What is a channel?\n\nA pipe between goroutines.\n", encoding="utf-8")
    (folder / "python.md").write_text("## What is a generator?\n\nA function that yields.\n", encoding="utf-8")
    return folder


class Watcher:
    """Keeps what a piece of work tells."""

    def __init__(self) -> None:
        self.told: list[str] = []

    @contextmanager
    def __call__(self, title: str, total: int) -> Generator[Advance]:
        self.told.append(f"{title} {total}")
        yield self.told.append


def test_each_note_goes_into_the_bank(app: App, notes: Path) -> None:
    stored = Reading.of([notes]).store(app)

    assert [one.imported.outcome for one in stored] == [Outcome.NEW] * 2
    with app.reader() as unit:
        assert unit.bank.questions().total == 2


def test_notes_that_the_bank_has_are_not_read_again(app: App, notes: Path) -> None:
    Reading.of([notes]).store(app)

    stored = Reading.of([notes]).store(app)

    assert [(one.imported.outcome, one.account) for one in stored] == [(Outcome.UNCHANGED, None)] * 2


def test_a_file_that_is_no_text_is_named_and_stops_no_other(app: App, notes: Path) -> None:
    (notes / "lock.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\1")
    reading = Reading.of([notes])

    assert len(reading.store(app)) == 2
    assert len(reading.unread) == 1
    assert "lock.md is not text" in reading.unread[0]


def test_who_watches_is_told_of_every_note_and_of_the_comparison(app: App, notes: Path) -> None:
    watcher = Watcher()

    Reading.of([notes], progress=watcher).store(app)

    assert watcher.told == [
        "Importing 2",
        f"{notes}/go.md",
        f"{notes}/python.md",
        "Comparing 1",
        "2 questions",
    ]


def test_understanding_needs_no_bank(notes: Path) -> None:
    reading = Reading.of([notes])

    assert [note.drafts[0].prompt for note in reading.understand()] == ["What is a channel?", "What is a generator?"]


def test_a_folder_without_notes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no notes"):
        Reading.of([tmp_path])
