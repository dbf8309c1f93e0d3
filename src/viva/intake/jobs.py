"""Importing notes in the background."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from viva.intake.comparing import compare
from viva.intake.model import tally
from viva.intake.progress import Advance, Progress
from viva.intake.service import Intake
from viva.jobs.model import Doing
from viva.jobs.registry import Job, Nothing
from viva.jobs.run import JobRun, Working
from viva.jobs.service import Jobs
from viva.kernel.i18n import speaking, spoken


class Importing(Working, Protocol):
    """A unit of work, of which an import needs no more than this."""

    @property
    def intake(self) -> Intake: ...


@dataclass(frozen=True, slots=True)
class NotesToImport:
    """Files and folders as a person named them in a folder, and what to take of them."""

    paths: tuple[str, ...]
    folder: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    language: str = ""
    """Of the person: why a note cannot be read is told in it. None was kept by older versions."""


def _import(run: JobRun[Importing], wanted: NotesToImport) -> None:
    """Import note by note; what the bank holds tells a run that follows where to go on."""
    from viva.intake.reading import Reading  # late: most commands only add jobs

    with speaking(wanted.language or spoken()):
        reading = Reading.of(
            [Path(path) for path in wanted.paths],
            folder=Path(wanted.folder),
            include=wanted.include,
            exclude=wanted.exclude,
            progress=_told_to(run.progress),
        )

        def comparing(done: int, total: int, _questions: str) -> None:
            run.progress(done, total, told={"doing": Doing.COMPARING})

        stored = reading.store(run, comparing=_told_to(comparing))
    told = {**tally([one.imported for one in stored]), "unread": reading.unread}
    run.progress(len(reading.found), len(reading.found), told=told)


IMPORT: Job[NotesToImport, Importing] = Job(name="import", payload=NotesToImport, work=_import)


def _compare(run: JobRun[Importing], _nothing: Nothing) -> None:
    """Compare in units of its own: what is compared already is not compared again."""
    compare(run, _told_to(lambda done, total, _name: run.progress(done, total)))
    run.progress(1, 1)


COMPARE: Job[Nothing, Importing] = Job(name="compare", payload=Nothing, work=_compare)


def compare_later(jobs: Jobs) -> int:
    """Have questions that are new or reworded compared with all others by a worker; one such job may wait."""
    return jobs.add(COMPARE, Nothing(), key="compare")


def import_later(
    jobs: Jobs, paths: Sequence[Path], *, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()
) -> int:
    """Have notes imported by a worker; the number of the job, which is that of a waiting one for the very same."""
    wanted = NotesToImport(tuple(map(str, paths)), str(Path.cwd()), include, exclude)
    key = sha256(repr(wanted).encode()).hexdigest()
    return jobs.add(IMPORT, replace(wanted, language=spoken()), key=key)


def _told_to(tell: Callable[[int, int, str], None]) -> Progress:
    @contextmanager
    def watch(_title: str, total: int) -> Generator[Advance]:
        begun = 0

        def advance(name: str) -> None:
            nonlocal begun
            tell(begun, total, name)
            begun += 1

        yield advance

    return watch
