"""Every query by which a person changes questions, one by one."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import Any, cast

from sqlalchemy import Connection, Table, bindparam, select
from sqlalchemy.orm import Session

from viva.bank.conditions import CURRENT
from viva.bank.content import Content, Parts, compared_in
from viva.bank.describing import Descriptions
from viva.bank.keymap import TermKey
from viva.bank.mentions import Mentions
from viva.bank.model import Origin, status_of
from viva.bank.shelf import Shelf
from viva.bank.tables import ChangeRow, KeywordRow, QuestionRow, RelationRow, RevisionRow
from viva.bank.wording import Cells, Wording, content_from, parts_from
from viva.db.bulk import in_chunks, insert_row
from viva.db.direct import read_rows

Columns = dict[str, Any]
Worded = tuple[Content, Parts]


@dataclass(slots=True)
class Standing:
    """How a question stands: what is changed here is written when the desk is cleared."""

    id: int
    version: int
    status: str
    revision: int
    noted: int | None
    offered: int | None
    revisions: int
    merged_into: int | None
    withdrawn_at: datetime | None
    compared: int | None


_NAMES = tuple(field.name for field in fields(Standing))
_values: Callable[[Standing], tuple[Any, ...]] = attrgetter(*_NAMES)
_WRITTEN = ("status", "revision", "noted", "offered", "revisions", "merged_into", "withdrawn_at", "compared")
_STANDING = [QuestionRow.__table__.c[name] for name in _NAMES]
_NOT_SAID = {"question_id", "workspace_id", "source_id", "origin", "made_at", "made_by", "content_hash", "number"}
_SAID = [column for column in RevisionRow.__table__.c if column.name not in _NOT_SAID]

# Statements without the bookkeeping of rows as objects, made once: both cost more than what the database does.
_OURS = (
    select(*_STANDING, *_SAID)
    .select_from(QuestionRow.__table__.join(RevisionRow.__table__, CURRENT))
    .where(QuestionRow.workspace_id == bindparam("workspace"))
)
_QUESTION = _OURS.where(QuestionRow.id == bindparam("id"))
_WORDING = select(*_SAID).where(
    RevisionRow.question_id == bindparam("question"), RevisionRow.number == bindparam("number")
)
_QUESTIONS = _OURS.where(QuestionRow.id.in_(bindparam("ids", expanding=True)))
_CHANGES = cast("Table", ChangeRow.__table__)


class Desk:
    """Where questions of one workspace are worked on, in one transaction: `clear` puts all of it away at once."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._shelf = Shelf(session, workspace_id)
        self._descriptions = Descriptions(session, workspace_id)
        self._wordings: dict[tuple[int, int], Worded] = {}
        self._standings: dict[int, tuple[Standing, Standing]] = {}  # as it is kept, and as it is to be
        self._written: list[tuple[int, int, Wording]] = []
        self._offers: list[tuple[int, int, Wording]] = []
        self.reworded: set[int] = set()
        """The questions that were put away with another wording than they had."""

    def questions(self, question_ids: Collection[int]) -> dict[int, Standing]:
        """Questions by id; those that are not there are missing."""
        for some in in_chunks(sorted(set(question_ids) - self._standings.keys())):
            row: Cells
            for row in self._rows(some):
                self._take(Standing(*row[: len(_NAMES)]))
                self._wordings[row.id, row.revision] = (content_from(row), parts_from(row))
        return {one: self._standings[one][1] for one in question_ids if one in self._standings}

    @cached_property
    def _connection(self) -> Connection:
        return self._session.connection()

    def _rows(self, ids: Sequence[int]) -> Iterable[Any]:
        if len(ids) == 1:  # what nearly every change is about
            return read_rows(self._connection, _QUESTION, id=ids[0], workspace=self._workspace_id)
        return self._connection.execute(_QUESTIONS, {"ids": ids, "workspace": self._workspace_id})

    def place(self, question_id: int) -> Columns:
        """Where a question stands in the notes, as it is stored."""
        columns = (QuestionRow.source_id, QuestionRow.position, QuestionRow.line, QuestionRow.place)
        query = select(*columns).where(QuestionRow.id == question_id)
        return dict(self._session.execute(query).mappings().one())

    def merged_into(self, question_id: int) -> Sequence[int]:
        """The questions that were merged into one."""
        query = select(QuestionRow.id).where(QuestionRow.merged_into == question_id)
        return self._session.scalars(query.order_by(QuestionRow.id)).all()

    def wording(self, question_id: int, number: int) -> Worded:
        """One wording of a question."""
        key = (question_id, number)
        if key not in self._wordings:
            (row,) = read_rows(self._connection, _WORDING, question=question_id, number=number)
            self._wordings[key] = (content_from(row), parts_from(row))
        return self._wordings[key]

    def pictures(self, question_id: int) -> dict[str, str | None]:
        """The hash of each picture's bytes by its target, over all wordings of a question, the newest last."""
        revisions = self._session.scalars(
            select(RevisionRow).where(RevisionRow.question_id == question_id).order_by(RevisionRow.number)
        )
        return {picture.target: picture.sha256 for row in revisions for picture in parts_from(row).pictures}

    def keep_picture(self, sha256: str, content: bytes, at: datetime) -> None:
        """Keep the bytes of a picture, once."""
        self._shelf.put_picture(sha256, content, at)

    def add(self, columns: Columns) -> Standing:
        """Add a question that has no wording yet."""
        empty: Columns = {"version": 1, "revision": 0, "revisions": 0, "position": 0, "line": 0, "place": {}}
        (question_id,) = self._shelf.add_questions([{**empty, **columns}])
        return self._take(Standing(question_id, 1, columns["status"], 0, None, None, 0, None, None, None))

    def write(self, question: Standing, content: Content, parts: Parts) -> None:
        """Add a wording, and make it the one that counts; a status that only said what was needed follows."""
        before = self.wording(question.id, question.revision) if question.revision else None
        if before is None or question.status == status_of(before[1]):
            question.status = status_of(parts)
        question.revisions += 1
        if before and question.compared == question.revision and compared_in(before[0]) == compared_in(content):
            question.compared = question.revisions
        question.revision = question.revisions
        self._wordings[question.id, question.revision] = (content, parts)
        self._written.append((question.id, question.revision, Wording(content, parts)))

    def offer(self, question: Standing, content: Content, parts: Parts) -> None:
        """Add a wording of the notes, which waits beside the one that counts."""
        question.revisions += 1
        question.offered = question.revisions
        self._wordings[question.id, question.offered] = (content, parts)
        self._offers.append((question.id, question.offered, Wording(content, parts)))

    def note(self, question: Standing, content: Content, parts: Parts, *, counts: bool) -> None:
        """Add what a question's own source says by now: it counts from now on, or waits beside what does."""
        self.offer(question, content, parts)
        question.noted = question.offered
        if counts:
            before, found = self.wording(question.id, question.revision)
            if question.status == status_of(found):
                question.status = status_of(parts)
            if question.compared == question.revision and compared_in(before) == compared_in(content):
                question.compared = question.revisions
            question.revision, question.offered = question.revisions, None

    def is_of_a_source(self, question_id: int, number: int) -> bool:
        """Whether a wording is of a note or another source, and of no person."""
        revision = self._session.get_one(RevisionRow, (question_id, number))
        return revision.origin == Origin.NOTES

    def clear(self, made: Columns) -> None:
        """Put away what was worked on: wordings, with who made them and when, standings, labels and the index."""
        self._shelf.add_revisions(self._written, {"origin": Origin.PERSON, "source_id": None, **made})
        self._shelf.add_revisions(self._offers, {"origin": Origin.NOTES, "source_id": None, **made})
        self._offers = []
        new = {(question_id, number): wording for question_id, number, wording in self._written}
        self._written = []
        changed = [(was, now) for was, now in self._standings.values() if was != now]
        self._shelf.set_standings([_different(was, now) for was, now in changed])
        self._descriptions.change(
            [
                (
                    now.id,
                    self._stored(was.id, was.revision),
                    new.get((now.id, now.revision)) or self._stored(now.id, now.revision),
                )
                for was, now in changed
                if was.revision != now.revision
            ]
        )
        self.reworded |= {now.id for was, now in changed if was.revision != now.revision}
        for _was, now in changed:
            now.version += 1
            self._take(now)

    def _take(self, standing: Standing) -> Standing:
        self._standings[standing.id] = (Standing(*_values(standing)), standing)
        return standing

    def _stored(self, question_id: int, number: int) -> Wording | None:
        return Wording(*self.wording(question_id, number)) if number else None

    def index_mentioning(self, names: Collection[str]) -> None:
        """Index the questions anew that mention any of these names."""
        if names:
            mentioned = Mentions(self._session, self._workspace_id).of(names)
            found = self.questions({one for each in mentioned.values() for one in each})
            self._descriptions.index_anew(
                [(one.id, Wording(*self.wording(one.id, one.revision))) for one in found.values()]
            )

    def said(self, key: TermKey) -> KeywordRow | None:
        """What somebody said about a term of a keyword map."""
        return self._session.get(KeywordRow, (self._workspace_id, *key))

    def put_said(self, key: TermKey, columns: Columns | None) -> None:
        """Say something about a term; None: nothing. The moment is text, as JSON holds it."""
        row = self.said(key)
        if row is not None:
            self._session.delete(row)
            self._session.flush()
        if columns is not None:
            columns = {**columns, "made_at": datetime.fromisoformat(columns["made_at"])}
            self._session.add(KeywordRow(workspace_id=self._workspace_id, **key._asdict(), **columns))
        self._session.flush()

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

    def add_change(self, columns: Columns) -> int:
        """Write a change down, and give its id."""
        return insert_row(self._connection, _CHANGES, {"workspace_id": self._workspace_id, **columns})


def _different(was: Standing, now: Standing) -> Columns:
    """What of a question is to be written, with its `id`."""
    there = {name: getattr(now, name) for name in _WRITTEN}
    return {"id": now.id, **{name: value for name, value in there.items() if value != getattr(was, name)}}
