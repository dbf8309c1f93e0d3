"""Every query by which a bank is taken out as a whole and put into another one."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table, select, update
from sqlalchemy.orm import Session

from viva.bank.conditions import CURRENT, IN_BANK
from viva.bank.tables import (
    AssetRow,
    FindingRow,
    QuestionRow,
    ReadingRow,
    RelationRow,
    RevisionRow,
    SourceRow,
)
from viva.db.bulk import in_chunks, insert_rows

Columns = Mapping[str, Any]


class Archive:
    """The rows of one workspace, all of them, in one transaction."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace_id = workspace_id

    def questions(self) -> Sequence[QuestionRow]:
        """All questions, merged and withdrawn ones too, by key."""
        query = select(QuestionRow).where(QuestionRow.workspace_id == self._workspace_id)
        return self._session.scalars(query.order_by(QuestionRow.key)).all()

    def ids(self) -> dict[str, int]:
        """The number of each question by its key."""
        query = select(QuestionRow.key, QuestionRow.id).where(QuestionRow.workspace_id == self._workspace_id)
        return dict(self._session.execute(query).all())

    def revisions(self) -> Sequence[RevisionRow]:
        """All wordings, by question, oldest first."""
        query = select(RevisionRow).where(RevisionRow.workspace_id == self._workspace_id)
        return self._session.scalars(query.order_by(RevisionRow.question_id, RevisionRow.number)).all()

    def relations(self) -> Sequence[RelationRow]:
        """How questions hang together."""
        return self._session.scalars(select(RelationRow).where(RelationRow.workspace_id == self._workspace_id)).all()

    def sources(self) -> Sequence[Row[SourceRow, ReadingRow]]:
        """All notes with how they were read, by location."""
        query = (
            select(SourceRow, ReadingRow)
            .join(ReadingRow, ReadingRow.source_id == SourceRow.id)
            .where(SourceRow.workspace_id == self._workspace_id)
        )
        return self._session.execute(query.order_by(SourceRow.location)).all()

    def findings(self, code: str) -> Sequence[FindingRow]:
        """What was found about notes."""
        query = select(FindingRow).where(FindingRow.workspace_id == self._workspace_id, FindingRow.code == code)
        return self._session.scalars(query.order_by(FindingRow.source_id, FindingRow.line, FindingRow.id)).all()

    def pictures(self) -> "Pictures":
        """The bytes of all pictures by their hash, read when asked for."""
        return Pictures(self._session, self._workspace_id)

    def merge(self, into: Sequence[tuple[int, int]]) -> None:
        """Say which questions are parts of which others."""
        for question_id, other in into:
            self._session.execute(update(QuestionRow).where(QuestionRow.id == question_id).values(merged_into=other))

    def add_revisions(self, revisions: Sequence[Columns]) -> None:
        """Add wordings of questions that are there."""
        self._insert(RevisionRow, revisions)

    def add_relations(self, relations: Sequence[Columns]) -> None:
        """Say how questions hang together of which that is not known yet."""
        self._insert(RelationRow, relations)

    def related(self, question_ids: Collection[int]) -> dict[tuple[int, int, str], bool]:
        """Which relations are known whose first question is one of these, and whether a person said so."""
        found: dict[tuple[int, int, str], bool] = {}
        for some in in_chunks(sorted(question_ids)):
            rows = self._session.execute(
                select(RelationRow.one_id, RelationRow.other_id, RelationRow.kind, RelationRow.by_person).where(
                    RelationRow.one_id.in_(some)
                )
            )
            found.update(((one, other, kind), by_person) for one, other, kind, by_person in rows)
        return found

    def by_prompt(self) -> dict[str, list[str]]:
        """The keys of the questions that are in no note, by what they ask, oldest first."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        rows = self._session.execute(
            select(RevisionRow.prompt, QuestionRow.key)
            .join(QuestionRow, CURRENT)
            .where(QuestionRow.workspace_id == self._workspace_id, QuestionRow.source_id.is_(None), IN_BANK)
            .order_by(QuestionRow.id)
        )
        for prompt, key in rows:
            found[prompt].append(key)
        return found

    def _insert(self, rows_of: type[Any], rows: Sequence[Columns]) -> None:
        table: Table = rows_of.__table__
        same = {"workspace_id": self._workspace_id}
        insert_rows(self._connection, table, [{**row, **same} for row in rows])

    @property
    def _connection(self) -> Connection:
        return self._session.connection()


class Pictures(Mapping[str, bytes]):
    """The pictures of a workspace, of which only those are in memory that are asked for."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace_id = workspace_id
        query = select(AssetRow.sha256).where(AssetRow.workspace_id == workspace_id)
        self._hashes = dict.fromkeys(session.scalars(query.order_by(AssetRow.sha256)))

    def __getitem__(self, sha256: str) -> bytes:
        content = self._session.scalar(
            select(AssetRow.content).where(AssetRow.workspace_id == self._workspace_id, AssetRow.sha256 == sha256)
        )
        if content is None:
            raise KeyError(sha256)
        return content

    def __iter__(self) -> Iterator[str]:
        return iter(self._hashes)

    def __len__(self) -> int:
        return len(self._hashes)
