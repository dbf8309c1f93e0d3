"""Checking the bank in the background."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from viva.checks.findings.service import Findings, codes_alone
from viva.checks.service import TOGETHER
from viva.jobs.registry import Job
from viva.jobs.run import JobRun, Working
from viva.jobs.service import Jobs
from viva.kernel.i18n import _, ngettext

_AT_ONCE = 50
"""Questions that are checked between two transactions."""


class Checking(Working, Protocol):
    """A unit of work, of which a check needs no more than this."""

    @property
    def findings(self) -> Findings: ...


@dataclass(frozen=True, slots=True)
class QuestionsToCheck:
    """Which questions are to be checked: without any, all that are asked."""

    questions: tuple[int, ...] = ()


def _check(run: JobRun[Checking], wanted: QuestionsToCheck) -> None:
    """Check some at a time; a run that follows finds what was looked at before in the cache."""
    with run.reader() as unit:
        given = unit.findings.to_check(frozenset(wanted.questions))
        checks = unit.findings.checks()
    codes, found = codes_alone(), 0
    for begin in range(0, len(given), _AT_ONCE):
        run.progress(begin, len(given), given[begin].given.path)
        some = given[begin : begin + _AT_ONCE]
        told = checks.check([one.given for one in some], codes).found
        found += len(told)
        with run.unit() as unit:
            unit.findings.keep(some, told)
    if not wanted.questions:
        run.progress(len(given), len(given), _("comparing questions"))
        told = checks.check([one.given for one in given], TOGETHER).found
        found += len(told)
        with run.unit() as unit:
            unit.findings.keep(given, told, among=True)
            unit.findings.forget_others(given)
    run.progress(len(given), len(given), _summary(found, len(given)))


CHECK: Job[QuestionsToCheck, Checking] = Job(name="check-bank", payload=QuestionsToCheck, work=_check)


def check_later(jobs: Jobs, questions: Collection[int] = ()) -> int:
    """Have the bank or some questions checked by a worker; the number of the job, which is that of one that waits."""
    chosen = tuple(sorted(set(questions)))
    key = sha256(repr(chosen).encode()).hexdigest()[:16] if chosen else "all"
    return jobs.add(CHECK, QuestionsToCheck(chosen), key=key)


def _summary(found: int, checked: int) -> str:
    where = ngettext("{count} question", "{count} questions", checked).format(count=checked)
    if not found:
        return _("Nothing was found in {where}.").format(where=where)
    told = ngettext("{count} finding", "{count} findings", found).format(count=found)
    return _("{findings} in {where}.").format(findings=told, where=where)
