"""Checking the code of the whole bank in the background."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from viva.bank.content import Content, Parts
from viva.bank.model import QuestionLine
from viva.bank.service import Bank
from viva.jobs.registry import Job
from viva.jobs.run import JobRun, Working
from viva.jobs.service import Jobs
from viva.kernel.i18n import _, ngettext
from viva.sandbox.model import DEFAULT_KIT, Runner
from viva.snippets.cases import cases_of
from viva.snippets.checking import Checker
from viva.snippets.model import Case, Checked, Verdict
from viva.snippets.outcomes import Raw
from viva.snippets.service import Snippets

_AT_ONCE = 1000
"""Questions that are read in one look at the bank."""


class Rechecking(Working, Protocol):
    """A unit of work, of which a check needs no more than this."""

    @property
    def bank(self) -> Bank: ...

    @property
    def snippets(self) -> Snippets: ...

    @property
    def sandbox(self) -> Runner: ...


@dataclass(frozen=True, slots=True)
class SnippetsToCheck:
    """What the code of the bank is checked with."""

    kit: str = DEFAULT_KIT


class Remembering:
    """What trials came to, in the bank: asked in units that only read, and kept when the job says so."""

    def __init__(self, run: JobRun[Rechecking]) -> None:
        self._run = run
        self._new: dict[str, Raw] = {}

    def find(self, keys: Collection[str]) -> Mapping[str, Raw]:
        """Those that the bank has."""
        if not keys:
            return {}
        with self._run.reader() as unit:
            return unit.snippets.remembered(keys)

    def keep(self, key: str, outcome: Raw) -> None:
        """Hold it until the next unit."""
        self._new[key] = outcome

    def flush(self, unit: Rechecking, kit: str) -> None:
        """Give to the bank what is new."""
        unit.snippets.remember(kit, self._new)
        self._new = {}


def _recheck(run: JobRun[Rechecking], wanted: SnippetsToCheck) -> None:
    """Check note by note; a run that follows finds in the bank what was run before, and runs only the rest."""
    with run.reader() as unit:
        sandbox = unit.sandbox
        notes = [list(note) for _source, note in groupby(_questions(unit.bank), key=lambda one: one[0].source)]
    cases = [[case for line, said in note for case in cases_of(line.id, *said)] for note in notes]
    total = sum(map(len, cases))
    memory = Remembering(run)
    checker = Checker(sandbox, wanted.kit, memory)
    counts = dict.fromkeys(Verdict, 0)
    done = 0
    for note, those in zip(notes, cases, strict=True):
        name = note[0][0].source or ""
        judged: list[tuple[Case, Checked]] = []
        for one in checker.check(those):
            run.progress(done := done + 1, total, name)
            judged.append(one)
            counts[one[1].verdict] += 1
        with run.unit() as unit:
            memory.flush(unit, wanted.kit)
            unit.snippets.keep([line.id for line, _said in note], judged)
    run.progress(total, total, _summary(counts))
    with run.last() as unit:
        unit.snippets.forget(wanted.kit, checker.used)


RECHECK: Job[SnippetsToCheck, Rechecking] = Job(name="recheck", payload=SnippetsToCheck, work=_recheck)


def recheck_later(jobs: Jobs, kit: str = DEFAULT_KIT) -> int:
    """Have the code of the bank checked by a worker; the number of the job, which is that of one that waits."""
    return jobs.add(RECHECK, SnippetsToCheck(kit), key=kit)


def _questions(bank: Bank) -> Iterator[tuple[QuestionLine, tuple[Content, Parts]]]:
    """The questions of the bank in the order of their notes and places, with what they say."""
    offset = 0
    while lines := bank.questions(limit=_AT_ONCE, offset=offset).questions:
        said = bank.wordings(line.id for line in lines)
        yield from ((line, said[line.id]) for line in lines if line.id in said)
        offset += len(lines)


def _summary(counts: Mapping[Verdict, int]) -> str:
    total = sum(counts.values())
    told = ngettext("{count} snippet checked", "{count} snippets checked", total).format(count=total)
    each = ", ".join(f"{verdict.value} {count}" for verdict, count in counts.items() if count)
    return f"{told}: {each}" if each else _("There is no code in the bank.")
