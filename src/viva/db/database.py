"""One database: who may write when, and sessions for reading and writing."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.orm import Session

from viva.db.engine import READER, WRITER, make_engine
from viva.db.opening import PATIENCE
from viva.db.trouble import place_of
from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _


class Database:
    """A SQLite file or a PostgreSQL database, opened when it is first asked for."""

    def __init__(self, address: str) -> None:
        self.url = make_url(address)
        self.engine = make_engine(self.url)
        self._one_writer = threading.Lock()

    @cached_property
    def file(self) -> Path | None:
        """The SQLite file; None on PostgreSQL."""
        return Path(str(self.url.database)) if self.url.get_backend_name() == "sqlite" else None

    @property
    def place(self) -> str:
        """What to call it when speaking to a person."""
        return place_of(self.url)

    @contextmanager
    def writer(self) -> Generator[Session]:
        """A session that may write; what is not committed inside is undone.

        On SQLite one thread writes at a time: waiting here is fair and costs
        nothing, waiting inside SQLite is neither.
        """
        with self.turn_to_write(), Session(self._writing, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def reader(self) -> Generator[Session]:
        """A session that sees one state of the database and cannot write."""
        with Session(self._reading) as session:
            yield session

    @contextmanager
    def turn_to_write(self) -> Generator[None]:
        """Wait for this process's turn to write."""
        if self.file is None:
            yield
            return
        if not self._one_writer.acquire(timeout=PATIENCE):
            raise Unavailable(
                _("Another part of Viva has been writing to {place} for too long.").format(place=self.place)
            )
        try:
            yield
        finally:
            self._one_writer.release()

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()
        if "writing_engine" in self.__dict__:
            self.writing_engine.dispose()

    @cached_property
    def writing_engine(self) -> Engine:
        """What sessions that may write come from.

        On SQLite it has a connection of its own: one that reads in between
        would have to prepare all its statements anew.
        """
        return make_engine(self.url) if self.file else self.engine

    @cached_property
    def _writing(self) -> Engine:
        return self.writing_engine.execution_options(**WRITER)

    @cached_property
    def _reading(self) -> Engine:
        if self.file:
            return self.engine.execution_options(**READER)
        return self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
