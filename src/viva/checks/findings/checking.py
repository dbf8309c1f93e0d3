"""Checking questions of the bank, and keeping what was found in the wordings they have now."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.bank.content import Content, Parts, parts_of
from viva.bank.service import Bank
from viva.checks.cache import Cache, finding_from, plain_finding
from viva.checks.code.verdicts import findings_of_all, old_apis_in, repeats
from viva.checks.findings.model import line_hash, mending_of
from viva.checks.findings.store import FindingStore
from viva.checks.findings.tables import KeptFindingRow
from viva.checks.model import Finding, Found
from viva.checks.service import Checks, GivenQuestion, codes_alone
from viva.kernel.clock import Clock
from viva.snippets.model import Case, Checked
from viva.snippets.service import Known, Snippets, beside, hash_of

_ALONE: Final = range(1_000)
_AMONG: Final = range(1_000, 2_000)
"""Places of what was found by comparing questions."""
_WHEN_RUN: Final = range(2_000, 3_000)
"""Places of what the verdicts on its code say."""


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A question in the wording it has now."""

    revision: int
    given: GivenQuestion

    @property
    def id(self) -> int:
        """Of the question."""
        return question_of(self.given.path)

    @property
    def wording(self) -> tuple[int, int]:
        """What was checked of it."""
        return self.id, self.revision


def path_of(question_id: int) -> str:
    """How a question is named in what checks print."""
    return f"bank/{question_id}"


def question_of(path: str) -> int:
    """The question that is named so."""
    return int(path.rpartition("/")[2])


class Checking:
    """The checks of one workspace's questions; `cache` is the folder of what was found in wordings before."""

    def __init__(
        self, session: Session, person: Person, clock: Clock, *, bank: Bank, snippets: Snippets, cache: Path | None
    ) -> None:
        self._store = FindingStore(session, person.workspace_id)
        self._clock = clock
        self._bank = bank
        self._snippets = snippets
        self._cache = cache

    def is_in_use(self) -> bool:
        """Whether anything was ever checked."""
        return self._store.has_checked()

    def to_check(self, question_ids: Collection[int] = ()) -> list[ToCheck]:
        """The questions that are asked, or those of them that are named, in the order of the bank."""
        asked = self._bank.asked(question_ids)
        said = self._bank.wordings(asked)
        lines = self._bank.lines(said)
        return [
            ToCheck(
                asked[one].revision,
                GivenQuestion(path_of(one), content, _parts(content, kept), number=one, source=lines[one].source or ""),
            )
            for one in asked
            if one in said and one in lines
            for content, kept in [said[one]]
        ]

    def checks(self) -> Checks:
        """What runs the rules."""
        return Checks(Cache(self._cache))

    def check_again(self, question_ids: Collection[int]) -> None:
        """Check questions as they are now, each by itself."""
        fresh = self.to_check(question_ids) if question_ids else []
        self.keep(fresh, self.checks().check([one.given for one in fresh], codes_alone()).found)

    def keep(self, checked: Sequence[ToCheck], found: Iterable[Found]) -> None:
        """Keep what was found in questions, each by itself, in place of what was found before."""
        wordings = [one.wording for one in checked]
        known = self._store.checked([one.id for one in checked])
        self._take_along([one for one in checked if one.wording not in known])
        self._store.put(wordings, _rows(checked, found, _ALONE), places=_ALONE)
        self._store.put_checked(wordings, self._clock.now())
        self._tell_verdicts(checked)

    def keep_among(self, checked: Sequence[ToCheck], found: Iterable[Found]) -> None:
        """Keep what was found by comparing all questions, and forget what other wordings had."""
        self._store.put([one.wording for one in checked], _rows(checked, found, _AMONG), places=_AMONG)
        self._store.forget_others([one.wording for one in checked])

    def heed_verdicts(self, question_ids: Collection[int]) -> None:
        """The code of questions was run: tell what its verdicts say, and that they are fresh."""
        if question_ids:
            self._tell_verdicts(self.to_check(question_ids))

    def outrun(self, checked: Sequence[ToCheck]) -> list[int]:
        """The questions whose code was run, and is other code by now."""
        known = self._snippets.verdicts(one.id for one in checked)
        return [
            one.id
            for one in checked
            if one.id in known and len(list(_judged(one, known[one.id]))) < len(one.given.cases())
        ]

    def _take_along(self, reworded: Sequence[ToCheck]) -> None:
        """What comparing found in the wording before counts until all are compared again."""
        revisions = {one.id: one.revision for one in reworded}
        before: defaultdict[int, dict[int, list[KeptFindingRow]]] = defaultdict(lambda: defaultdict(list))
        for (question_id, revision, place), row in self._store.whole(revisions).items():
            if place in _AMONG and revision != revisions[question_id]:
                before[question_id][revision].append(row)
        rows = [
            {**_columns(row), "revision": revisions[question_id]}
            for question_id, by_revision in before.items()
            for row in by_revision[max(by_revision)]
        ]
        self._store.put([one.wording for one in reworded], rows, places=_AMONG)

    def _tell_verdicts(self, checked: Sequence[ToCheck]) -> None:
        known = self._snippets.verdicts(one.id for one in checked)
        old_apis = self._old_apis(checked)
        found = [
            Found(one.given.path, finding)
            for one in checked
            for finding in findings_of_all(_judged(one, known.get(one.id, ())), one.given.lines())
            if not repeats(finding, old_apis[one.wording])
        ]
        self._store.put([one.wording for one in checked], _rows(checked, found, _WHEN_RUN), places=_WHEN_RUN)

    def _old_apis(self, checked: Sequence[ToCheck]) -> Mapping[tuple[int, int], Collection[int]]:
        """The lines of each wording in which it was told what became of an API."""
        told: defaultdict[tuple[int, int], list[Finding]] = defaultdict(list)
        for (question_id, revision, place), row in self._store.whole(one.id for one in checked).items():
            if place in _ALONE:
                told[question_id, revision].append(finding_of(row))
        return {one.wording: old_apis_in(told[one.wording]) for one in checked}


