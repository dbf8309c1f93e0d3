"""Where everything is put together: the App, and the Unit in which one person does one piece of work."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.accounts.service import Accounts
from viva.bank.lines import Lines
from viva.bank.service import Bank  # its tables are those that other areas' tables refer to
from viva.checks.unit import CodeOfUnit
from viva.db import backups, upgrades
from viva.db.database import Database
from viva.db.direct import SessionReader
from viva.db.examination import Examination, examine, exists
from viva.db.upgrades import Upgrade
from viva.interviews.unit import InterviewsOfUnit
from viva.kernel.clock import Clock, SystemClock
from viva.settings import Settings

if TYPE_CHECKING:  # each service is loaded when it is first asked for: together they are most of Viva
    from viva.bank.activity import Activity
    from viva.bank.attention import Attention
    from viva.bank.editing import Editing
    from viva.bank.keywords import Keywords
    from viva.bank.search.rebuild import Advance
    from viva.bank.search.service import Search
    from viva.exchange.service import Exchange
    from viva.intake.arrivals.admission import Admission
    from viva.intake.arrivals.holding import Holding
    from viva.intake.arrivals.service import Arrivals
    from viva.intake.arrivals.understood import Understood
    from viva.intake.service import Intake
    from viva.interviews.conduct.waiting import WaitingRoom
    from viva.jobs.engines import Engine
    from viva.jobs.ledger import Ledger
    from viva.jobs.model import Troubles
    from viva.jobs.registry import Job, Registry
    from viva.jobs.runner import Pace, Tell
    from viva.jobs.service import Jobs
    from viva.jobs.worker import Worker
    from viva.receipts.service import Receipts
    from viva.sandbox.model import Runner
    from viva.starter.service import Starter

_WAITING = 2
"""Sandboxes that wait for a program, so that it starts at once."""

S = TypeVar("S")


@dataclass(frozen=True)
class Unit(CodeOfUnit, InterviewsOfUnit):
    """One person, one transaction, and the services that take part in it, each made when it is first asked for."""

    person: Person
    _app: "App"
    _session: Session
    _clock: Clock
    _made: dict[type[Any], Any] = field(default_factory=dict)

    @property
    def bank(self) -> Bank:
        """What people ask the bank."""
        return self._one(Bank, lambda: Bank(self._session, self.person, self._accounts))

    @property
    def lines(self) -> Lines:
        """The bank as a list."""
        return self._one(Lines, lambda: Lines(SessionReader(self._session), self.person.workspace_id))

    @property
    def search(self) -> "Search":
        """What people search in it."""
        from viva.bank.search.service import Search

        return self._one(Search, lambda: Search(SessionReader(self._session), self.person))

    @property
    def editing(self) -> "Editing":
        """How people change it."""
        from viva.bank.editing import Editing

        return self._one(Editing, lambda: Editing(self._session, self.person, self._accounts, self._clock))

    @property
    def activity(self) -> "Activity":
        """What was done to it, and taking it back."""
        from viva.bank.activity import Activity

        return self._one(Activity, lambda: Activity(self._session, self.person, self._accounts, self._clock))

    @property
    def attention(self) -> "Attention":
        """What of it waits for a person, and what it covers."""
        from viva.bank.attention import Attention

        return self._one(Attention, lambda: Attention(self._session, self.person))

    @property
    def keywords(self) -> "Keywords":
        """What one should know."""
        from viva.bank.keywords import Keywords

        return self._one(Keywords, lambda: Keywords(self._session, self.person, self._accounts, self._clock))

    @property
    def intake(self) -> "Intake":
        """How notes come in."""
        from viva.bank.keeping import Keeping
        from viva.intake.service import Intake

        keeping = Keeping(self._session, self.person, self._clock)
        version = self._app.reader_version
        return self._one(Intake, lambda: Intake(keeping, self._accounts, self.person, reader_version=version))

    @property
    def arrivals(self) -> "Arrivals":
        """Notes that are looked over before they come in."""
        from viva.intake.arrivals.service import Arrivals

        return self._one(
            Arrivals,
            lambda: Arrivals(
                self._holding, self.person, self._accounts, self._clock, intake=self.intake, activity=self.activity
            ),
        )

    @property
    def admission(self) -> "Admission":
        """How jobs let them in."""
        from viva.intake.arrivals.admission import Admission

        return self._one(
            Admission,
            lambda: Admission(self._holding, self._clock, bank=self.bank, intake=self.intake, editing=self.editing),
        )

    @property
    def _holding(self) -> "Holding":
        from viva.intake.arrivals.holding import Holding

        return self._one(
            Holding, lambda: Holding(self._session, self.person, self._app.understood, self._app.checked_dir)
        )

    @property
    def exchange(self) -> "Exchange":
        """How questions go to files, and come back."""
        from viva.bank.incoming import Incoming
        from viva.bank.outgoing import Outgoing
        from viva.exchange.service import Exchange

        going = Outgoing(self._session, self.person, self._accounts)
        coming = Incoming(self._session, self.person, self._accounts, self._clock)
        return self._one(Exchange, lambda: Exchange(going, coming, self.findings))

    @property
    def starter(self) -> "Starter":
        """The questions that come with Viva."""
        from viva.starter.service import Starter

        return self._one(Starter, lambda: Starter(self.exchange))

    @property
    def sandbox(self) -> "Runner":
        """What runs programs that nobody vouches for."""
        return self._app.runner

    @property
    def jobs(self) -> "Jobs":
        """Work for later."""
        from viva.jobs.service import Jobs

        queue = partial(self._app.engine.queue, self._session)
        return self._one(Jobs, lambda: Jobs(self._session, self.person, self._accounts, self._clock, queue))

    @property
    def receipts(self) -> "Receipts":
        """What was asked for before, so that it is done once."""
        from viva.receipts.service import Receipts

        return self._one(Receipts, lambda: Receipts(self._session, self.person, self._clock))

    @property
    def ledger(self) -> "Ledger":
        """The jobs of all workspaces, for who runs them."""
        return self._app.ledger(self._session)

    @property
    def _checked_dir(self) -> Path:
        return self._app.checked_dir

    @property
    def _accounts(self) -> Accounts:
        return self._one(Accounts, lambda: Accounts(self._session, self._clock))

    def _one(self, service: type[S], make: Callable[[], S]) -> S:
        if service not in self._made:
            self._made[service] = make()
        made: S = self._made[service]
        return made


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
        jobs: "Sequence[Job[Any, Unit]]" = (),
        runner: "Runner | None" = None,
    ) -> None:
        self._settings = settings
        self._runner = runner
        self._database = Database(settings.database_url)
        self._clock = clock or SystemClock()
        self.reader_version = reader_version
        self._owner: Person | None = None
        self._backup_dir = settings.backup_dir
        self.checked_dir = settings.data / "checked"
        """What checks found in wordings, for whoever looks at them again."""
        self.waiting_dir = settings.data / "waiting"
        """Changes of interviews that the bank does not have yet."""
        self._jobs = jobs

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

    def waiting_room(self, interview: int, token: str) -> "WaitingRoom":
        """Where the changes of a seat wait on this machine's disk while the bank is away."""
        from viva.interviews.conduct.waiting import WaitingRoom

        return WaitingRoom(self.waiting_dir, interview, token, self._clock)

    def guest(self) -> Person:
        """Whoever comes over the local network with a personal link of the owner's workspace."""
        return replace(self._local_owner(), guest=True)

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

    def copies(self) -> tuple[Path, ...]:
        """Copies of the bank that Viva has made, where it puts them: what is erased from the bank is still in them."""
        return backups.copies(self._database, self._backup_dir)

    def erase_candidate(self, candidate_id: int, person: Person | None = None) -> None:
        """Erase all that says something of a candidate, and leave nothing of it in its file, nor in what waits.

        When the machine stops in between, doing it again finishes it.
        """
        from viva.db.scrubbing import scrub
        from viva.interviews.conduct.candidates import ERASED_FROM
        from viva.interviews.conduct.waiting import remove_waiting

        with self.unit(person) as unit:
            remove_waiting(self.waiting_dir, unit.candidates.erase(candidate_id))
        scrub(self._database, ERASED_FROM)

    def examine(self) -> Examination:
        """Look over the database for `viva doctor`: what is wrong with it is told, not raised."""
        return examine(self._database)

    @cached_property
    def engine(self) -> "Engine":
        """What delivers jobs and runs them."""
        from viva.jobs.engines import Engine

        return Engine(self._database)

    @cached_property
    def understood(self) -> "Understood":
        """Notes under review that were understood already."""
        from viva.intake.arrivals.understood import Understood

        return Understood()

    def worker(self, *, concurrency: int = 1, pace: "Pace | None" = None, tell: "Tell | None" = None) -> "Worker":
        """What runs jobs, so many at a time; there may be several, here and in other processes."""
        from viva.jobs.runner import Pace, Runner, nobody

        return self.engine.worker(Runner(self, self._registry, pace or Pace(), tell or nobody), concurrency)

    def ledger(self, session: Session) -> "Ledger":
        """The jobs of all workspaces in one transaction."""
        from viva.jobs.ledger import Ledger

        queue = partial(self.engine.queue, session)
        return Ledger(session, Accounts(session, self._clock), self._clock, queue, self._registry)

    def examine_jobs(self) -> "Troubles":
        """What is wrong with the jobs of all workspaces, for `viva doctor`; the database is of the newest revision."""
        with self._database.reader() as session:
            return self.ledger(session).troubles()

    def reindex(self, advance: "Advance") -> int:
        """Make the search index anew; tells how many questions are in it. Others find nothing new until it is done."""
        from viva.bank.mentions import Mentions
        from viva.bank.naming import Naming
        from viva.bank.search.rebuild import rebuild

        self.upgrade()
        with self._database.writer() as session:
            done = rebuild(session.connection(), lambda workspace: Naming(Mentions(session, workspace).said()), advance)
            session.commit()
        return done

    @cached_property
    def runner(self) -> "Runner":
        """What runs programs that nobody vouches for; NoIsolation where they would not be kept in."""
        from viva.sandbox.opening import open_runner

        return self._runner or open_runner(self._settings.kits, pool=_WAITING, reduced=self._settings.reduced_sandbox)

    def close(self) -> None:
        """Give back files and connections, and stop what runs."""
        if "runner" in self.__dict__:
            self.runner.close()
        self._database.close()

    def _compose(self, session: Session, person: Person) -> Unit:
        return Unit(person, self, session, self._clock)

    @cached_property
    def _registry(self) -> "Registry[Unit]":
        from viva.checks.findings.jobs import CHECK
        from viva.intake.arrivals import jobs as arrivals
        from viva.intake.arrivals.running import RUN
        from viva.intake.jobs import COMPARE, IMPORT
        from viva.interviews.jobs import forgetting
        from viva.jobs.housekeeping import housekeeping
        from viva.jobs.registry import Registry
        from viva.receipts.jobs import PRUNE
        from viva.snippets.jobs import RECHECK, TRY
        from viva.starter.jobs import ADD

        ours: list[Job[Any, Unit]] = [IMPORT, COMPARE, PRUNE, RECHECK, TRY, ADD, CHECK]
        ours += [arrivals.READ, arrivals.IMPORT, arrivals.FORGET, RUN]
        ours.append(forgetting(self._database, self.waiting_dir))
        ours += housekeeping(self._database, self._clock, self._backup_dir)
        return Registry([*ours, *self._jobs])

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
