"""What people ask about the code in their questions, and what checks keep."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.kernel.clock import Clock
from viva.snippets import records
from viva.snippets.model import Case, Checked, Verdict
from viva.snippets.outcomes import Raw
from viva.snippets.store import VerdictStore


@dataclass(frozen=True, slots=True)
class Known:
    """What the last check said of a snippet; it says nothing of code with another hash."""

    code_hash: str
    checked: Checked
    checked_at: datetime


def hash_of(code: str) -> str:
    """What tells whether a snippet is still the one that was checked."""
    return sha256(code.encode("utf-8", "surrogatepass")).hexdigest()


class Snippets:
    """The verdicts of one workspace."""

    def __init__(self, session: Session, person: Person, clock: Clock) -> None:
        self._store = VerdictStore(session, person.workspace_id)
        self._clock = clock

    def verdicts(self, question_ids: Iterable[int]) -> dict[int, tuple[Known, ...]]:
        """What is known of the code of questions, in its order; questions that were not checked are missing."""
        found: dict[int, list[Known]] = defaultdict(list)
        for row in self._store.verdicts(question_ids):
            found[row.question_id].append(Known(row.code_hash, records.read(row.verdict, row.checked), row.checked_at))
        return {question_id: tuple(known) for question_id, known in found.items()}

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