def finding_of(row: KeptFindingRow) -> Finding:
    """A finding as it was found."""
    return finding_from([row.code, row.line, row.col, row.details["values"], row.details["fix"]])


def _judged(one: ToCheck, known: Sequence[Known]) -> Iterator[tuple[Case, Checked]]:
    """The code of a question of which the verdict is known, as it is now."""
    cases = one.given.cases()
    for case, found in zip(cases, beside(cases, known), strict=True):
        if found is not None and found.code_hash == hash_of(case.text):
            yield case, found.checked


def _parts(content: Content, kept: Parts) -> Parts:
    """What is found in a wording as it is read today, with the code that its note has in the prompt."""
    return replace(parts_of(content, {}), snippets=kept.snippets)


def _rows(checked: Sequence[ToCheck], found: Iterable[Found], places: range) -> list[dict[str, Any]]:
    """Findings as they are stored, as many in each question as there are places."""
    of = {one.given.path: one for one in checked}
    lines = {path: one.given.lines() for path, one in of.items()}
    counts: Counter[str] = Counter()
    rows = []
    for path, finding in found:
        if path in of and counts[path] < len(places):
            rows.append(_row(of[path], finding, lines[path], places[counts[path]]))
            counts[path] += 1
    return rows


def _row(one: ToCheck, finding: Finding, lines: Sequence[str], place: int) -> dict[str, Any]:
    text = lines[finding.line - 1] if 0 < finding.line <= len(lines) else ""
    _code, _line, _col, values, fix = plain_finding(finding)
    return {
        "question_id": one.id,
        "revision": one.revision,
        "place": place,
        "code": finding.code,
        "line": finding.line,
        "col": finding.col,
        "mending": mending_of(finding).value,
        "line_hash": line_hash(text),
        "text": text,
        "details": {"values": values, "fix": fix},
    }


def _columns(row: KeptFindingRow) -> dict[str, Any]:
    names = ("question_id", "place", "code", "line", "col", "mending", "line_hash", "text", "details")
    return {name: getattr(row, name) for name in names}
