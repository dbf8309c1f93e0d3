"""How interviews are stored: what all seats share, what each says, and the journal of every change."""

from datetime import datetime
from typing import Annotated, Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from viva.db.base import BigKey, Key, PersonKey, Table, Words, WorkspaceKey

InterviewKey = Annotated[int, mapped_column(BigKey, ForeignKey("interviews.id"))]
SeatKey = Annotated[int, mapped_column(BigKey, ForeignKey("interview_seats.id"))]


class CandidateRow(Table):
    """Who is interviewed."""

    __tablename__ = "candidates"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey] = mapped_column(index=True)
    name: Mapped[Words]
    contact: Mapped[Words]
    made_at: Mapped[datetime]
    held: Mapped[Words]
    erased_at: Mapped[datetime | None]


class InterviewRow(Table):
    """One candidate, one revision of a template."""

    __tablename__ = "interviews"
    __table_args__ = (UniqueConstraint("workspace_id", "key"), Index("ix_interviews_candidate_id", "candidate_id"))

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    key: Mapped[Words]
    candidate_id: Mapped[int] = mapped_column(BigKey, ForeignKey("candidates.id"))
    template_id: Mapped[int] = mapped_column(BigKey, ForeignKey("interview_templates.id"))
    template_revision: Mapped[int]
    title: Mapped[Words]
    language: Mapped[Words]
    level: Mapped[str | None]
    state: Mapped[str]
    reason: Mapped[Words]
    planned_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    made_at: Mapped[datetime]
    made_by: Mapped[PersonKey]
    extra: Mapped[int]
    sequence: Mapped[int]
    shown: Mapped[int | None]
    scratch: Mapped[Words]
    scratch_version: Mapped[int]
    reachable_since: Mapped[datetime | None]


class LineRow(Table):
    """One question of an interview."""

    __tablename__ = "interview_lines"
    __table_args__ = (Index("ix_interview_lines_question_key", "question_key"),)

    interview_id: Mapped[InterviewKey] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[float]
    section: Mapped[int]
    question_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("questions.id"))
    question_key: Mapped[str | None]
    revision: Mapped[int | None]
    content: Mapped[dict[str, Any]]
    twin: Mapped[dict[str, Any] | None]
    necessity: Mapped[str]
    weight: Mapped[float]
    weight_reason: Mapped[Words]
    minutes: Mapped[float]
    follow_ups: Mapped[list[Any]]
    reason: Mapped[list[Any] | None]
    version: Mapped[int]
    asked_at: Mapped[datetime | None]
    seconds: Mapped[int]
    skipped: Mapped[bool]
    skip_reason: Mapped[Words]
    assigned: Mapped[int | None] = mapped_column(BigKey)
    swapped_for: Mapped[int | None]


class SeatRow(Table):
    """A person's part in an interview; its token is kept as a hash."""

    __tablename__ = "interview_seats"

    id: Mapped[Key]
    interview_id: Mapped[InterviewKey] = mapped_column(index=True)
    part: Mapped[str]
    name: Mapped[Words]
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]


class EntryRow(Table):
    """What one seat says of one line: always what its changes in the journal make."""

    __tablename__ = "interview_entries"

    seat_id: Mapped[SeatKey] = mapped_column(primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[InterviewKey] = mapped_column(index=True)
    version: Mapped[int]
    state: Mapped[str]
    rating: Mapped[float | None]
    note: Mapped[Words]
    flag: Mapped[Words]
    ticked: Mapped[list[Any]]
    reason: Mapped[Words]


class ChangeRow(Table):
    """One change, in the order in which they came; nothing of it is changed afterwards, but its texts can be erased."""

    __tablename__ = "interview_changes"
    __table_args__ = (UniqueConstraint("interview_id", "seat_id", "key"),)

    interview_id: Mapped[InterviewKey] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("interview_seats.id"))
    key: Mapped[Words]
    kind: Mapped[str]
    line: Mapped[int | None]
    said: Mapped[dict[str, Any]] = mapped_column("said")
    seen: Mapped[int | None]
    stale: Mapped[bool]
    version: Mapped[int | None]
    made_at: Mapped[datetime | None]
    saved_at: Mapped[datetime]


class ScorecardRow(Table):
    """What a seat has submitted, and each amendment of it, sealed with a hash over what came before."""

    __tablename__ = "interview_scorecards"

    seat_id: Mapped[SeatKey] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[InterviewKey] = mapped_column(index=True)
    sealed_at: Mapped[datetime]
    document: Mapped[dict[str, Any]]
    texts: Mapped[dict[str, Any]]
    seal: Mapped[str]


class RetentionRow(Table):
    """How long a workspace keeps what it knows of candidates."""

    __tablename__ = "interview_retention"

    workspace_id: Mapped[WorkspaceKey] = mapped_column(primary_key=True)
    days: Mapped[int]
    least: Mapped[int]
    most: Mapped[int]
