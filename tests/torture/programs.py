"""Starting importers, and looking at what they leave behind."""

import subprocess
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager

from sqlalchemy import text

from tests.required import CHECKOUT
from tests.torture.importer import QUESTIONS
from viva.app import App
from viva.bank.model import Filter
from viva.db.database import Database
from viva.settings import Settings

Program = subprocess.Popen[str]


@contextmanager
def importer(settings: Settings, *, first: int = 1, last: int = 6, rounds: int = 3) -> Generator[Program]:
    """An importer that has started to import; it is ended when the block ends."""
    arguments = [str(settings.data), settings.database_url, *map(str, (first, last, rounds))]
    with program("tests.torture.importer", *arguments) as started:
        yield started


@contextmanager
def program(module: str, *arguments: str) -> Generator[Program]:
    """A program that has started; it is ended when the block ends."""
    started = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with started:
        try:
            yield started
        finally:
            started.kill()


def said(lines: Iterable[str]) -> list[tuple[int, int]]:
    """Numbers and versions of the notes that are in the bank, as an importer told; the last line may be torn off."""
    whole = [line.split() for line in lines if line.endswith("\n") and line != "ready\n"]
    return [(int(number), int(version)) for number, version in whole]


def finished(program: Program) -> None:
    """It ended well, and had nothing to complain about."""
    _, errors = program.communicate()
    assert (program.returncode, errors) == (0, "")


def versions(app: App) -> dict[int, int]:
    """The version in which the bank has each note; each is there whole, in one version."""
    found: dict[int, int] = {}
    with app.reader() as unit:
        for source in unit.bank.sources():
            lines = unit.bank.questions(Filter(source=source.name)).questions
            questions = [unit.bank.question(line.id) for line in lines]
            links = {question.parts.links[0].rpartition("/")[2] for question in questions}
            assert (len(questions), len(links)) == (QUESTIONS, 1), f"{source.name} is there in part"
            found[int(source.name[len("note-") : -len(".md")])] = int(links.pop())
    return found


def sound(app: App, settings: Settings) -> None:
    """Database and search index are whole."""
    assert app.examine().problems == ()
    database = Database(settings.database_url)
    with database.writer() as session:
        if database.file:
            session.execute(text("INSERT INTO question_search (question_search) VALUES ('integrity-check')"))
        indexed = session.scalar(text("SELECT count(*) FROM question_search"))
        assert indexed == session.scalar(text("SELECT count(*) FROM questions"))
    database.close()
