"""Every query by which questions are compared with each other, and what was found is kept."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Table, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from viva.bank.conditions import CURRENT, IN_BANK, SHOWN, UNCOMPARED
from viva.bank.tables import QuestionRow, RelationRow, RevisionRow, SourceRow
from viva.db.bulk import in_chunks, insert_rows

Columns = Mapping[str, Any]


class Relations:
    """How the questions of one workspace hang together, in one transaction."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace_id = workspace_id

    def questions_now(self) -> Sequence[Row[QuestionRow, RevisionRow, Any]]:
        """All questions of the bank that are shown, with the wording that counts and the name of the source."""
        return self._session.execute(
            select(QuestionRow, RevisionRow, SourceRow.name)
            .join(RevisionRow, CURRENT)
            .outerjoin(SourceRow, SourceRow.id == QuestionRow.source_id)
            .where(QuestionRow.workspace_id == self._workspace_id, IN_BANK, SHOWN)
            .order_by(QuestionRow.source_id, QuestionRow.position, QuestionRow.id)
        ).all()

    def count(self) -> int:
        """How many questions of the bank are shown."""
        counted = select(func.count()).select_from(QuestionRow)
        return self._session.scalar(counted.where(QuestionRow.workspace_id == self._workspace_id, IN_BANK, SHOWN)) or 0

    def has_uncompared(self) -> bool:
        """Whether a question is shown that waits for relations."""
        ours = QuestionRow.workspace_id == self._workspace_id
        return self._session.scalar(select(QuestionRow.id).where(ours, IN_BANK, SHOWN, UNCOMPARED).limit(1)) is not None

    def mark_compared(self, wordings: Mapping[int, int]) -> None:
        """Say which wordings were compared with all others, of those that still count."""
        waiting = self._session.execute(
            select(QuestionRow.id, QuestionRow.revision).where(
                QuestionRow.workspace_id == self._workspace_id, UNCOMPARED
            )
        ).all()
        for some in in_chunks(row.id for row in waiting if wordings.get(row.id) == row.revision):
            marked = update(QuestionRow).where(QuestionRow.id.in_(some))
            self._session.execute(marked.values(compared=QuestionRow.revision))

    def replace_relations(self, among: Collection[int], relations: Sequence[Columns]) -> None:
        """Replace all relations that were found between questions of which both are `among` these.

        What a person said about two questions stays, and goes before what is found.
        """
        inside = set(among)
        said: set[tuple[Any, ...]] = set()
        names = ("one_id", "other_id", "kind")
        table: Table = RelationRow.__table__  # type: ignore[assignment]
        stale = delete(table).where(*(table.c[name] == bindparam(f"old_{name}") for name in names))
        for some in in_chunks(among):
            known = self._session.execute(
                select(RelationRow.one_id, RelationRow.other_id, RelationRow.kind, RelationRow.by_person).where(
                    RelationRow.one_id.in_(some)
                )
            ).all()
            said |= {tuple(row[:3]) for row in known if row.by_person}
            rows = [
                {f"old_{name}": value for name, value in zip(names, row, strict=False)}
                for row in known
                if row.other_id in inside and not row.by_person
            ]
            if rows:
                self._session.connection().execute(stale, rows)
        same = {"workspace_id": self._workspace_id, "by_person": False, "denied": False}
        new = [each for each in relations if tuple(each[name] for name in names) not in said]
        insert_rows(self._session.connection(), table, [{**same, **relation} for relation in new])
