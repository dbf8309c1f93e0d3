"""Running the code of questions in the background: of the whole bank, of some questions, and as somebody edited it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby
from typing import Protocol

from viva.bank.content import parts_of
from viva.bank.model import QuestionLine
from viva.bank.service import Bank
from viva.jobs.model import Retries
from viva.jobs.registry import Job
from viva.jobs.run import JobRun, Working
from viva.jobs.service import Jobs
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.sandbox.model import DEFAULT_KIT, Runner
from viva.snippets.checking import Checker
from viva.snippets.model import Case, Checked, Verdict
from viva.snippets.outcomes import Raw
from viva.snippets.rechecking import Standing, check_some
from viva.snippets.service import Snippets
from viva.snippets.taking import with_code

_AT_ONCE = 1000
"""Questions that are read in one look at the bank."""


class Heeding(Protocol):
    """Who is told when there are verdicts on the code of questions, in the unit that keeps them."""

    def heed_verdicts(self, question_ids: Collection[int]) -> None: ...


class WithTrials(Working, Protocol):
    """A unit of work that knows what trials came to."""

    @property
    def snippets(self) -> Snippets: ...


class Rechecking(WithTrials, Protocol):
    """A unit of work, of which a check needs no more than this."""

    @property
    def bank(self) -> Bank: ...

    @property
    def checking(self) -> Heeding: ...

    @property
    def sandbox(self) -> Runner: ...


@dataclass(frozen=True, slots=True)
class SnippetsToCheck:
    """What the code of the bank is checked with, and of which questions: without any, of all."""

    kit: str = DEFAULT_KIT
    questions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AttemptToRun:
    """A place in a question where somebody edited the code."""

    question: int
    place: int


class Remembering:
    """What trials came to, in the bank: asked in units that only read, and kept when the job says so."""

    def __init__(self, run: JobRun[WithTrials]) -> None:
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

    def flush(self, unit: WithTrials, kit: str) -> None:
        """Give to the bank what is new."""
        unit.snippets.remember(kit, self._new)
        self._new = {}


def _recheck(run: JobRun[Rechecking], wanted: SnippetsToCheck) -> None:
    if wanted.questions:
        _recheck_some(run, wanted)
    else:
        _recheck_all(run, wanted)


def _recheck_all(run: JobRun[Rechecking], wanted: SnippetsToCheck) -> None:
    """Check note by note; a run that follows finds in the bank what was run before, and runs only the rest."""
    with run.reader() as unit:
        sandbox = unit.sandbox
        notes = list(_notes(unit.bank))
    cases = [[case for one in note for case in one.cases] for note in notes]
    total = sum(map(len, cases))
    memory = Remembering(run)
    checker = Checker(sandbox, wanted.kit, memory)
    counts = dict.fromkeys(Verdict, 0)
    done = 0
    for note, those in zip(notes, cases, strict=True):
        name = note[0].source or ""
        judged: list[tuple[Case, Checked]] = []
        for one in checker.check(those):
            run.progress(done := done + 1, total, name)
            judged.append(one)
            counts[one[1].verdict] += 1
        with run.unit() as unit:
            memory.flush(unit, wanted.kit)
            _keep(unit, [one.id for one in note], judged)
    run.progress(total, total, told={"verdicts": _named(counts)})
    with run.last() as unit:
        unit.snippets.forget(wanted.kit, checker.used)


def _recheck_some(run: JobRun[Rechecking], wanted: SnippetsToCheck) -> None:
    """Check question by question; what was kept before a run was ended is found in the bank."""
    chosen = frozenset(wanted.questions)
    with run.reader() as unit:
        sandbox = unit.sandbox
        notes = list(_notes(unit.bank, chosen))
    total = sum(len(one.cases) for note in notes for one in note if one.id in chosen)
    memory = Remembering(run)
    checker = Checker(sandbox, wanted.kit, memory)
    counts = dict.fromkeys(Verdict, 0)
    for note in notes:

        def tell(name: str = note[0].source or "") -> None:
            run.progress(min(sum(counts.values()), total), total, name)

        for question_id, judged in check_some(checker, note, chosen, tell):
            with run.unit() as unit:
                memory.flush(unit, wanted.kit)
                _keep(unit, [question_id], judged)
            for _case, checked in judged:
                counts[checked.verdict] += 1
    run.progress(total, total, told={"verdicts": _named(counts), "chosen": True})


def _keep(unit: Rechecking, question_ids: Collection[int], judged: Sequence[tuple[Case, Checked]]) -> None:
    unit.snippets.keep(question_ids, judged)
    unit.checking.heed_verdicts(question_ids)


def _try(run: JobRun[Rechecking], wanted: AttemptToRun) -> None:
    """Run edited code where it would stand, and keep what became of it beside it."""
    with run.reader() as unit:
        sandbox = unit.sandbox
        attempt = unit.snippets.attempt(wanted.question, wanted.place)
        note = next(_notes(unit.bank, frozenset([wanted.question])), [])
    place = next((at for at, one in enumerate(note) if one.id == wanted.question), None)
    if attempt is None or place is None:
        return  # it was taken or let go meanwhile
    content, parts = note[place].said
    tried = with_code(content, parts, wanted.place, attempt.code)
    kept = {picture.target: picture.sha256 for picture in parts.pictures}
    note[place] = replace(note[place], said=(tried, parts_of(tried, kept)))
    memory = Remembering(run)
    checker = Checker(sandbox, attempt.kit, memory)
    for _question, judged in check_some(checker, note, {wanted.question}, run.heed):
        if wanted.place >= len(judged):
            raise InvalidInput(_("That is no code any more: nothing of it was run."))
        with run.last() as unit:
            memory.flush(unit, attempt.kit)
            unit.snippets.end_attempt(wanted.question, wanted.place, attempt.code, judged[wanted.place][1])


RECHECK: Job[SnippetsToCheck, Rechecking] = Job(name="recheck", payload=SnippetsToCheck, work=_recheck)
TRY: Job[AttemptToRun, Rechecking] = Job(
    name="try-snippet", payload=AttemptToRun, work=_try, retries=Retries(attempts=1)
)


def recheck_later(jobs: Jobs, kit: str = DEFAULT_KIT, questions: Collection[int] = ()) -> int:
    """Have the code of the bank or of some questions checked by a worker; the number of the job.

    It is that of one that waits for the same.
    """
    chosen = tuple(sorted(set(questions)))
    named = sha256(repr(chosen).encode()).hexdigest()[:16]
    return jobs.add(RECHECK, SnippetsToCheck(kit, chosen), key=f"{kit} {named}" if chosen else kit)


def _notes(bank: Bank, wanted: frozenset[int] | None = None) -> Iterator[list[Standing]]:
    """The questions of the bank note by note, in the order of their places; only of notes with a wanted one.

    A wanted one that is no longer in its note comes by itself.
    """
    lines: list[QuestionLine] = []
    while some := bank.questions(limit=_AT_ONCE, offset=len(lines)).questions:
        lines += some
    for source, together in groupby(lines, key=lambda line: line.source):
        ids = [line.id for line in together]
        if wanted is None or not wanted.isdisjoint(ids):
            said = bank.wordings(ids)
            yield [Standing(one, source, said[one]) for one in ids if one in said]
    gone = (wanted or frozenset()) - {line.id for line in lines}
    for one, said_there in bank.wordings(gone).items():
        yield [Standing(one, None, said_there)]


def _named(counts: Mapping[Verdict, int]) -> dict[str, int]:
    return {verdict.value: count for verdict, count in counts.items() if count}
