"""Every query about verdicts and trials."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, select
from sqlalchemy.orm import Session

from viva.db.bulk import in_chunks, insert_rows
from viva.db.direct import connection_of, read_rows
from viva.snippets.tables import AttemptRow, TrialRow, VerdictRow

_AT_ONCE = 400

_VERDICTS = (
    select(VerdictRow.code_hash, VerdictRow.verdict, VerdictRow.checked, VerdictRow.checked_at)
    .where(VerdictRow.workspace_id == bindparam("workspace"), VerdictRow.question_id == bindparam("question"))
    .order_by(VerdictRow.place)
)
_ATTEMPTS = select(
    AttemptRow.place, AttemptRow.base, AttemptRow.code, AttemptRow.kit, AttemptRow.job_id, AttemptRow.checked
).where(
    AttemptRow.question_id == bindparam("question"),
    AttemptRow.made_by == bindparam("person"),
    AttemptRow.workspace_id == bindparam("workspace"),
)


class VerdictStore:
    """The verdicts and trials of one workspace, in one transaction."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace_id = workspace_id

    def trials(self, keys: Collection[str]) -> dict[str, dict[str, Any]]:
        """What is known of these trials."""
        found: dict[str, dict[str, Any]] = {}
        for some in _pieces(keys):
            query = select(TrialRow.key, TrialRow.outcome)
            query = query.where(TrialRow.workspace_id == self._workspace_id, TrialRow.key.in_(some))
            found.update(self._session.execute(query).all())
        return found

    def add_trials(self, kit: str, outcomes: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep trials; those that somebody kept meanwhile stay."""
        known = self.trials(outcomes.keys())
        rows = [
            {"workspace_id": self._workspace_id, "key": key, "kit": kit, "outcome": dict(outcome)}
            for key, outcome in outcomes.items()
            if key not in known
        ]
        insert_rows(self._session.connection(), TrialRow.__table__, rows)  # type: ignore[arg-type]

    def forget_trials(self, kit: str, used: Collection[str]) -> int:
        """Drop the trials of a kit that are none of these."""
        query = select(TrialRow.key).where(TrialRow.workspace_id == self._workspace_id, TrialRow.kit == kit)
        gone = set(self._session.scalars(query)) - set(used)
        for some in _pieces(gone):
            statement = delete(TrialRow).where(TrialRow.workspace_id == self._workspace_id, TrialRow.key.in_(some))
            self._session.execute(statement)
        return len(gone)

    def verdicts(self, question_ids: Iterable[int]) -> Sequence[VerdictRow]:
        """What was said of the snippets of questions, in their order."""
        rows: list[VerdictRow] = []
        for some in in_chunks(question_ids):
            query = select(VerdictRow).where(VerdictRow.workspace_id == self._workspace_id)
            query = query.where(VerdictRow.question_id.in_(some))
            rows += self._session.scalars(query.order_by(VerdictRow.question_id, VerdictRow.place))
        return rows

    def verdicts_of(self, question_id: int) -> list[Any]:
        """What was said of the snippets of one question, in their order."""
        return self._read(_VERDICTS, question=question_id)

    def replace_verdicts(self, question_ids: Iterable[int], rows: Sequence[Mapping[str, Any]]) -> None:
        """Say something new of the snippets of questions, and nothing else any more."""
        for some in in_chunks(question_ids):
            mine = (VerdictRow.workspace_id == self._workspace_id, VerdictRow.question_id.in_(some))
            self._session.execute(delete(VerdictRow).where(*mine))
        values = [{**row, "workspace_id": self._workspace_id} for row in rows]
        insert_rows(self._session.connection(), VerdictRow.__table__, values)  # type: ignore[arg-type]

    def tally(self) -> dict[str, int]:
        """How many snippets have each verdict."""
        query = select(VerdictRow.verdict, func.count()).where(VerdictRow.workspace_id == self._workspace_id)
        return dict(self._session.execute(query.group_by(VerdictRow.verdict)).all())

    def attempts(self, question_id: int, made_by: int) -> list[Any]:
        """What somebody tried with the code of a question."""
        return self._read(_ATTEMPTS, question=question_id, person=made_by)

    def put_attempt(self, question_id: int, place: int, made_by: int, columns: Mapping[str, Any]) -> None:
        """Keep what somebody tries, in place of what they tried before."""
        known = self._session.get(AttemptRow, (question_id, place, made_by))
        if known is None:
            key = {"question_id": question_id, "place": place, "made_by": made_by}
            self._session.add(AttemptRow(**key, workspace_id=self._workspace_id, **columns))
        else:
            for name, value in columns.items():
                setattr(known, name, value)
        self._session.flush()

    def drop_attempt(self, question_id: int, place: int, made_by: int) -> None:
        """Forget what somebody tried."""
        mine = (AttemptRow.question_id == question_id, AttemptRow.place == place, AttemptRow.made_by == made_by)
        self._session.execute(delete(AttemptRow).where(AttemptRow.workspace_id == self._workspace_id, *mine))

    def _read(self, query: Select[*tuple[Any, ...]], **values: Any) -> list[Any]:
        return read_rows(connection_of(self._session), query, workspace=self._workspace_id, **values)


def _pieces(keys: Collection[str]) -> Iterable[list[str]]:
    ordered = sorted(keys)
    return (ordered[at : at + _AT_ONCE] for at in range(0, len(ordered), _AT_ONCE))
