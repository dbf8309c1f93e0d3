"""What an interview may draw from: questions that can be asked, and which of them are the same in other words."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.bank.conditions import CURRENT, IN_BANK
from viva.bank.content import Content
from viva.bank.model import Filter, QuestionStatus
from viva.bank.store import QuestionStore
from viva.bank.tables import QuestionRow, RelationRow, RevisionRow
from viva.bank.wording import content_from
from viva.db.bulk import in_chunks
from viva.db.text import storable
from viva.notes.model import Kind, RelationKind

SAME = (RelationKind.TWIN, RelationKind.COPY, RelationKind.NEAR)
"""How two questions hang together of which an interview asks only one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stocked:
    """A question that can be asked, in the wording that counts."""

    id: int
    key: str
    revision: int
    status: QuestionStatus
    content: Content
    answered: bool


class Stock(QuestionStore):
    """The questions of one workspace that can be asked."""

    def __init__(self, session: Session, person: Person) -> None:
        super().__init__(session, person.workspace_id)

    def askable(self, wanted: Filter) -> list[Stocked]:
        """Questions to choose among, the oldest first; nothing retired, and nothing its author left TODO."""
        query = self._current(wanted, QuestionRow, RevisionRow).where(
            QuestionRow.status != QuestionStatus.RETIRED, RevisionRow.kind != Kind.TODO
        )
        return [self._stocked(*row) for row in self._session.execute(query.order_by(QuestionRow.id))]

    def by_key(self, keys: Collection[str]) -> dict[str, Stocked]:
        """Questions by their keys, also retired and vanished ones: a template names them; those gone are missing."""
        query = select(QuestionRow, RevisionRow).join(RevisionRow, CURRENT).where(IN_BANK)
        query = query.where(QuestionRow.workspace_id == self._workspace_id, QuestionRow.key.in_(map(storable, keys)))
        return {row.key: self._stocked(row, wording) for row, wording in self._session.execute(query)}

    def by_id(self, question_ids: Collection[int]) -> dict[int, Stocked]:
        """Questions by their numbers, those that are in the bank."""
        found: dict[int, Stocked] = {}
        for some in in_chunks(list(dict.fromkeys(question_ids))):
            query = select(QuestionRow, RevisionRow).join(RevisionRow, CURRENT).where(IN_BANK)
            query = query.where(QuestionRow.workspace_id == self._workspace_id, QuestionRow.id.in_(some))
            found |= {row.id: self._stocked(row, wording) for row, wording in self._session.execute(query)}
        return found

    def same_as(self, question_ids: Collection[int]) -> dict[int, dict[int, RelationKind]]:
        """Which questions are the same as these in other words, the kind that says most first."""
        found: dict[int, dict[int, RelationKind]] = {}
        for some in in_chunks(list(question_ids)):
            query = select(RelationRow.one_id, RelationRow.other_id, RelationRow.kind).where(
                RelationRow.workspace_id == self._workspace_id,
                RelationRow.kind.in_(SAME),
                ~RelationRow.denied,
                or_(RelationRow.one_id.in_(some), RelationRow.other_id.in_(some)),
            )
            for one, other, kind in self._session.execute(query.order_by(RelationRow.score.desc())):
                for here, there in ((one, other), (other, one)):
                    if here in question_ids:
                        found.setdefault(here, {}).setdefault(there, RelationKind(kind))
        return found

    @staticmethod
    def _stocked(row: QuestionRow, wording: RevisionRow) -> Stocked:
        return Stocked(
            id=row.id,
            key=row.key,
            revision=row.revision,
            status=QuestionStatus(row.status),
            content=content_from(wording),
            answered=wording.answered,
        )
