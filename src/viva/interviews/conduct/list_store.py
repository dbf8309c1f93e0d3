"""Every query about many interviews at once: lists, counts, and what was asked and given before."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from viva.accounts.model import Person
from viva.db.text import storable
from viva.interviews.conduct.listing import Keeping, Wanted, WantedCandidates
from viva.interviews.conduct.model import ANSWERED, COUNTING
from viva.interviews.conduct.tables import CandidateRow, EntryRow, InterviewRow, LineRow, SeatRow


class ListStore:
    """The interviews and candidates of one workspace in one transaction."""

    def __init__(self, session: Session, person: Person) -> None:
        self._session = session
        self._workspace_id = person.workspace_id

    def candidates(self) -> Sequence[CandidateRow]:
        """All candidates, the newest first."""
        query = select(CandidateRow).where(CandidateRow.workspace_id == self._workspace_id)
        return self._session.scalars(query.order_by(CandidateRow.id.desc())).all()

    def candidate_lines(
        self, wanted: WantedCandidates, limit: int | None = None, offset: int = 0
    ) -> Sequence[Row[CandidateRow, int, datetime | None]]:
        """Candidates that fit, the newest first, each with the number of their interviews and when the last was."""
        last = func.max(
            func.coalesce(InterviewRow.ended_at, InterviewRow.started_at, InterviewRow.planned_at, InterviewRow.made_at)
        )
        query = self._wanted_candidates(select(CandidateRow, func.count(InterviewRow.id), last), wanted)
        query = query.outerjoin(InterviewRow, InterviewRow.candidate_id == CandidateRow.id)
        query = query.group_by(CandidateRow.id).order_by(CandidateRow.id.desc())
        return self._session.execute(query.limit(limit).offset(offset)).all()

    def candidate_count(self, wanted: WantedCandidates) -> int:
        """How many fit."""
        return self._session.scalar(self._wanted_candidates(select(func.count(CandidateRow.id)), wanted)) or 0

    def listed(self, wanted: Wanted, limit: int, offset: int) -> Sequence[Row[InterviewRow, CandidateRow]]:
        """Interviews that fit, those to come and the newest first."""
        when = func.coalesce(InterviewRow.started_at, InterviewRow.planned_at, InterviewRow.made_at)
        query = self._wanted(select(InterviewRow, CandidateRow), wanted)
        return self._session.execute(
            query.order_by(when.desc(), InterviewRow.id.desc()).limit(limit).offset(offset)
        ).all()

    def count(self, wanted: Wanted) -> int:
        """How many fit."""
        return self._session.scalar(self._wanted(select(func.count()), wanted)) or 0

    def line_counts(self, interview_ids: Collection[int]) -> dict[int, tuple[int, int]]:
        """How many questions each interview has, and how many were asked."""
        query = (
            select(LineRow.interview_id, func.count(), func.count(LineRow.asked_at))
            .where(LineRow.interview_id.in_(interview_ids), LineRow.swapped_for.is_(None))
            .group_by(LineRow.interview_id)
        )
        return {interview: (all_, asked) for interview, all_, asked in self._session.execute(query)}

    def seat_counts(self, interview_ids: Collection[int], parts: Collection[str]) -> dict[int, tuple[int, int]]:
        """How many such seats each interview has, and how many have submitted."""
        query = (
            select(SeatRow.interview_id, func.count(), func.count(SeatRow.submitted_at))
            .where(SeatRow.interview_id.in_(interview_ids), SeatRow.part.in_(parts), SeatRow.closed_at.is_(None))
            .group_by(SeatRow.interview_id)
        )
        return {interview: (all_, done) for interview, all_, done in self._session.execute(query)}

    def rated(self) -> Sequence[Row[*tuple[Any, ...]]]:
        """Every rating of a question of the bank that counts: of a lead or the panel, and submitted."""
        query = (
            select(
                InterviewRow.template_id,
                InterviewRow.template_revision,
                EntryRow.interview_id,
                LineRow.question_key,
                EntryRow.state,
                EntryRow.rating,
            )
            .join(EntryRow, EntryRow.interview_id == InterviewRow.id)
            .join(SeatRow, SeatRow.id == EntryRow.seat_id)
            .join(LineRow, (LineRow.interview_id == EntryRow.interview_id) & (LineRow.number == EntryRow.line))
            .where(
                InterviewRow.workspace_id == self._workspace_id,
                SeatRow.submitted_at.is_not(None),
                SeatRow.part.in_(COUNTING),
                LineRow.question_key.is_not(None),
                EntryRow.state.in_(ANSWERED),
            )
        )
        return self._session.execute(query.order_by(EntryRow.interview_id, EntryRow.line, EntryRow.seat_id)).all()

    def times_asked(self) -> Mapping[str, int]:
        """In how many interviews each question was asked, by key."""
        query = (
            select(LineRow.question_key, func.count(LineRow.interview_id.distinct()))
            .join(InterviewRow, InterviewRow.id == LineRow.interview_id)
            .where(
                InterviewRow.workspace_id == self._workspace_id,
                LineRow.question_key.is_not(None),
                LineRow.asked_at.is_not(None),
            )
            .group_by(LineRow.question_key)
        )
        return {str(key): count for key, count in self._session.execute(query)}

    def _wanted_candidates(self, query: Select[*tuple[Any, ...]], wanted: WantedCandidates) -> Select[*tuple[Any, ...]]:
        query = query.where(CandidateRow.workspace_id == self._workspace_id)
        held, gone = CandidateRow.held != "", CandidateRow.erased_at.is_not(None)
        match wanted.keeping:
            case Keeping.KEPT:
                query = query.where(~held, ~gone)
            case Keeping.HELD:
                query = query.where(held, ~gone)
            case Keeping.ERASED:
                query = query.where(gone)
            case None:
                pass
        return (
            query.where(_said(wanted.text, CandidateRow.name, CandidateRow.contact)) if wanted.text.strip() else query
        )

    def _wanted(self, query: Select[*tuple[Any, ...]], wanted: Wanted) -> Select[*tuple[Any, ...]]:
        when = func.coalesce(InterviewRow.started_at, InterviewRow.planned_at, InterviewRow.made_at)
        query = query.select_from(InterviewRow).join(CandidateRow, CandidateRow.id == InterviewRow.candidate_id)
        query = query.where(InterviewRow.workspace_id == self._workspace_id)
        if wanted.state is not None:
            query = query.where(InterviewRow.state == wanted.state)
        if wanted.states:
            query = query.where(InterviewRow.state.in_(wanted.states))
        if wanted.candidate_id is not None:
            query = query.where(InterviewRow.candidate_id == wanted.candidate_id)
        if wanted.template_id is not None:
            query = query.where(InterviewRow.template_id == wanted.template_id)
        if wanted.text.strip():
            query = query.where(_said(wanted.text, CandidateRow.name, InterviewRow.title))
        if wanted.since is not None:
            query = query.where(when >= wanted.since)
        if wanted.until is not None:
            query = query.where(when < wanted.until)
        return query


def _said(text: str, *columns: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Whether a text stands in one of these; SQLite knows no small letters but the Latin ones."""
    plain = storable(text.strip())
    spelled = dict.fromkeys((plain, plain.lower(), plain.capitalize(), plain.title()))
    return or_(
        *(func.lower(column).contains(plain.lower(), autoescape=True) for column in columns),
        *(column.contains(each, autoescape=True) for column in columns for each in spelled),
    )
