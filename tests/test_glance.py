"""A glance at a bank shows what the whole program would, or none at all."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.apps import settings_of
from tests.bank.search.test_results import QUERIES, fill
from tests.made_notes import a_note, prompts, put
from tests.permissions import closed_to_writing
from viva.app import App
from viva.bank.model import Filter
from viva.glance import Unusual, glance
from viva.kernel.errors import InvalidInput, Unavailable
from viva.settings import Settings

MORE = ("glibbrish", "lokc", "gil topic:nowhere", "lang:ru -is:answered", "source:python.md status:draft thread")


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Settings, App]]:
    settings = settings_of(tmp_path_factory.mktemp("bank"))
    app = App(settings)
    fill(app)
    yield settings, app
    app.close()


@pytest.mark.parametrize("query", [*QUERIES, *MORE])
def test_a_query_finds_what_it_finds_with_the_whole_program(bank: tuple[Settings, App], query: str) -> None:
    settings, app = bank
    with app.reader() as unit, glance(settings) as seen:
        for wanted in (Filter(), Filter(language="en", answered=True)):
            assert seen.search.find(query, wanted, facets=True) == unit.search.find(query, wanted, facets=True)


@pytest.mark.parametrize(
    "wanted", [Filter(), Filter(language="ru", answered=True), Filter(topic="gil"), Filter(source="%")]
)
def test_a_list_is_the_one_of_the_whole_program(bank: tuple[Settings, App], wanted: Filter) -> None:
    settings, app = bank
    with app.reader() as unit, glance(settings) as seen:
        page = seen.lines.page(wanted, limit=100)
        assert page == unit.bank.questions(wanted)
        assert {line.id for line in page.questions} == set(unit.bank.chosen(wanted))
        assert page.total == len(page.questions)


def test_a_mistake_is_told_as_it_is_with_the_whole_program(bank: tuple[Settings, App]) -> None:
    settings, _app = bank
    with pytest.raises(InvalidInput, match="knows no"), glance(settings) as seen:
        seen.search.find("level:L9")


def test_whether_a_bank_is_empty(sqlite_settings: Settings, sqlite_app: App) -> None:
    for empty in (True, False):
        with glance(sqlite_settings) as seen:
            assert seen.lines.is_empty() is empty
        put(sqlite_app, a_note(*prompts("A question?")))


def test_what_others_write_meanwhile_is_not_seen(sqlite_settings: Settings, sqlite_app: App) -> None:
    with glance(sqlite_settings) as seen:
        put(sqlite_app, a_note(*prompts("A question?")))
        assert seen.search.find("question").total == 0
    with glance(sqlite_settings) as seen:
        assert seen.search.find("question").total == 1


def test_a_bank_that_may_not_be_written_is_read(sqlite_settings: Settings, sqlite_app: App) -> None:
    put(sqlite_app, a_note(*prompts("A question?")))
    sqlite_app.close()
    with closed_to_writing(sqlite_settings.data), glance(sqlite_settings) as seen:
        assert seen.search.find("question").total == 1


def become_empty(file: Path) -> None:
    file.write_bytes(b"")


def changed(statement: str) -> Callable[[Path], object]:
    """A bank after a statement that no Viva of today would run."""

    def change(file: Path) -> None:
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute(statement)

    return change


@pytest.mark.parametrize(
    "make",
    [
        Path.unlink,
        become_empty,
        changed("DROP TABLE alembic_version"),
        changed("UPDATE alembic_version SET version_num = '20260101_first'"),
        changed("DELETE FROM members"),
    ],
    ids=["none", "empty", "of another program", "older", "nobody's"],
)
def test_a_bank_that_needs_more_than_a_look_is_left_as_it_is(
    sqlite_settings: Settings, make: Callable[[Path], object]
) -> None:
    file = Path(str(sqlite_settings.bank_file))
    make(file)
    before = file.read_bytes() if file.exists() else None

    with pytest.raises(Unusual), glance(sqlite_settings):
        pass
    assert (file.read_bytes() if file.exists() else None) == before


@pytest.mark.parametrize("address", ["postgresql://localhost/viva", "sqlite:////nowhere/viva.db?timeout=1"])
def test_what_is_more_than_a_file_is_not_looked_at(tmp_path: Path, address: str) -> None:
    with pytest.raises(Unusual), glance(settings_of(tmp_path, address)):
        pass


def test_a_damaged_bank_is_told_as_one(sqlite_settings: Settings) -> None:
    Path(str(sqlite_settings.bank_file)).write_bytes(b"no bank at all" * 1000)

    with pytest.raises(Unavailable, match="is not a Viva bank"), glance(sqlite_settings):
        pass
