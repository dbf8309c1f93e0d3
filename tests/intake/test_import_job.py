"""Importing notes in the background: what the import does at once, interrupted and gone on with."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from viva.accounts.model import Person
from viva.app import App, Unit
from viva.intake.jobs import IMPORT, import_later
from viva.intake.reading import Reading
from viva.jobs.model import Cancelled, HandedBack, JobState
from viva.jobs.run import JobRun
from viva.jobs.runner import Pace, Runner, nobody
from viva.telling.outcomes import said

NAMES = ("one", "two", "three")


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of notes, above which the person stands."""
    folder = tmp_path / "notes"
    folder.mkdir()
    for name in NAMES:
        (folder / f"{name}.md").write_text(f"# What is {name}?\n\nA number.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return Path("notes")


def later(app: App, *paths: Path) -> int:
    with app.unit() as unit:
        return import_later(unit.jobs, paths)


def sources(app: App) -> list[str]:
    with app.reader() as unit:
        return sorted(source.name for source in unit.bank.sources())


def test_notes_get_the_names_that_an_import_at_once_gives(
    app: App, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(app, notes)
    monkeypatch.chdir(tmp_path.parent)
    app.worker().run(once=True)
    assert sources(app) == ["notes/one.md", "notes/three.md", "notes/two.md"]

    monkeypatch.chdir(tmp_path)
    again = Reading.of([notes]).store(app)
    assert {one.imported.outcome.value for one in again} == {"unchanged"}


def test_the_same_import_waits_only_once(app: App, notes: Path) -> None:
    first = later(app, notes)

    assert later(app, notes) == first
    assert later(app, notes / "one.md") != first


def test_files_that_cannot_be_read_are_told_with_the_job(app: App, notes: Path) -> None:
    (notes / "four.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    added = later(app, notes)
    app.worker().run(once=True)

    with app.reader() as unit:
        summary, unread = said(unit.jobs.job(added)).splitlines()
    assert summary == "3 notes read: 3 new questions."
    assert unread.startswith("notes/four.md ")


def test_notes_that_are_gone_make_the_job_dead_at_once(app: App, notes: Path) -> None:
    added = later(app, notes / "one.md")
    (notes / "one.md").unlink()
    app.worker().run(once=True)

    with app.reader() as unit:
        assert unit.jobs.job(added).state is JobState.DEAD


class Interrupting:
    """Units of the program; after the first one that is kept, the job is interrupted."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.interrupt: Callable[[], None] = lambda: None

    @contextmanager
    def unit(self, person: Person | None = None) -> Generator[Unit]:
        with self._app.unit(person) as unit:
            before = len(list(unit.intake.known_drafts()))
            yield unit
            kept = len(list(unit.intake.known_drafts())) - before
        if kept:
            self.interrupt()

    def reader(self, person: Person | None = None) -> AbstractContextManager[Unit]:
        return self._app.reader(person)


@pytest.mark.parametrize("why", [Cancelled, HandedBack])
def test_an_interrupted_import_keeps_its_notes_and_goes_on_from_there(
    app: App, notes: Path, why: type[Cancelled | HandedBack]
) -> None:
    added = later(app, notes)
    runner = Runner(app, app._registry, Pace(), nobody)
    with app.unit() as unit:
        row = unit.jobs._store.held(added)
        delivery = row and row.delivery
    taken = runner.take_delivered(added, delivery) if delivery else runner.take()
    assert taken
    units = Interrupting(app)
    run = JobRun(units, taken, timedelta(minutes=1))
    units.interrupt = lambda: run.interrupt(why)

    with pytest.raises(why):
        IMPORT.work(run, IMPORT.read(taken.payload))
    assert sources(app) == ["notes/one.md"]

    run = JobRun(app, taken, timedelta(minutes=1))
    IMPORT.work(run, IMPORT.read(taken.payload))
    run.finish()
    with app.reader() as unit:
        assert said(unit.jobs.job(added)) == "3 notes read: 2 new questions."
    assert len(sources(app)) == len(NAMES)
