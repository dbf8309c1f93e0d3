"""How questions and the notes they come from are stored."""

from datetime import datetime
from typing import Annotated, Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from viva.db.base import BigKey, Key, PersonKey, Table, Words, WorkspaceKey

SourceKey = Annotated[int, mapped_column(BigKey, ForeignKey("sources.id"))]
QuestionKey = Annotated[int, mapped_column(BigKey, ForeignKey("questions.id"))]


class SourceRow(Table):
    """A note that was imported, known by where it is."""

    __tablename__ = "sources"
    __table_args__ = (UniqueConstraint("workspace_id", "location"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    location: Mapped[Words]
    name: Mapped[Words]
    sha256: Mapped[str]
    reader_version: Mapped[int]
    encoding: Mapped[str]
    format: Mapped[str]
    lines: Mapped[dict[str, Any]]  # how many have each role
    pictures: Mapped[dict[str, Any]]  # target → sha256, null where the file is missing
    repairs: Mapped[int]
    gone_at: Mapped[datetime | None]  # when its file was found deleted
    imported_at: Mapped[datetime]
    imported_by: Mapped[PersonKey]


class ReadingRow(Table):
    """How a note was read when it was last imported: too large to carry along in every list of sources."""

    __tablename__ = "readings"

    source_id: Mapped[SourceKey] = mapped_column(primary_key=True)
    workspace_id: Mapped[WorkspaceKey]
    account: Mapped[list[Any]]
    reasons: Mapped[list[Any]]
    repairs: Mapped[list[Any]]
    notices: Mapped[list[Any]]


class FindingRow(Table):
    """Something about a note that a person should look at."""

    __tablename__ = "findings"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    source_id: Mapped[SourceKey] = mapped_column(index=True)
    code: Mapped[str]
    line: Mapped[int]
    subject: Mapped[Words]


class QuestionRow(Table):
    """A question: its state, its current revision, and its place in the notes, which may move without a revision.

    `revision` is the wording that counts, `noted` the last one that the notes
    had, and `offered` one of the notes that waits beside a person's own until
    somebody chooses. A question made by hand has no place.
    """

    __tablename__ = "questions"
    __table_args__ = (
        Index("ix_questions_place", "source_id", "position"),
        UniqueConstraint("workspace_id", "key"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    key: Mapped[str]  # what it is called in other banks and in files
    version: Mapped[int] = mapped_column()
    status: Mapped[str]
    revision: Mapped[int]
    noted: Mapped[int | None]
    offered: Mapped[int | None]
    revisions: Mapped[int]  # how many it has
    compared: Mapped[int | None]  # the wording that was compared with all others; null also when it was hidden since
    created_at: Mapped[datetime]
    vanished_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]  # the change that made it was undone
    merged_into: Mapped[QuestionKey | None] = mapped_column(index=True)
    source_id: Mapped[SourceKey | None]
    position: Mapped[int]
    line: Mapped[int]
    place: Mapped[dict[str, Any]]  # the lines of the noted wording's parts, and why it was taken for a question

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class


class RevisionRow(Table):
    """One wording of a question; never changed afterwards."""

    __tablename__ = "revisions"

    question_id: Mapped[QuestionKey] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[WorkspaceKey]
    source_id: Mapped[SourceKey | None]
    origin: Mapped[str]  # notes, or person
    made_at: Mapped[datetime]
    made_by: Mapped[PersonKey]
    content_hash: Mapped[bytes]
    prompt: Mapped[Words]
    answer: Mapped[Words]
    kind: Mapped[str]
    answered: Mapped[bool]
    level: Mapped[str | None]
    author_number: Mapped[Words | None]
    author_status: Mapped[str | None]
    language: Mapped[str]
    experience: Mapped[bool]
    parts: Mapped[dict[str, Any]]


class LabelRow(Table):
    """A word by which questions are chosen: a topic, a tech, a need, a group, a tag."""

    __tablename__ = "labels"
    __table_args__ = (Index("ix_labels_value", "workspace_id", "facet", "value"), {"sqlite_with_rowid": False})

    question_id: Mapped[QuestionKey] = mapped_column(primary_key=True)
    facet: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[WorkspaceKey]


class RelationRow(Table):
    """Two questions that hang together, or (denied) do not, although it was found."""

    __tablename__ = "relations"
    __table_args__ = ({"sqlite_with_rowid": False},)

    one_id: Mapped[QuestionKey] = mapped_column(primary_key=True)
    other_id: Mapped[QuestionKey] = mapped_column(primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[WorkspaceKey] = mapped_column(index=True)
    score: Mapped[float]
    reason: Mapped[list[Any]]
    by_person: Mapped[bool]
    denied: Mapped[bool]


class ChangeRow(Table):
    """What a person did to questions, with all that is needed to undo it."""

    __tablename__ = "changes"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey] = mapped_column(index=True)
    verb: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[PersonKey]
    steps: Mapped[list[Any]]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[PersonKey | None]


class KeywordRow(Table):
    """What a person says about a term of a keyword map; the rest of the map is found anew each time."""

    __tablename__ = "keywords"
    __table_args__ = ({"sqlite_with_rowid": False},)

    workspace_id: Mapped[WorkspaceKey] = mapped_column(primary_key=True)
    topic: Mapped[Words] = mapped_column(primary_key=True)
    tech: Mapped[Words] = mapped_column(primary_key=True)  # empty for what holds in every technology
    term: Mapped[Words] = mapped_column(primary_key=True)
    names: Mapped[dict[str, Any]]  # language → names
    group: Mapped[str | None] = mapped_column("necessity")
    hidden: Mapped[bool]
    made_at: Mapped[datetime]
    made_by: Mapped[PersonKey]


class AssetRow(Table):
    """The bytes of a picture, kept once however many notes show it."""

    __tablename__ = "assets"

    workspace_id: Mapped[WorkspaceKey] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    content: Mapped[bytes]
    added_at: Mapped[datetime]
