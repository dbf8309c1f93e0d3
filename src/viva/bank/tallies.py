"""Every query about what waits for a person, and about what the bank covers."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, and_, func, select

from viva.bank.model import Filter, QuestionStatus
from viva.bank.queries import LINE
from viva.bank.store import Cells, QuestionStore
from viva.bank.tables import LabelRow, QuestionRow, RevisionRow, SourceRow
from viva.db.bulk import in_chunks


class Tallies(QuestionStore):
    """The questions of one workspace in one transaction, those that are no longer asked left aside."""

    def waiting(self, wanted: Filter, limit: int, offset: int) -> Sequence[Cells]:
        """Questions, with their versions and the numbers of their wordings, in the order of sources and places."""
        by_hand = QuestionRow.source_id.is_(None)
        query = self._asked(wanted, *LINE, QuestionRow.version, QuestionRow.revision).order_by(
            by_hand, SourceRow.name, QuestionRow.source_id, QuestionRow.position, QuestionRow.id
        )
        return self._session.execute(query.limit(limit).offset(offset)).all()

    def how_many(self, wanted: Filter) -> int:
        """How many such questions there are."""
        return self._session.scalar(self._asked(wanted, func.count())) or 0

    def offers(self, question_ids: Collection[int]) -> dict[int, tuple[RevisionRow, RevisionRow]]:
        """The wording that counts and the one that the notes offer, of each question for which they do."""
        found: dict[int, tuple[RevisionRow, RevisionRow]] = {}
        numbers = (QuestionRow.revision, QuestionRow.offered)
        for some in in_chunks(question_ids):
            rows = [
                {
                    row.question_id: row
                    for row in self._session.scalars(
                        select(RevisionRow)
                        .join(
                            QuestionRow, and_(QuestionRow.id == RevisionRow.question_id, RevisionRow.number == number)
                        )
                        .where(QuestionRow.id.in_(some), QuestionRow.workspace_id == self._workspace_id)
                    )
                }
                for number in numbers
            ]
            found |= {key: (rows[0][key], offered) for key, offered in rows[1].items()}
        return found

    def topics_by_level(self) -> Sequence[tuple[str, str | None, int]]:
        """How many questions there are of each topic at each level."""
        query = (
            self._asked(Filter(), LabelRow.value, RevisionRow.level, func.count())
            .join(LabelRow, and_(LabelRow.question_id == QuestionRow.id, LabelRow.facet == "topic"))
            .group_by(LabelRow.value, RevisionRow.level)
        )
        return [(topic, level, count) for topic, level, count in self._session.execute(query)]

    def _asked(self, wanted: Filter, *columns: Any) -> Select[*tuple[Any, ...]]:
        return self._current(wanted, *columns).where(QuestionRow.status != QuestionStatus.RETIRED)
