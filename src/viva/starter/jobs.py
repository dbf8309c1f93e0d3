"""Adding the starter bank in the background."""

from contextvars import copy_context
from dataclasses import dataclass
from typing import Protocol

from viva.bank.incoming import Received
from viva.intake.jobs import compare_later
from viva.jobs.registry import Job
from viva.jobs.run import JobRun, Working
from viva.jobs.service import Jobs
from viva.kernel.i18n import _, ngettext, speak, spoken
from viva.starter.service import Starter


class Adding(Working, Protocol):
    """A unit of work, of which adding needs no more than this."""

    @property
    def starter(self) -> Starter: ...

    @property
    def jobs(self) -> Jobs: ...


@dataclass(frozen=True, slots=True)
class StarterToAdd:
    """In which languages it is wanted, all if none is named, and the language in which it is told."""

    languages: tuple[str, ...] = ()
    told_in: str = "en"


def _add(run: JobRun[Adding], wanted: StarterToAdd) -> None:
    """Add it in one transaction: run again after a crash it finds what is there."""

    def add() -> None:
        speak(wanted.told_in)
        with run.reader() as unit:
            total = unit.starter.holding(wanted.languages).shipped
        run.progress(0, total, _("the starter bank"))
        with run.last() as unit:
            done = unit.starter.add(wanted.languages)
            if done.change_id is not None:
                compare_later(unit.jobs)
            run.progress(total, total, told(done))

    copy_context().run(add)  # another job may run in this thread afterwards


ADD: Job[StarterToAdd, Adding] = Job(name="starter", payload=StarterToAdd, work=_add)


def add_later(jobs: Jobs, languages: tuple[str, ...] = ()) -> int:
    """Have it added by a worker; one such job may wait."""
    return jobs.add(ADD, StarterToAdd(languages, spoken()), key=f"starter {' '.join(languages)}")


def told(done: Received) -> str:
    """What adding it did, in a sentence."""
    counted = (
        (done.added, ngettext("{count} question added", "{count} questions added", done.added)),
        (done.revised, ngettext("{count} question reworded", "{count} questions reworded", done.revised)),
        (done.offered, ngettext("{count} wording offered", "{count} wordings offered", done.offered)),
        (done.retired, ngettext("{count} question retired", "{count} questions retired", done.retired)),
    )
    said = [words.format(count=count) for count, words in counted if count]
    return ", ".join(said) if said else _("The starter bank is up to date.")
