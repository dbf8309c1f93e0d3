"""Where everything is put together: the App, and the Unit in which one person does one piece of work."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.accounts.service import Accounts
from viva.bank.editing import Editing
from viva.bank.keeping import Keeping
from viva.bank.keywords import Keywords
from viva.bank.service import Bank
from viva.db import backups, upgrades
from viva.db.database import Database
from viva.db.examination import Examination, examine
from viva.db.upgrades import Upgrade
from viva.intake.service import Intake
from viva.kernel.clock import Clock, SystemClock
from viva.settings import Settings


@dataclass(frozen=True, slots=True)
class Unit:
    """One person, one transaction, and the services that take part in it."""

    person: Person
    bank: Bank
    editing: Editing
    keywords: Keywords
    intake: Intake


class App:
    """The program: made once from the settings, asked for units; close it at the end.

    The bank is made, or brought up to date, when the first unit is asked for.
    """

    def __init__(self, settings: Settings, *, clock: Clock | None = None, reader_version: int = 1) -> None:
        self._database = Database(settings.database_url)
        self._clock = clock or SystemClock()
        self._reader_version = reader_version
        self._owner: Person | None = None

    @contextmanager
    def unit(self, person: Person | None = None) -> Generator[Unit]:
        """A piece of work that may write: committed when the block ends well, undone when it raises.

        Without a person it is the owner of the local workspace.
        """
        acting = person or self._local_owner()
        with self._database.writer() as session:
            yield self._compose(session, acting)
            session.commit()

    @contextmanager
    def rehearsal(self, person: Person | None = None) -> Generator[Unit]:
        """A piece of work that is undone at its end, however it ends: for finding out what it would do."""
        acting = person or self._local_owner()
        with self._database.writer() as session:
            yield self._compose(session, acting)

    @contextmanager
    def reader(self, person: Person | None = None) -> Generator[Unit]:
        """A piece of work that only reads: it sees one state of the bank, and never waits for a writer."""
        acting = person or self._local_owner()
        with self._database.reader() as session:
            yield self._compose(session, acting)

    def upgrade(self) -> Upgrade:
        """Bring the database to the newest revision (the first unit does it too); tells from where to where."""
        return upgrades.upgrade(self._database, self._clock)

    def backup(self, to: Path) -> Path:
        """Copy the bank to a new file while others work on; Conflict when the file exists."""
        return backups.back_up(self._database, to)

    def restore(self, backup: Path) -> Path | None:
        """Put a backup in place of the bank, for everyone at once; gives the file that keeps what was there before."""
        self._owner = None
        return backups.restore(self._database, backup, self._clock)

    def examine(self) -> Examination:
        """Look over the database for `viva doctor`: what is wrong with it is told, not raised."""
        return examine(self._database)

    def close(self) -> None:
        """Give back files and connections."""
        self._database.close()

    def _compose(self, session: Session, person: Person) -> Unit:
        accounts = Accounts(session, self._clock)
        keeping = Keeping(session, person, self._clock)
        return Unit(
            person=person,
            bank=Bank(session, person, accounts),
            editing=Editing(session, person, accounts, self._clock),
            keywords=Keywords(session, person, accounts, self._clock),
            intake=Intake(keeping, accounts, person, reader_version=self._reader_version),
        )

    def _local_owner(self) -> Person:
        if self._owner is None:
            self.upgrade()
            with self._database.reader() as session:
                self._owner = Accounts(session, self._clock).local_owner()
        if self._owner is None:
            with self._database.writer() as session:
                self._owner = Accounts(session, self._clock).set_up()
                session.commit()
        return self._owner
