"""The PostgreSQL that figures are taken on: the one of VIVA_TEST_POSTGRES, or one that is started for it."""

import os
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import make_url

from tests.postgres import OwnServer, Postgres, from_environment, installed_programs


@contextmanager
def postgres() -> Generator[Postgres]:
    """A server to measure on; one of our own does not wait for the disk."""
    named = from_environment(os.environ)
    if named:
        yield named
        return
    programs = installed_programs()
    if programs is None:
        raise SystemExit("no PostgreSQL: run `make development`, or set VIVA_TEST_POSTGRES")
    server = OwnServer.in_new_folder()
    try:
        yield server.start_once(programs)
    finally:
        server.stop(programs)


def plain(address: str) -> str:
    """An address as the driver takes it."""
    return make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
