"""Running the code of notes under review in the background, before any of it is in the bank."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from viva.checks.code.verdicts import findings_of_all
from viva.intake.arrivals.admission import Admission
from viva.jobs.registry import Job
from viva.jobs.run import JobRun
from viva.jobs.service import Jobs
from viva.sandbox.model import Runner
from viva.snippets.checking import Checker
from viva.snippets.jobs import Remembering, WithTrials
from viva.snippets.model import Case, Checked


class Running(WithTrials, Protocol):
    """A unit of work, of which running the code of arrivals needs no more than this."""

    @property
    def admission(self) -> Admission: ...

    @property
    def sandbox(self) -> Runner: ...


@dataclass(frozen=True, slots=True)
class CodeToRun:
    """An arrival, and what its code finds installed."""

    arrival: int
    kit: str


class _Unrun(NamedTuple):
    position: int
    name: str
    cases: Sequence[Case]


def _run(run: JobRun[Running], wanted: CodeToRun) -> None:
    """Run note by note; a run that follows finds in the bank what was run before, and runs only the rest."""
    with run.reader() as unit:
        sandbox = unit.sandbox
        notes = [
            _Unrun(position, name, given.cases())
            for position, name in unit.admission.unrun(wanted.arrival)
            if (given := unit.admission.given(wanted.arrival, position)) is not None
        ]
    total, done = sum(len(note.cases) for note in notes), 0
    memory = Remembering(run)
    checker = Checker(sandbox, wanted.kit, memory)
    for note in notes:
        judged: list[tuple[Case, Checked]] = []
        for one in checker.check(note.cases):
            run.progress(done := done + 1, total, note.name)
            judged.append(one)
        with run.unit() as unit:
            memory.flush(unit, wanted.kit)
            given = unit.admission.given(wanted.arrival, note.position)
            if given is not None:
                found = list(findings_of_all(judged, given.lines()))
                unit.admission.keep_run(wanted.arrival, note.position, wanted.kit, found)
    run.progress(total, total)


RUN: Job[CodeToRun, Running] = Job(name="run-arrival", payload=CodeToRun, work=_run)


def run_later(jobs: Jobs, arrival_id: int, kit: str) -> int:
    """Have the code of notes under review run by a worker; the number of the job, which is that of one that waits."""
    return jobs.add(RUN, CodeToRun(arrival_id, kit), key=f"{arrival_id} {kit}")
