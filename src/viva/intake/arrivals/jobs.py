"""What is done with arrivals in the background: reading them, letting them in, forgetting old ones."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Protocol

from viva.checks.findings.checking import Checking
from viva.checks.findings.jobs import check_later
from viva.intake.arrivals.admission import Admission
from viva.intake.arrivals.model import Arriving
from viva.intake.arrivals.relatives import relatives_of
from viva.intake.arrivals.service import Arrivals
from viva.intake.jobs import compare_later
from viva.jobs.model import Daily, Doing
from viva.jobs.registry import Job, Nothing, in_one_unit
from viva.jobs.run import JobRun, Working
from viva.jobs.service import Jobs
from viva.kernel.i18n import speaking, spoken
from viva.snippets.jobs import recheck_later

KEPT_FOR = timedelta(days=14)
"""After so long without a word of anybody an arrival is forgotten: what waited, and where what came in was from."""


class Receiving(Working, Protocol):
    """A unit of work, of which arrivals need no more than this."""

    @property
    def arrivals(self) -> Arrivals: ...

    @property
    def admission(self) -> Admission: ...

    @property
    def checking(self) -> Checking: ...

    @property
    def jobs(self) -> Jobs: ...


@dataclass(frozen=True, slots=True)
class OneArrival:
    """An arrival, and the language of the person who brought it: what goes wrong is told in it."""

    arrival: int
    language: str = "en"


def _read(run: JobRun[Receiving], wanted: OneArrival) -> None:
    """Understand note by note; what is written down tells a run that follows where to go on."""
    with speaking(wanted.language):
        with run.reader() as unit:
            unread = unit.admission.unread(wanted.arrival)
        for done, (position, name) in enumerate(unread):
            run.progress(done, len(unread), name)
            with run.reader() as unit:
                problem = unit.admission.look_at(wanted.arrival, position)
                if problem is None:
                    unit.admission.check(wanted.arrival, position)
            with run.unit() as unit:
                unit.admission.keep_reading(wanted.arrival, position, problem)
        with run.reader() as unit:
            notes, bank = unit.admission.to_compare(wanted.arrival)
        if notes and bank:
            run.progress(len(unread), len(unread), told={"doing": Doing.COMPARING_WITH_BANK})
            found = relatives_of(notes, bank)  # outside of any unit: nobody waits for it
            with run.unit() as unit:
                unit.admission.keep_relatives(wanted.arrival, found)
        run.progress(len(unread), len(unread), told={"notes": len(unread)})
        with run.last() as unit:
            unit.admission.show_for_review(wanted.arrival)


def _import(run: JobRun[Receiving], wanted: OneArrival) -> None:
    """Let note by note in, each in a transaction of its own."""
    with speaking(wanted.language):
        with run.reader() as unit:
            waiting = unit.admission.to_import(wanted.arrival, run.id)
        for done, (position, name) in enumerate(waiting):
            run.progress(done, len(waiting), name)
            with run.reader() as unit:  # what takes long is done before anybody has to wait for it
                unit.admission.look_at(wanted.arrival, position)
            with run.unit() as unit:
                unit.admission.import_file(wanted.arrival, position, run.id)
        run.progress(len(waiting), len(waiting), told={"notes": len(waiting)})
        with run.last() as unit:
            if unit.admission.finish(wanted.arrival, run.id):
                compare_later(unit.jobs)
                _look_again(unit, wanted.arrival)


def _look_again(unit: Receiving, arrival_id: int) -> None:
    """Check what came in, where the bank is checked; what was run in the review has its verdicts without much ado."""
    if unit.checking.is_in_use():
        check_later(unit.jobs)
    for kit, questions in unit.admission.was_run(arrival_id).items():
        recheck_later(unit.jobs, kit, questions)


def _forget(unit: Receiving, _nothing: Nothing) -> None:
    unit.admission.forget(KEPT_FOR)


READ: Job[OneArrival, Receiving] = Job(name="read-arrival", payload=OneArrival, work=_read)
IMPORT: Job[OneArrival, Receiving] = Job(name="import-arrival", payload=OneArrival, work=_import)
FORGET: Job[Nothing, Receiving] = Job(
    name="forget-arrivals", payload=Nothing, work=in_one_unit(_forget), daily=Daily(time(3, 50))
)


def receive(unit: Receiving, files: list[Arriving], *, skipped: dict[str, int]) -> int:
    """Keep files that a person brings, and have them read; gives the number of the arrival."""
    arrival_id = unit.arrivals.receive(files, skipped=skipped)
    unit.arrivals.give_to(arrival_id, unit.jobs.add(READ, OneArrival(arrival_id, spoken())))
    return arrival_id


def begin(unit: Receiving, arrival_id: int) -> None:
    """Have the notes imported."""
    unit.arrivals.begin(arrival_id)
    unit.arrivals.give_to(arrival_id, unit.jobs.add(IMPORT, OneArrival(arrival_id, spoken())))
