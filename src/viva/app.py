"""Where everything is put together: the App, and the Unit in which one person does one piece of work."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.accounts.service import Accounts
from viva.bank.editing import Editing
from viva.bank.incoming import Incoming
from viva.bank.keeping import Keeping
from viva.bank.keywords import Keywords
from viva.bank.mentions import Mentions
from viva.bank.naming import Naming
from viva.bank.outgoing import Outgoing
from viva.bank.search.rebuild import Advance, rebuild
from viva.bank.search.service import Search
from viva.bank.service import Bank
from viva.db import backups, upgrades
from viva.db.database import Database
from viva.db.examination import Examination, examine, exists
from viva.db.upgrades import Upgrade
from viva.exchange.service import Exchange
from viva.intake.jobs import IMPORT
from viva.intake.service import Intake
from viva.jobs.engines import Engine
from viva.jobs.housekeeping import housekeeping
from viva.jobs.ledger import Ledger
from viva.jobs.model import Troubles
from viva.jobs.registry import Job, Registry
from viva.jobs.runner import Pace, Runner, Tell, nobody
from viva.jobs.service import Jobs
from viva.jobs.worker import Worker
from viva.kernel.clock import Clock, SystemClock
from viva.settings import Settings


@dataclass(frozen=True, slots=True)
class Unit:
    """One person, one transaction, and the services that take part in it."""

    person: Person
    bank: Bank
    editing: Editing
    keywords: Keywords
    search: Search
    intake: Intake
    jobs: Jobs
    ledger: Ledger
    exchange: Exchange


class App:
    """The program: made once from the settings, asked for units; close it at the end.

    The bank is made, or brought up to date, when the first unit is asked for.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock | None = None,
        reader_version: int = 1,
        jobs: Sequence[Job[Any, Unit]] = (),
    ) -> None:
        self._database = Database(settings.database_url)
        self._clock = clock or SystemClock()
        self._reader_version = reader_version
        self._owner: Person | None = None
        self._engine = Engine(self._database)
        kept = housekeeping(self._database, self._clock, settings.backup_dir)
        self._registry: Registry[Unit] = Registry([IMPORT, *kept, *jobs])

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

    def has_bank(self) -> bool:
        """Whether there is a bank already; asking makes none."""
        return exists(self._database)

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

    def worker(self, *, concurrency: int = 1, pace: Pace | None = None, tell: Tell = nobody) -> Worker:
        """What runs jobs, so many at a time; there may be several, here and in other processes."""
        return self._engine.worker(Runner(self, self._registry, pace or Pace(), tell), concurrency)

    def examine_jobs(self) -> Troubles:
        """What is wrong with the jobs of all workspaces, for `viva doctor`; the database is of the newest revision."""
        with self._database.reader() as session:
            return self._ledger(session).troubles()

    def reindex(self, advance: Advance) -> int:
        """Make the search index anew; tells how many questions are in it. Others find nothing new until it is done."""
        self.upgrade()
        with self._database.writer() as session:
            done = rebuild(session.connection(), lambda workspace: Naming(Mentions(session, workspace).said()), advance)
            session.commit()
        return done

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
            search=Search(session, person),
            intake=Intake(keeping, accounts, person, reader_version=self._reader_version),
            jobs=Jobs(session, person, accounts, self._clock, partial(self._engine.queue, session)),
            ledger=self._ledger(session),
            exchange=Exchange(Outgoing(session, person, accounts), Incoming(session, person, accounts, self._clock)),
        )

    def _ledger(self, session: Session) -> Ledger:
        queue = partial(self._engine.queue, session)
        return Ledger(session, Accounts(session, self._clock), self._clock, queue, self._registry)

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
