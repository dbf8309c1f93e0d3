"""Checking the bank in the background."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from viva.checks.findings.checking import Checking
from viva.checks.service import TOGETHER, codes_alone
from viva.jobs.model import Doing
from viva.jobs.registry import Job
from viva.jobs.run import JobRun, Working
from viva.jobs.service import Jobs
from viva.sandbox.model import Runner
from viva.snippets.grounds import grounds
from viva.snippets.jobs import recheck_later

_AT_ONCE = 50
"""Questions that are checked between two transactions."""
_NAMED = 200
"""More questions than these are not named one by one: all are checked."""


class CheckingUnit(Working, Protocol):
    """A unit of work, of which a check needs no more than this."""

    @property
    def checking(self) -> Checking: ...

    @property
    def jobs(self) -> Jobs: ...

    @property
    def sandbox(self) -> Runner: ...


@dataclass(frozen=True, slots=True)
class QuestionsToCheck:
    """Which questions are to be checked: without any, all that are asked."""

    questions: tuple[int, ...] = ()


def _check(run: JobRun[CheckingUnit], wanted: QuestionsToCheck) -> None:
    """Check some at a time; a run that follows finds what was looked at before in the cache.

    Code that was run once, and is other code by now, is run again afterwards.
    """
    with run.reader() as unit:
        given = unit.checking.to_check(frozenset(wanted.questions))
        checks = unit.checking.checks()
        outrun = unit.checking.outrun(given)
        ground = grounds(lambda: unit.sandbox) if outrun else None
    codes, found = codes_alone(), 0
    for begin in range(0, len(given), _AT_ONCE):
        run.progress(begin, len(given), given[begin].given.path)
        some = given[begin : begin + _AT_ONCE]
        told = checks.check([one.given for one in some], codes).found
        found += len(told)
        with run.unit() as unit:
            unit.checking.keep(some, told)
    if not wanted.questions:
        run.progress(len(given), len(given), told={"doing": Doing.COMPARING})
        told = checks.check([one.given for one in given], TOGETHER).found
        found += len(told)
        with run.unit() as unit:
            unit.checking.keep_among(given, told)
    run.progress(len(given), len(given), told={"questions": len(given), "findings": found})
    with run.last() as unit:
        if ground is not None and ground.runs:
            recheck_later(unit.jobs, ground.kit, outrun)


CHECK: Job[QuestionsToCheck, CheckingUnit] = Job(name="check-bank", payload=QuestionsToCheck, work=_check)


def check_later(jobs: Jobs, questions: Collection[int] = ()) -> int:
    """Have the bank or some questions checked by a worker; the number of the job, which is that of one that waits."""
    chosen = tuple(sorted(set(questions)))
    key = sha256(repr(chosen).encode()).hexdigest()[:16] if chosen else "all"
    return jobs.add(CHECK, QuestionsToCheck(chosen), key=key)


class Reworded(Protocol):
    """A unit of work in which people may have given questions another wording."""

    @property
    def reworded(self) -> Collection[int]: ...

    @property
    def checking(self) -> Checking: ...

    @property
    def jobs(self) -> Jobs: ...


def check_reworded(unit: Reworded) -> None:
    """Have those questions checked as they are now, where the bank was checked at all."""
    if unit.reworded and unit.checking.is_in_use():
        check_later(unit.jobs, unit.reworded if len(unit.reworded) <= _NAMED else ())
