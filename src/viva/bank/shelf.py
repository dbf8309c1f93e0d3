"""Every query by which notes are put into the bank, in bulk."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    Update,
    and_,
    bindparam,
    case,
    delete,
    func,
    literal_column,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session, aliased

from viva.bank.conditions import CURRENT, NOTED
from viva.bank.content import Content
from viva.bank.model import QuestionStatus
from viva.bank.tables import (
    AssetRow,
    FindingRow,
    QuestionRow,
    ReadingRow,
    RevisionRow,
    SourceRow,
)
from viva.bank.wording import Wording, content_from, parts_from
from viva.db.bulk import in_chunks, insert_rows, update_rows

Columns = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Together:
    """What is built on when the notes of merged questions change: their offer that waits, or else what they say."""

    content: Content
    pictures: dict[str, str | None]
    """The hash of each picture's bytes by its target."""
    offered: int | None
    """The number of the offer that waits."""
    counts: Content
    """What they say now."""


class Shelf:
    """Puts away what was read in the notes of one workspace, in one transaction."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace_id = workspace_id

    def sources(self) -> Sequence[SourceRow]:
        """All sources."""
        return self._session.scalars(select(SourceRow).where(SourceRow.workspace_id == self._workspace_id)).all()

    def source_at(self, location: str) -> SourceRow | None:
        """The source that is at a location."""
        return self._session.scalar(
            select(SourceRow).where(SourceRow.workspace_id == self._workspace_id, SourceRow.location == location)
        )

    def sources_with(self, sha256: str) -> Sequence[SourceRow]:
        """The sources that have this content, oldest first."""
        return self._session.scalars(
            select(SourceRow)
            .where(SourceRow.workspace_id == self._workspace_id, SourceRow.sha256 == sha256)
            .order_by(SourceRow.id)
        ).all()

    def put_source(self, source_id: int | None, columns: Columns, reading: Columns) -> int:
        """Add a source (None: a new one), or bring it up to date, with how it was read."""
        if source_id is not None:
            self._session.execute(update(SourceRow).where(SourceRow.id == source_id).values(columns))
            self._session.execute(update(ReadingRow).where(ReadingRow.source_id == source_id).values(reading))
            return source_id
        source = SourceRow(workspace_id=self._workspace_id, **columns)
        self._session.add(source)
        self._session.flush()
        self._insert(ReadingRow, [{"source_id": source.id, "workspace_id": self._workspace_id, **reading}])
        return source.id

    def set_gone(self, source_id: int, at: datetime) -> None:
        """Mark a source whose file is not there any more; bringing it up to date takes the mark off."""
        self._session.execute(update(SourceRow).where(SourceRow.id == source_id).values(gone_at=at))

    def put_findings(self, source_id: int, code: str, findings: Sequence[Columns]) -> None:
        """Replace the findings of one kind about a source."""
        self._session.execute(delete(FindingRow).where(FindingRow.source_id == source_id, FindingRow.code == code))
        same = {"workspace_id": self._workspace_id, "source_id": source_id, "code": code}
        self._insert(FindingRow, [{**finding, **same} for finding in findings])

    def put_picture(self, sha256: str, content: bytes, at: datetime) -> None:
        """Keep the bytes of a picture, once."""
        if self._session.get(AssetRow, (self._workspace_id, sha256)) is None:
            picture = {"sha256": sha256, "size": len(content), "content": content, "added_at": at}
            self._insert(AssetRow, [{"workspace_id": self._workspace_id, **picture}])

    def questions(self, source_id: int) -> Sequence[Row[QuestionRow, RevisionRow, str, bytes]]:
        """The questions of a source, vanished ones too, in their order.

        Each comes with the last wording of the notes, the name of the source,
        and the hash of the wording that counts.
        """
        now = aliased(RevisionRow)
        query = (
            select(QuestionRow, RevisionRow, SourceRow.name, now.content_hash)
            .join(RevisionRow, NOTED)
            .join(now, and_(now.question_id == QuestionRow.id, now.number == QuestionRow.revision))
            .join(SourceRow, SourceRow.id == QuestionRow.source_id)
            .where(QuestionRow.source_id == source_id, QuestionRow.workspace_id == self._workspace_id)
        )
        return self._session.execute(query.order_by(QuestionRow.position, QuestionRow.id)).all()

    def own_wordings(self, source_id: int) -> Sequence[RevisionRow]:
        """The wordings that count of the questions of a source where they are not those of the notes."""
        return self._session.scalars(
            select(RevisionRow)
            .join(QuestionRow, CURRENT)
            .where(
                QuestionRow.source_id == source_id,
                QuestionRow.workspace_id == self._workspace_id,
                QuestionRow.noted != QuestionRow.revision,
            )
        ).all()

    def add_questions(self, questions: Sequence[Columns]) -> list[int]:
        """Add questions, and give their ids in the same order."""
        ids = self._new_ids(len(questions))
        same = {"workspace_id": self._workspace_id}
        self._insert(QuestionRow, [{"id": id_, **same, **each} for id_, each in zip(ids, questions, strict=True)])
        return ids

    def add_revisions(self, revisions: Sequence[tuple[int, int, Wording]], same: Columns) -> None:
        """Add revisions (question, number, wording), with columns that are the same for all."""
        same = {"workspace_id": self._workspace_id, **same}
        self._insert(
            RevisionRow,
            [
                {
                    **same,
                    "question_id": question_id,
                    "number": number,
                    "content_hash": wording.content_hash,
                    **wording.columns,
                }
                for question_id, number, wording in revisions
            ],
        )

    def set_standings(self, standings: Sequence[Columns]) -> None:
        """Set how questions stand, each by its `id`, as far as something is different: indexes of the rest stay."""
        alike: dict[tuple[str, ...], list[Columns]] = {}
        for standing in standings:
            alike.setdefault(tuple(standing), []).append(standing)
        for some in alike.values():
            update_rows(self._connection, _QUESTIONS, some, version=_NEXT_VERSION)

    def move(self, places: Sequence[Columns]) -> None:
        """Set the places of questions; each names its `question_id`."""
        self._update(_MOVE, places)

    def revise(self, changes: Sequence[Columns]) -> None:
        """Set which wordings questions have; a retired one stays retired, and without a status all stay as they are."""
        self._update(_REVISE, changes)

    def together(self, question_ids: Collection[int]) -> dict[int, Together]:
        """Those of the questions that others were merged into, with what is built on when a note of theirs changes."""
        waits = and_(
            QuestionRow.offered.is_not(None),
            or_(QuestionRow.noted.is_(None), QuestionRow.offered != QuestionRow.noted),
        )
        built_on = case((waits, QuestionRow.offered), else_=QuestionRow.revision)
        part, now = aliased(QuestionRow), aliased(RevisionRow)
        query = (
            select(RevisionRow, case((waits, QuestionRow.offered), else_=None).label("offered"), now)
            .join(QuestionRow, and_(RevisionRow.question_id == QuestionRow.id, RevisionRow.number == built_on))
            .join(now, and_(now.question_id == QuestionRow.id, now.number == QuestionRow.revision))
            .where(select(part.id).where(part.merged_into == QuestionRow.id).exists())
        )
        found: dict[int, Together] = {}
        for some in in_chunks(dict.fromkeys(question_ids)):
            for row, offered, counts in self._session.execute(query.where(QuestionRow.id.in_(some))):
                pictures = {picture.target: picture.sha256 for picture in parts_from(row).pictures}
                found[row.question_id] = Together(content_from(row), pictures, offered, content_from(counts))
        return found

    def set_offered(self, question_id: int, number: int | None) -> None:
        """Say which wording of a question waits beside the one that counts."""
        self._session.execute(update(QuestionRow).where(QuestionRow.id == question_id).values(offered=number))

    def offer(self, question_id: int, wording: Wording, made: Columns) -> None:
        """Put a wording of the notes beside the one that counts."""
        question = self._session.get_one(QuestionRow, question_id, populate_existing=True)
        question.revisions += 1
        question.offered = question.revisions
        self._session.flush()
        self.add_revisions([(question_id, question.revisions, wording)], made)

    def set_vanished(self, question_ids: Collection[int], at: datetime | None) -> None:
        """Mark questions as no longer in the notes, or as back in them, which also ends that they were taken back."""
        back = {"withdrawn_at": None, "compared": None} if at is None else {}
        for some in in_chunks(question_ids):
            self._session.execute(
                update(QuestionRow)
                .where(QuestionRow.id.in_(some))
                .values(vanished_at=at, version=QuestionRow.version + 1, **back)
            )

    def withdrawn_sources(self) -> frozenset[int]:
        """The sources with questions of their notes that were taken back, by undoing that they came in."""
        withdrawn = self._session.scalars(
            select(QuestionRow.source_id).where(
                QuestionRow.workspace_id == self._workspace_id,
                QuestionRow.withdrawn_at.is_not(None),
                QuestionRow.noted.is_not(None),
            )
        )
        return frozenset(source_id for source_id in withdrawn if source_id is not None)

    def _new_ids(self, count: int) -> list[int]:
        """Ids for as many questions: taking them first is several times quicker than asking for them afterwards."""
        if self._connection.dialect.name == "sqlite":  # whoever writes is alone, so nobody else takes the next ones
            last = self._session.scalar(select(func.max(QuestionRow.id))) or 0
            return list(range(last + 1, last + 1 + count))
        numbers = select(func.nextval("questions_id_seq")).select_from(func.generate_series(1, count))
        return list(self._session.scalars(numbers))

    @cached_property
    def _connection(self) -> Connection:
        return self._session.connection()

    def _insert(self, rows_of: type[Any], rows: Sequence[Columns]) -> None:
        insert_rows(self._connection, _table(rows_of), rows)

    def _update(self, setting: "_Setting", changes: Sequence[Columns]) -> None:
        rows = [
            {"which": change["question_id"], **{f"new_{name}": change[name] for name in setting.names}}
            for change in changes
        ]
        if rows:
            self._connection.execute(setting.statement, rows)


def _table(rows_of: type[Any]) -> Table:
    """The table itself: its statements do without the bookkeeping of rows as objects, which costs more than writing."""
    table: Table = rows_of.__table__
    return table


class _Setting(NamedTuple):
    """A statement that sets columns of questions."""

    names: tuple[str, ...]
    statement: Update


_QUESTIONS = _table(QuestionRow)


def _setting(*names: str, **computed: ColumnElement[Any]) -> _Setting:
    values = {name: bindparam(f"new_{name}", type_=_QUESTIONS.c[name].type) for name in names}
    which = update(_QUESTIONS).where(_QUESTIONS.c.id == bindparam("which"))
    return _Setting(names, which.values({**values, **computed}))


_NEXT_VERSION: ColumnElement[int] = literal_column("version + 1")
_NEW_STATUS = func.coalesce(bindparam("new_status", type_=_QUESTIONS.c.status.type), _QUESTIONS.c.status)
_STATUS = case((_QUESTIONS.c.status == QuestionStatus.RETIRED, _QUESTIONS.c.status), else_=_NEW_STATUS)

_MOVE = _setting("source_id", "position", "line", "place", compared=null())  # the one before it may be another
_REVISE = _setting("revision", "noted", "offered", "revisions", "status", version=_NEXT_VERSION, status=_STATUS)
