from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from viva.app import App, Unit
from viva.intake.model import Outcome
from viva.intake.progress import Advance
from viva.intake.reading import Reading, Unfinished
from viva.kernel.errors import InvalidInput, Unavailable


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


@dataclass
class FillingUp:
    """Gives units of work until there is no room any more."""

    app: App
    room: int

    @contextmanager
    def unit(self) -> Generator[Unit]:
        with self.app.unit() as unit:
            yield unit
            self.room -= 1
            if self.room < 0:
                raise Unavailable("no room")

    def reader(self) -> AbstractContextManager[Unit]:
        return self.app.reader()


def test_what_was_done_before_the_bank_could_not_be_written_is_told(app: App, notes: Path) -> None:
    with pytest.raises(Unfinished, match="no room") as end:
        Reading.of([notes]).store(FillingUp(app, room=1))

    assert [one.imported.source for one in end.value.stored] == [f"{notes}/go.md"]
    with app.reader() as unit:
        assert [source.name for source in unit.bank.sources()] == [f"{notes}/go.md"]


def test_where_nothing_was_done_there_is_nothing_to_tell(app: App, notes: Path) -> None:
    with pytest.raises(Unavailable) as end:
        Reading.of([notes]).store(FillingUp(app, room=0))

    assert not isinstance(end.value, Unfinished)
