"""What people ask about the code in their questions, and what checks keep."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.bank.content import Content, Parts
from viva.kernel.clock import Clock
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.snippets import records
from viva.snippets.cases import cases_of
from viva.snippets.model import Case, Checked, Verdict
from viva.snippets.outcomes import Raw
from viva.snippets.store import VerdictStore


@dataclass(frozen=True, slots=True)
class Known:
    """What the last check said of a snippet; it says nothing of code with another hash."""

    code_hash: str
    checked: Checked
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """Code as somebody edited it; None: it was not run yet."""

    place: int
    base: str
    """The hash of the code that was edited."""
    code: str
    kit: str
    job_id: int | None
    checked: Checked | None


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of code of a question, with what is known of it."""

    place: int
    """Among the code of the question, from 0."""
    case: Case
    known: Known | None
    """None: it was never run."""
    attempt: Attempt | None

    @property
    def hash(self) -> str:
        """What tells whether it is still the same."""
        return hash_of(self.case.text)

    @property
    def is_old(self) -> bool:
        """Whether other code stood there when it was run."""
        return self.known is not None and self.known.code_hash != self.hash

    @property
    def checked(self) -> Checked | None:
        """What is known of it as it is now."""
        return None if self.known is None or self.is_old else self.known.checked


LONGEST_CODE = 100_000
"""Characters of code that somebody edits: more than any snippet has."""


def hash_of(code: str) -> str:
    """What tells whether a snippet is still the one that was checked."""
    return sha256(code.encode("utf-8", "surrogatepass")).hexdigest()


def beside(cases: Sequence[Case], known: Sequence[Known]) -> Iterator[Known | None]:
    """What is known of each piece of code: what was said of the very same, or else of other code in its place."""
    left = {one.code_hash: one for one in known}
    for place, case in enumerate(cases):
        there = known[place] if place < len(known) else None
        yield there if there and there.code_hash == hash_of(case.text) else left.get(hash_of(case.text), there)


class Snippets:
    """The verdicts of one workspace."""

    def __init__(self, session: Session, person: Person, clock: Clock) -> None:
        self._store = VerdictStore(session, person.workspace_id)
        self._person = person
        self._clock = clock

    def verdicts(self, question_ids: Iterable[int]) -> dict[int, tuple[Known, ...]]:
        """What is known of the code of questions, in its order; questions that were not checked are missing."""
        found: dict[int, list[Known]] = defaultdict(list)
        for row in self._store.verdicts(question_ids):
            found[row.question_id].append(_known(row))
        return {question_id: tuple(known) for question_id, known in found.items()}

    def of_question(self, question_id: int, content: Content, parts: Parts) -> tuple[Snippet, ...]:
        """The code of a question with its verdicts; those of code that only moved go with it."""
        cases = cases_of(question_id, content, parts)
        known = tuple(map(_known, self._store.verdicts_of(question_id))) if cases else ()
        attempts = {one.place: one for one in self.attempts(question_id)} if cases else {}
        return tuple(
            Snippet(place, case, found, attempts.get(place))
            for place, (case, found) in enumerate(zip(cases, beside(cases, known), strict=True))
        )

    def attempts(self, question_id: int) -> tuple[Attempt, ...]:
        """What this person tries with the code of a question."""
        return tuple(
            Attempt(row.place, row.base, row.code, row.kit, row.job_id, _checked(row.checked))
            for row in self._store.attempts(question_id, self._person.id)
        )

    def attempt(self, question_id: int, place: int) -> Attempt | None:
        """What this person tries in a place."""
        return next((one for one in self.attempts(question_id) if one.place == place), None)

    def begin_attempt(self, question_id: int, place: int, code: str, *, base: str, kit: str) -> None:
        """Keep code as this person edited it, to be run; it is in no wording."""
        if len(code) > LONGEST_CODE:
            raise InvalidInput(_("That is too much code: {most} characters at most.").format(most=LONGEST_CODE))
        columns = {"base": base, "code": code, "kit": kit, "job_id": None, "checked": None}
        self._store.put_attempt(question_id, place, self._person.id, {**columns, "made_at": self._clock.now()})

    def give_attempt(self, question_id: int, place: int, job_id: int) -> None:
        """Write down which job runs it."""
        self._store.put_attempt(question_id, place, self._person.id, {"job_id": job_id})

    def end_attempt(self, question_id: int, place: int, code: str, checked: Checked) -> None:
        """Keep what became of it, unless it was edited again meanwhile."""
        known = self.attempt(question_id, place)
        if known is not None and known.code == code:
            kept = {**records.written(checked), "verdict": checked.verdict.value}
            self._store.put_attempt(question_id, place, self._person.id, {"checked": kept})

    def drop_attempt(self, question_id: int, place: int) -> None:
        """Forget what this person tried there."""
        if self.attempt(question_id, place) is not None:
            self._store.drop_attempt(question_id, place, self._person.id)

    def keep(self, question_ids: Iterable[int], judged: Sequence[tuple[Case, Checked]]) -> None:
        """Keep what a check said of all code of questions; cases name theirs, in the order of their places."""
        places: dict[int, int] = defaultdict(int)
        rows = []
        for case, checked in judged:
            if case.question is None:
                continue
            rows.append(
                {
                    "question_id": case.question,
                    "place": places[case.question],
                    "code_hash": hash_of(case.text),
                    "verdict": checked.verdict.value,
                    "checked": records.written(checked),
                    "checked_at": self._clock.now(),
                }
            )
            places[case.question] += 1
        self._store.replace_verdicts(question_ids, rows)

    def tally(self) -> dict[Verdict, int]:
        """How many snippets have each verdict, in the order of verdicts."""
        counts = self._store.tally()
        return {verdict: counts[verdict.value] for verdict in Verdict if verdict.value in counts}

    def remembered(self, keys: Collection[str]) -> Mapping[str, Raw]:
        """What trials came to, of those that are known."""
        return self._store.trials(keys)

    def remember(self, kit: str, outcomes: Mapping[str, Raw]) -> None:
        """Keep what trials came to, so that the same need not be run again."""
        self._store.add_trials(kit, outcomes)

    def forget(self, kit: str, used: Collection[str]) -> int:
        """Drop the trials of a kit that no snippet asks for any more; tells how many."""
        return self._store.forget_trials(kit, used)


def _known(row: Any) -> Known:
    return Known(row.code_hash, records.read(row.verdict, row.checked), row.checked_at)


def _checked(kept: Mapping[str, Any] | None) -> Checked | None:
    return None if kept is None else records.read(kept["verdict"], kept)
