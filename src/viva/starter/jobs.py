"""Adding the starter bank in the background."""

from dataclasses import dataclass
from typing import Protocol

from viva.bank.incoming import Received
from viva.intake.jobs import compare_later
from viva.jobs.registry import Job
from viva.jobs.run import JobRun, Working
from viva.jobs.service import Jobs
from viva.kernel.i18n import speaking, spoken
from viva.starter.service import Starter


class Adding(Working, Protocol):
    """A unit of work, of which adding needs no more than this."""

    @property
    def starter(self) -> Starter: ...

    @property
    def jobs(self) -> Jobs: ...


@dataclass(frozen=True, slots=True)
class StarterToAdd:
    """In which languages it is wanted, all if none is named, and the language in which is told what goes wrong."""

    languages: tuple[str, ...] = ()
    told_in: str = "en"


def _add(run: JobRun[Adding], wanted: StarterToAdd) -> None:
    """Add it in one transaction: run again after a crash it finds what is there."""
    with speaking(wanted.told_in):
        with run.reader() as unit:
            total = unit.starter.holding(wanted.languages).shipped
        run.progress(0, total)
        with run.last() as unit:
            done = unit.starter.add(wanted.languages)
            if done.change_id is not None:
                compare_later(unit.jobs)
            run.progress(total, total, told=counts(done))


ADD: Job[StarterToAdd, Adding] = Job(name="starter", payload=StarterToAdd, work=_add)


def add_later(jobs: Jobs, languages: tuple[str, ...] = ()) -> int:
    """Have it added by a worker; one such job may wait."""
    return jobs.add(ADD, StarterToAdd(languages, spoken()), key=f"starter {' '.join(languages)}")


def counts(done: Received) -> dict[str, int]:
    """What adding it did."""
    return {"added": done.added, "revised": done.revised, "offered": done.offered, "retired": done.retired}
