"""Databases for tests: each alone, on a server that is started once and stopped at the end."""

import shutil
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

from tests.postgres import OwnServer, Postgres, from_environment, installed_programs
from tests.required import require

pytestmark = pytest.mark.postgres


def plain(address: str) -> str:
    return address.replace("+psycopg", "")


def tables(address: str) -> list[str]:
    engine = create_engine(address)
    with engine.connect() as connection:
        found = connection.scalars(text("select tablename from pg_tables where schemaname = 'public'")).all()
    engine.dispose()
    return list(found)


def make_table(address: str, name: str) -> None:
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text(f"create table {name} (id int)"))
    engine.dispose()


def test_a_test_gets_an_empty_database(postgres_url: str) -> None:
    assert tables(postgres_url) == []


def test_two_databases_share_nothing(postgres: Postgres) -> None:
    with postgres.database() as one, postgres.database() as other:
        make_table(one, "only_here")

        assert tables(other) == []


def test_a_database_can_start_as_a_copy(postgres: Postgres) -> None:
    with postgres.database() as original:
        make_table(original, "copied")
        with postgres.database(like=original) as copy:
            assert tables(copy) == ["copied"]


def test_a_database_is_dropped_even_with_a_connection_left_open(postgres: Postgres) -> None:
    with postgres.database() as address:
        left_open = psycopg.connect(plain(address))

    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(plain(address))
    left_open.close()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_an_address_in_the_environment_wins(scheme: str) -> None:
    named = from_environment({"VIVA_TEST_POSTGRES": f"{scheme}://ana:secret@db/main"})

    assert named == Postgres("postgresql+psycopg://ana:secret@db/main")


def test_without_an_address_in_the_environment_a_server_is_started() -> None:
    assert from_environment({"VIVA_TEST_POSTGRES": ""}) is None


def test_a_stopped_server_leaves_neither_process_nor_folder() -> None:
    programs = require(installed_programs(), "no PostgreSQL programs")
    server = OwnServer.in_new_folder()
    connection = psycopg.connect(plain(server.start_once(programs).address))

    server.stop(programs)

    assert not server.folder.exists()
    with pytest.raises(psycopg.OperationalError):
        connection.execute("select 1")
    connection.close()


def test_a_server_starts_from_a_folder_that_only_its_starter_may_enter(folder_in_memory: Path) -> None:
    programs = require(installed_programs(), "no PostgreSQL programs")
    site = programs.parents[1]
    for part in (programs, *site.glob(f"{programs.parent.name}.libs")):
        shutil.copytree(part, folder_in_memory / part.relative_to(site), symlinks=True)
    closed = folder_in_memory / programs.relative_to(site)
    server = OwnServer.in_new_folder()

    try:
        with server.start_once(closed).database() as address:
            assert tables(address) == []
    finally:
        server.stop(closed)
