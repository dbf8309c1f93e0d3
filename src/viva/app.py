"""Where everything is put together: the App, and the Unit in which one person does one piece of work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from viva.accounts.model import Person
from viva.bank.service import Bank
from viva.intake.service import Intake
from viva.kernel.clock import Clock, SystemClock
from viva.settings import Settings


@dataclass(frozen=True, slots=True)
class Unit:
    """One person, one transaction, and the services that take part in it."""

    person: Person
    bank: Bank
    intake: Intake


class App:
    """The program: made once from the settings, asked for units; close it at the end.

    The bank is made, or brought up to date, when the first unit is asked for.
    """

    def __init__(self, settings: Settings, *, clock: Clock | None = None, reader_version: int = 1) -> None:
        self._settings = settings
        self._clock = clock or SystemClock()
        self._reader_version = reader_version

    @contextmanager
    def unit(self, person: Person | None = None) -> Iterator[Unit]:
        """A piece of work that may write: committed when the block ends well, undone when it raises.

        Without a person it is the owner of the local workspace.
        """
        raise NotImplementedError

    @contextmanager
    def reader(self, person: Person | None = None) -> Iterator[Unit]:
        """A piece of work that only reads: it sees one state of the bank, and never waits for a writer."""
        raise NotImplementedError

    def upgrade(self) -> "Upgrade":
        """Bring the database to the newest revision (every unit does it too); tells from where to where."""
        raise NotImplementedError

    def backup(self, to: Path) -> Path:
        """Copy the bank to a file while others work on; Conflict when the file exists."""
        raise NotImplementedError

    def restore(self, backup: Path) -> Path | None:
        """Put a backup in place of the bank, for everyone at once; what was there is kept in the file that is returned."""
        raise NotImplementedError

    def examine(self) -> "Examination":
        """Look over the database for `viva doctor`: never raises for a bad one, it tells."""
        raise NotImplementedError

    def close(self) -> None:
        """Give back files and connections."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade did: equal revisions mean nothing was to do; None means there was no bank."""

    before: str | None
    after: str
    backup: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """The state of the database."""

    place: str
    """The file, or the address without its password."""
    server: str
    """Which database, with its version."""
    exists: bool
    revision: str | None
    newest: str
    size: int | None
    """In bytes, where it is a file."""
    problems: tuple[str, ...]
