"""Every query about findings in the bank."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, exists, func, select, tuple_
from sqlalchemy.orm import Session

from viva.checks.findings.model import IgnoredKey
from viva.checks.findings.tables import CheckedRow, IgnoredRow, KeptFindingRow
from viva.db.bulk import in_chunks, insert_rows
from viva.db.direct import connection_of, read_rows

Columns = Mapping[str, Any]
Slim = Row[int, int, int, str, int, int, str, str]

_IS_IGNORED = exists().where(
    IgnoredRow.workspace_id == KeptFindingRow.workspace_id,
    IgnoredRow.question_id == KeptFindingRow.question_id,
    IgnoredRow.code == KeptFindingRow.code,
    IgnoredRow.line_hash == KeptFindingRow.line_hash,
)
_HOW_MANY = select(func.count().label("many")).where(
    KeptFindingRow.workspace_id == bindparam("workspace"),
    KeptFindingRow.question_id == bindparam("question"),
    KeptFindingRow.revision == bindparam("revision"),
    ~_IS_IGNORED,
)


class FindingStore:
    """The findings of one workspace, in one transaction."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace_id = workspace_id

    def checked(self, question_ids: Collection[int] | None = None) -> set[tuple[int, int]]:
        """The wordings that were checked, of all questions or of some: question and revision."""
        query = select(CheckedRow.question_id, CheckedRow.revision).where(CheckedRow.workspace_id == self._workspace_id)
        queries = [query]
        if question_ids is not None:
            queries = [query.where(CheckedRow.question_id.in_(some)) for some in in_chunks(question_ids)]
        return {(row.question_id, row.revision) for each in queries for row in self._session.execute(each)}

    def has_checked(self) -> bool:
        """Whether any wording was checked."""
        query = select(CheckedRow.question_id).where(CheckedRow.workspace_id == self._workspace_id)
        return self._session.scalar(query.limit(1)) is not None

    def checked_at(self) -> datetime | None:
        """When anything was checked last."""
        query = select(func.max(CheckedRow.checked_at)).where(CheckedRow.workspace_id == self._workspace_id)
        return self._session.scalar(query)

    def slim(self, *, beginning: str = "", question_id: int | None = None) -> Sequence[Slim]:
        """All findings by what a list is made of, those whose code begins so or that are in one question."""
        row = KeptFindingRow.__table__.c
        query = select(
            row.question_id, row.revision, row.place, row.code, row.line, row.col, row.mending, row.line_hash
        )
        query = query.where(row.workspace_id == self._workspace_id)
        if beginning:
            query = query.where(row.code.startswith(beginning, autoescape=True))
        if question_id is not None:
            query = query.where(row.question_id == question_id)
        return self._session.connection().execute(query).all()

    def whole(self, question_ids: Iterable[int]) -> dict[tuple[int, int, int], KeptFindingRow]:
        """The findings of questions by question, revision and place."""
        found: dict[tuple[int, int, int], KeptFindingRow] = {}
        for some in in_chunks(dict.fromkeys(question_ids)):
            query = select(KeptFindingRow).where(KeptFindingRow.question_id.in_(some))
            for row in self._session.scalars(query.where(KeptFindingRow.workspace_id == self._workspace_id)):
                found[row.question_id, row.revision, row.place] = row
        return found

    def put(self, wordings: Collection[tuple[int, int]], rows: Sequence[Columns], *, places: range) -> None:
        """Replace the findings with such places in wordings."""
        revisions = dict(wordings)
        for some in in_chunks(revisions):
            for row in self._session.scalars(select(KeptFindingRow).where(KeptFindingRow.question_id.in_(some))):
                if row.revision == revisions[row.question_id] and row.place in places:
                    self._session.delete(row)
        self._session.flush()
        insert_rows(self._session.connection(), KeptFindingRow.__table__, self._ours(rows))  # type: ignore[arg-type]

    def put_checked(self, wordings: Collection[tuple[int, int]], at: datetime) -> None:
        """Say that wordings are checked now."""
        revisions = dict(wordings)
        for some in in_chunks(revisions):
            for row in self._session.scalars(select(CheckedRow).where(CheckedRow.question_id.in_(some))):
                if row.revision == revisions[row.question_id]:
                    self._session.delete(row)
        self._session.flush()
        rows = [{"question_id": one, "revision": number, "checked_at": at} for one, number in revisions.items()]
        insert_rows(self._session.connection(), CheckedRow.__table__, self._ours(rows))  # type: ignore[arg-type]

    def forget_others(self, wordings: Collection[tuple[int, int]]) -> None:
        """Drop what was found in any other wording."""
        old = sorted(self.checked() - set(wordings))
        rows: type[CheckedRow | KeptFindingRow]
        for some in in_chunks(old):
            for rows in (KeptFindingRow, CheckedRow):
                these = tuple_(rows.question_id, rows.revision).in_(some)
                self._session.execute(delete(rows).where(rows.workspace_id == self._workspace_id, these))

    def how_many(self, question_id: int, revision: int) -> int:
        """How many findings a wording has, but for those that are ignored."""
        self._session.flush()
        values = {"workspace": self._workspace_id, "question": question_id, "revision": revision}
        (row,) = read_rows(connection_of(self._session), _HOW_MANY, **values)
        many: int = row.many
        return many

    def ignored(self) -> Sequence[IgnoredRow]:
        """What is ignored."""
        query = select(IgnoredRow).where(IgnoredRow.workspace_id == self._workspace_id)
        return self._session.scalars(query.order_by(IgnoredRow.id)).all()

    def add_ignored(self, key: IgnoredKey, columns: Columns) -> int:
        """Ignore something; what is ignored already stays as it is."""
        known = self._session.scalar(
            select(IgnoredRow.id).where(
                IgnoredRow.question_id == key.question_id,
                IgnoredRow.code == key.code,
                IgnoredRow.line_hash == key.line_hash,
                IgnoredRow.workspace_id == self._workspace_id,
            )
        )
        if known is not None:
            return known
        row = IgnoredRow(workspace_id=self._workspace_id, **key._asdict(), **columns)
        self._session.add(row)
        self._session.flush()
        return row.id

    def drop_ignored(self, ignored_id: int) -> bool:
        """Ignore it no more; whether it was."""
        mine = (IgnoredRow.id == ignored_id, IgnoredRow.workspace_id == self._workspace_id)
        return self._session.scalar(delete(IgnoredRow).where(*mine).returning(IgnoredRow.id)) is not None

    def _ours(self, rows: Iterable[Columns]) -> list[dict[str, Any]]:
        return [{**row, "workspace_id": self._workspace_id} for row in rows]
