"""Every query by which a person changes questions, one by one."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from viva.bank.content import Content, Parts
from viva.bank.model import Origin, status_of
from viva.bank.shelf import Shelf
from viva.bank.tables import ChangeRow, QuestionRow, RelationRow, RevisionRow
from viva.bank.wording import content_from, parts_from, wording_of

Columns = dict[str, Any]

_CHUNK = 500


class Desk:
    """Where questions of one workspace are worked on, in one transaction."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._shelf = Shelf(session, workspace_id)

    def questions(self, question_ids: Collection[int]) -> dict[int, QuestionRow]:
        """Questions by id; those that are not there are missing."""
        ids = sorted(set(question_ids))
        found: dict[int, QuestionRow] = {}
        for start in range(0, len(ids), _CHUNK):
            rows = self._session.scalars(
                select(QuestionRow)
                .where(QuestionRow.id.in_(ids[start : start + _CHUNK]), QuestionRow.workspace_id == self._workspace_id)
                .execution_options(populate_existing=True)
            )
            found.update((row.id, row) for row in rows)
        return found

    def merged_into(self, question_id: int) -> Sequence[int]:
        """The questions that were merged into one."""
        query = select(QuestionRow.id).where(QuestionRow.merged_into == question_id)
        return self._session.scalars(query.order_by(QuestionRow.id)).all()

    def wording(self, question_id: int, number: int) -> tuple[Content, Parts]:
        """One wording of a question."""
        revision = self._session.get_one(RevisionRow, (question_id, number))
        return content_from(revision), parts_from(revision)

    def pictures(self, question_id: int) -> dict[str, str | None]:
        """The hash of each picture's bytes by its target, over all wordings of a question, the newest last."""
        revisions = self._session.scalars(
            select(RevisionRow).where(RevisionRow.question_id == question_id).order_by(RevisionRow.number)
        )
        return {picture.target: picture.sha256 for row in revisions for picture in parts_from(row).pictures}

    def keep_picture(self, sha256: str, content: bytes, at: datetime) -> None:
        """Keep the bytes of a picture, once."""
        self._shelf.put_picture(sha256, content, at)

    def add(self, columns: Columns) -> QuestionRow:
        """Add a question that has no wording yet."""
        (question_id,) = self._shelf.add_questions([{"version": 1, "position": 0, "line": 0, "place": {}, **columns}])
        return self._session.get_one(QuestionRow, question_id)

    def write(self, question: QuestionRow, content: Content, parts: Parts, made: Columns) -> None:
        """Add a wording, and make it the one that counts; a status that only said what was needed follows."""
        if question.revisions == 0 or question.status == status_of(self.wording(question.id, question.revision)[1]):
            question.status = status_of(parts)
        question.revisions += 1
        question.revision = question.revisions
        self._session.flush()
        wording = wording_of(content, parts)
        columns = {"origin": Origin.PERSON, "source_id": None, **made}
        self._shelf.add_revisions([(question.id, question.revision, wording)], columns)
        self.describe([question])

    def describe(self, questions: Iterable[QuestionRow]) -> None:
        """Label and index the wordings that count anew."""
        wordings = [(each.id, wording_of(*self.wording(each.id, each.revision))) for each in questions]
        self._shelf.clear([question_id for question_id, _wording in wordings])
        self._shelf.describe(wordings)

    def relation(self, one: int, other: int, kind: str) -> RelationRow | None:
        """How two questions hang together, if that is known."""
        return self._session.get(RelationRow, (one, other, kind))

    def relations_of(self, question_ids: Collection[int]) -> Sequence[RelationRow]:
        """What a person said about how questions hang together with others."""
        ids = list(question_ids)
        return self._session.scalars(
            select(RelationRow).where(
                RelationRow.one_id.in_(ids) | RelationRow.other_id.in_(ids), RelationRow.by_person
            )
        ).all()

    def put_relation(self, key: tuple[int, int, str], columns: Columns | None) -> None:
        """Say how two questions hang together; None: nothing is known."""
        row = self.relation(*key)
        if row is not None:
            self._session.delete(row)
            self._session.flush()
        if columns is not None:
            one, other, kind = key
            new = RelationRow(workspace_id=self._workspace_id, one_id=one, other_id=other, kind=kind, **columns)
            self._session.add(new)
        self._session.flush()

    def flush(self) -> None:
        """Send changes to the database."""
        self._session.flush()

    def add_change(self, columns: Columns) -> ChangeRow:
        """Write a change down."""
        change = ChangeRow(workspace_id=self._workspace_id, **columns)
        self._session.add(change)
        self._session.flush()
        return change

    def change(self, change_id: int) -> ChangeRow | None:
        """A change."""
        query = select(ChangeRow).where(ChangeRow.id == change_id, ChangeRow.workspace_id == self._workspace_id)
        return self._session.scalar(query)

    def last_done(self) -> ChangeRow | None:
        """The newest change that is not undone."""
        query = select(ChangeRow).where(ChangeRow.workspace_id == self._workspace_id, ChangeRow.undone_at.is_(None))
        return self._session.scalar(query.order_by(ChangeRow.id.desc()).limit(1))

    def done_since(self, change_id: int) -> Sequence[ChangeRow]:
        """The changes after one that are not undone."""
        return self._session.scalars(
            select(ChangeRow).where(
                ChangeRow.workspace_id == self._workspace_id, ChangeRow.id > change_id, ChangeRow.undone_at.is_(None)
            )
        ).all()

    def last_undone(self) -> ChangeRow | None:
        """The change that was undone last, unless something was done since."""
        query = select(ChangeRow).where(ChangeRow.workspace_id == self._workspace_id, ChangeRow.undone_at.is_not(None))
        undone = self._session.scalar(query.order_by(ChangeRow.undone_at.desc(), ChangeRow.id).limit(1))
        done = self.last_done()
        return undone if undone and (done is None or done.id < undone.id) else None

    def changes(self, limit: int | None) -> Sequence[ChangeRow]:
        """Changes, newest first."""
        query = select(ChangeRow).where(ChangeRow.workspace_id == self._workspace_id)
        return self._session.scalars(query.order_by(ChangeRow.id.desc()).limit(limit)).all()
