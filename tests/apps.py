"""The program on an empty bank, once on SQLite and once on PostgreSQL; and the cast that works with it."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.postgres import Postgres
from viva.app import App
from viva.db.database import Database
from viva.kernel.clock import FrozenClock
from viva.settings import BANK_FILE, Settings

START = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def settings_of(folder: Path, address: str | None = None) -> Settings:
    """Settings with everything in one folder, or with another database."""
    return Settings.read({"VIVA_DATA": str(folder), "VIVA_DATABASE_URL": address or ""})


def open_bank(folder: Path, address: str | None = None) -> None:
    """Make an empty bank with its local owner."""
    app = App(settings_of(folder, address))
    with app.reader():
        pass
    app.close()


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(START)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with an empty bank, to be copied: upgrading once is enough."""
    folder = tmp_path_factory.mktemp("bank")
    open_bank(folder)
    return folder / BANK_FILE


@pytest.fixture(scope="session")
def empty_postgres(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL database with an empty bank, to be copied."""
    with postgres.database() as address:
        open_bank(tmp_path_factory.mktemp("data"), address)
        yield address


@pytest.fixture
def sqlite_settings(empty_file: Path, folder_in_memory: Path) -> Settings:
    shutil.copy(empty_file, folder_in_memory / BANK_FILE)
    return settings_of(folder_in_memory)


@pytest.fixture
def postgres_settings(postgres: Postgres, empty_postgres: str, folder_in_memory: Path) -> Iterator[Settings]:
    with postgres.database(like=empty_postgres) as address:
        yield settings_of(folder_in_memory, address)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def settings(request: pytest.FixtureRequest) -> Settings:
    """The settings of an empty bank: the test runs once on SQLite and once on PostgreSQL."""
    chosen: Settings = request.getfixturevalue(f"{request.param}_settings")
    return chosen


@pytest.fixture
def app(settings: Settings, clock: FrozenClock) -> Iterator[App]:
    """The program on an empty bank."""
    program = App(settings, clock=clock)
    yield program
    program.close()


@pytest.fixture
def sqlite_app(sqlite_settings: Settings, clock: FrozenClock) -> Iterator[App]:
    """The program on an empty bank in a SQLite file."""
    program = App(sqlite_settings, clock=clock)
    yield program
    program.close()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database without any table."""
    empty = Database(database_url)
    yield empty
    empty.close()
