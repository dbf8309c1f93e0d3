"""Importing notes in the background."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from viva.intake.comparing import compare
from viva.intake.model import Imported, Outcome
from viva.intake.progress import Advance, Progress
from viva.intake.service import Intake
from viva.jobs.registry import Job, Nothing
from viva.jobs.run import JobRun, Working
from viva.jobs.service import Jobs
from viva.kernel.i18n import _, ngettext


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


def _import(run: JobRun[Importing], wanted: NotesToImport) -> None:
    """Import note by note; what the bank holds tells a run that follows where to go on."""
    from viva.intake.reading import Reading  # late: most commands only add jobs

    reading = Reading.of(
        [Path(path) for path in wanted.paths],
        folder=Path(wanted.folder),
        include=wanted.include,
        exclude=wanted.exclude,
        progress=_told_to(run.progress),
    )
    stored = reading.store(run)
    summary = _summary([one.imported for one in stored])
    run.progress(len(reading.found), len(reading.found), "\n".join([summary, *reading.unread]))


IMPORT: Job[NotesToImport, Importing] = Job(name="import", payload=NotesToImport, work=_import)


def _compare(run: JobRun[Importing], _nothing: Nothing) -> None:
    """Compare in units of its own: what is compared already is not compared again.

    It notes nothing: whoever looks at the job is told what it does in their own language.
    """
    compare(run, _told_to(lambda done, total, _note: run.progress(done, total)))
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
    return jobs.add(IMPORT, wanted, key=sha256(repr(wanted).encode()).hexdigest())


def _told_to(tell: Callable[[int, int, str | None], None]) -> Progress:
    @contextmanager
    def watch(_title: str, total: int) -> Generator[Advance]:
        begun = 0

        def advance(name: str) -> None:
            nonlocal begun
            tell(begun, total, name)
            begun += 1

        yield advance

    return watch


def _summary(imported: list[Imported]) -> str:
    read = sum(one.outcome is not Outcome.GONE for one in imported)
    added = sum(one.added for one in imported)
    notes = ngettext("{count} note read", "{count} notes read", read).format(count=read)
    new = ngettext("{count} new question", "{count} new questions", added).format(count=added)
    return _("{notes}: {changes}.").format(notes=notes, changes=new)
