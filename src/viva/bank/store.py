"""Every query about questions that only reads."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    Row,
    Select,
    String,
    cast,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.orm import Session, aliased

from viva.bank import queries
from viva.bank.conditions import CURRENT, IN_BANK, SHOWN, fitting, in_bank, shown
from viva.bank.model import Decision, Filter, PairPlace, QuestionStatus
from viva.bank.queries import LINE
from viva.bank.tables import (
    AssetRow,
    FindingRow,
    LabelRow,
    QuestionRow,
    ReadingRow,
    RelationRow,
    RevisionRow,
    SourceRow,
)
from viva.db.bulk import in_chunks
from viva.db.direct import connection_of, read_rows
from viva.db.text import storable
from viva.notes.model import RelationKind

Cells = Row[*tuple[Any, ...]]

_NAMED = 500
"""So many questions a query names at most."""


class QuestionStore:
    """The questions of one workspace in one transaction."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace_id = workspace_id

    def asked(self, only: Collection[int] = ()) -> Sequence[Cells]:
        """Questions that are not retired, with the number of their wording and the name of their note, in order.

        Where a few are named, perhaps no others.
        """
        by_hand = QuestionRow.source_id.is_(None)
        query = self._current(Filter(), QuestionRow.id, QuestionRow.revision, SourceRow.name)
        query = query.where(QuestionRow.status != QuestionStatus.RETIRED)
        if 0 < len(only) <= _NAMED:
            query = query.where(QuestionRow.id.in_(only))
        order = (by_hand, SourceRow.name, QuestionRow.source_id, QuestionRow.position, QuestionRow.id)
        return self._session.execute(query.order_by(*order)).all()

    def these(self, question_ids: Collection[int]) -> dict[int, Cells]:
        """Questions by id; vanished ones too."""
        query = self._all(*LINE).where(QuestionRow.workspace_id + 0 == self._workspace_id)
        return {
            row.id: row
            for some in in_chunks(question_ids)
            for row in self._session.execute(query.where(QuestionRow.id.in_(some)))
        }

    def chosen(self, wanted: Filter) -> Sequence[int]:
        """The questions that fit, by id."""
        return self._session.scalars(self._current(wanted, QuestionRow.id).order_by(QuestionRow.id)).all()

    def question(self, question_id: int) -> Cells | None:
        """A question with its current revision, and the name and location of its source."""
        return next(iter(self._found(queries.ONE, question=question_id)), None)

    def question_id(self, key: str) -> int | None:
        """The question with a key."""
        return self._session.scalar(
            select(QuestionRow.id).where(
                QuestionRow.key == storable(key), QuestionRow.workspace_id == self._workspace_id
            )
        )

    def between(self, first: int, last: int) -> Sequence[int]:
        """The questions of the bank with ids from `first` to `last`."""
        return self._session.scalars(
            select(QuestionRow.id)
            .where(QuestionRow.id.between(first, last), QuestionRow.workspace_id == self._workspace_id, IN_BANK)
            .order_by(QuestionRow.id)
        ).all()

    def states(self, question_ids: Sequence[int]) -> Sequence[Cells]:
        """Questions with the wordings that count, as they are in the database now."""
        return self._found(queries.states(self._dialect), ids=list(question_ids)) if question_ids else ()

    def merged(self, question_id: int) -> Sequence[int]:
        """The questions that were merged into one."""
        return [row.id for row in self._found(queries.MERGED, question=question_id)]

    def revision(self, question_id: int, number: int) -> RevisionRow:
        """One wording of a question."""
        return self._session.execute(
            select(RevisionRow).where(
                RevisionRow.question_id == question_id,
                RevisionRow.number == number,
                RevisionRow.workspace_id == self._workspace_id,
            )
        ).scalar_one()

    def revisions(self, question_id: int) -> Sequence[RevisionRow]:
        """All wordings of a question, oldest first."""
        return self._session.scalars(
            select(RevisionRow)
            .where(RevisionRow.question_id == question_id, RevisionRow.workspace_id == self._workspace_id)
            .order_by(RevisionRow.number)
        ).all()

    def related(self, question_id: int) -> Sequence[Cells]:
        """Relations of a question to others of the notes; `forwards` when this one comes first."""
        return [row for way in queries.RELATED for row in self._found(way, question=question_id)]

    def pairs(
        self,
        kinds: Collection[str],
        decision: Decision | None,
        topic: str | None,
        limit: int,
        after: PairPlace | None,
    ) -> Sequence[RelationRow]:
        """Relations between questions that are shown, the most alike first; those that come `after` a place."""
        score, one, other, kind = (RelationRow.score, RelationRow.one_id, RelationRow.other_id, RelationRow.kind)
        query = self._pairs(kinds, decision, topic)
        if after is not None:
            rest = tuple_(one, other, kind) > tuple_(*(literal(value) for value in after[1:]))
            query = query.where((score < after.score) | ((score == after.score) & rest))
        return self._session.scalars(query.order_by(score.desc(), one, other, kind).limit(limit)).all()

    def count_pairs(self, kinds: Collection[str], decision: Decision | None, topic: str | None) -> dict[str, int]:
        """How many such relations there are of each kind."""
        query = self._pairs(kinds, decision, topic).with_only_columns(RelationRow.kind, func.count())
        return dict(self._session.execute(query.group_by(RelationRow.kind)).all())

    def _pairs(self, kinds: Collection[str], decision: Decision | None, topic: str | None) -> Select[RelationRow]:
        query = select(RelationRow).where(RelationRow.workspace_id == self._workspace_id, RelationRow.kind.in_(kinds))
        if decision is not None:
            query = query.where(
                RelationRow.denied == (decision is Decision.DENIED),
                RelationRow.by_person == (decision is not Decision.OPEN),
            )
        if topic is not None:
            about = self._carrying("topic").where(LabelRow.value == storable(topic))
            query = query.where(RelationRow.one_id.in_(about) | RelationRow.other_id.in_(about))
        for end in (RelationRow.one_id, RelationRow.other_id):
            question = aliased(QuestionRow)
            query = query.join(question, question.id == end).where(in_bank(question), shown(question))
        return query

    def with_unkept_pictures(self) -> Sequence[tuple[int, dict[str, Any]]]:
        """The parts of the questions that may show a picture whose bytes are not kept, in their order."""
        unkept = cast(RevisionRow.parts, String).like("%null]%")
        query = self._current(Filter(), QuestionRow.id, RevisionRow.parts).where(unkept)
        return [(row.id, row.parts) for row in self._session.execute(query.order_by(QuestionRow.id))]

    def sources(self) -> Sequence[Row[SourceRow, int]]:
        """All sources whose files were not found deleted, by name, with how many questions each has now."""
        questions = (
            select(QuestionRow.source_id, func.count().label("count"))
            .where(SHOWN, IN_BANK, QuestionRow.workspace_id == self._workspace_id)
            .group_by(QuestionRow.source_id)
            .subquery()
        )
        return self._session.execute(
            select(SourceRow, func.coalesce(questions.c.count, 0))
            .outerjoin(questions, questions.c.source_id == SourceRow.id)
            .where(SourceRow.workspace_id == self._workspace_id, SourceRow.gone_at.is_(None))
            .order_by(SourceRow.name, SourceRow.id)
        ).all()

    def reading(self, source_id: int) -> ReadingRow:
        """How a source was read."""
        return self._session.execute(select(ReadingRow).where(ReadingRow.source_id == source_id)).scalar_one()

    def account_at(self, location: str, first: int, last: int) -> Cells | None:
        """Of the account of the source at a location the runs between two lines, and the hash of what was read there.

        The database picks them out: the account of a long note takes Python longer to read than a page to make.
        """
        query = queries.account_between(self._dialect)
        return next(iter(self._found(query, location=location, first=first, last=last)), None)

    def readings(self) -> Sequence[Cells]:
        """The accounts of all sources whose files were not found deleted."""
        return self._session.execute(
            select(ReadingRow.account, ReadingRow.reasons)
            .join(SourceRow, SourceRow.id == ReadingRow.source_id)
            .where(ReadingRow.workspace_id == self._workspace_id, SourceRow.gone_at.is_(None))
        ).all()

    def findings(self, source_id: int, code: str) -> Sequence[FindingRow]:
        """What was found about a source."""
        return self._session.scalars(
            select(FindingRow)
            .where(FindingRow.source_id == source_id, FindingRow.code == code)
            .order_by(FindingRow.line, FindingRow.id)
        ).all()

    def picture(self, sha256: str) -> bytes | None:
        """The bytes of a picture."""
        return self._session.scalar(
            select(AssetRow.content).where(
                AssetRow.sha256 == storable(sha256), AssetRow.workspace_id == self._workspace_id
            )
        )

    def tally(self, column: Any) -> dict[Any, int]:
        """How many questions of the notes have each value of a column of theirs or of their revision."""
        query = self._current(Filter(), column, func.count()).group_by(column)
        return {value: count for value, count in self._session.execute(query) if value is not None}

    def label_tally(self, facet: str) -> dict[str, int]:
        """How many questions of the notes carry each label."""
        query = (
            select(LabelRow.value, func.count())
            .join(QuestionRow, QuestionRow.id == LabelRow.question_id)
            .where(LabelRow.workspace_id == self._workspace_id, LabelRow.facet == facet, SHOWN, IN_BANK)
            .group_by(LabelRow.value)
        )
        return dict(self._session.execute(query).all())

    def labelled(self, facet: str) -> int:
        """How many questions of the notes carry any such label."""
        labelled = QuestionRow.id.in_(self._carrying(facet))
        return self._session.scalar(self._current(Filter(), func.count()).where(labelled)) or 0

    def parts(self) -> Sequence[dict[str, Any]]:
        """The parts of all questions of the notes."""
        return self._session.scalars(self._current(Filter(), RevisionRow.parts)).all()

    def key_points(self) -> int:
        """How many key points all questions of the notes have."""
        query = self._current(Filter(), func.sum(queries.length_of_part("key_points", self._dialect)))
        return self._session.scalar(query) or 0

    def relation_tally(self) -> dict[str, int]:
        """How many relations of each kind there are between questions of the notes."""
        query = self._pairs(tuple(RelationKind), None, None).where(~RelationRow.denied)
        counts = query.with_only_columns(RelationRow.kind, func.count()).group_by(RelationRow.kind)
        return dict(self._session.execute(counts).all())

    def rows_of(self, table: type[RevisionRow | AssetRow | FindingRow]) -> int:
        """How many rows of a table belong to the workspace."""
        return self._session.scalar(select(func.count()).where(table.workspace_id == self._workspace_id)) or 0

    @property
    def _dialect(self) -> str:
        return self._session.get_bind().dialect.name

    def _found(self, query: Select[*tuple[Any, ...]], **values: Any) -> list[Any]:
        """What a query of `queries` finds; what this unit has changed is written first, as for any other query."""
        self._session.flush()
        return read_rows(connection_of(self._session), query, workspace=self._workspace_id, **values)

    def _current(self, wanted: Filter, *columns: Any) -> Select[*tuple[Any, ...]]:
        return self._all(*columns).where(fitting(wanted, self._workspace_id))

    def _all(self, *columns: Any) -> Select[*tuple[Any, ...]]:
        return (
            select(*columns)
            .select_from(QuestionRow)
            .join(RevisionRow, CURRENT)
            .outerjoin(SourceRow, SourceRow.id == QuestionRow.source_id)
        )

    def _carrying(self, facet: str) -> Select[int]:
        return select(LabelRow.question_id).where(LabelRow.workspace_id == self._workspace_id, LabelRow.facet == facet)
