"""Every query about one interview, and about one candidate."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, TypeVarTuple

from sqlalchemy import Boolean, Select, and_, bindparam, not_, or_, select, update
from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.db.text import storable
from viva.interviews.conduct.model import ANSWERED, COUNTING, Kind
from viva.interviews.conduct.tables import (
    CandidateRow,
    ChangeRow,
    EntryRow,
    InterviewRow,
    LineRow,
    RetentionRow,
    ScorecardRow,
    SeatRow,
)

LONGEST_TOKEN = 100

Columns = TypeVarTuple("Columns")


def _fresh(query: Select[*Columns]) -> Select[*Columns]:
    """Read anew, also what this transaction has read before."""
    return query.execution_options(populate_existing=True)


_OPENED = (SeatRow.token_hash == bindparam("token_hash"), SeatRow.closed_at.is_(None))
_OURS = (
    InterviewRow.workspace_id == bindparam("workspace_id"),
    or_(not_(bindparam("guest", type_=Boolean())), InterviewRow.reachable_since.is_not(None)),
)
_SEAT_AND_INTERVIEW = _fresh(
    select(SeatRow, InterviewRow).join(InterviewRow, InterviewRow.id == SeatRow.interview_id).where(*_OPENED, *_OURS)
)
_INTERVIEW_HELD = _fresh(
    select(InterviewRow)
    .where(InterviewRow.id == select(SeatRow.interview_id).where(*_OPENED).scalar_subquery(), *_OURS)
    .with_for_update()
)
_SEAT = _fresh(select(SeatRow).where(*_OPENED))
_CHANGE = select(ChangeRow).where(
    ChangeRow.interview_id == bindparam("interview_id"),
    ChangeRow.seat_id == bindparam("seat_id"),
    ChangeRow.key == bindparam("key"),
)
_LINE_AND_ENTRY = (
    select(LineRow, EntryRow)
    .outerjoin(EntryRow, and_(EntryRow.line == LineRow.number, EntryRow.seat_id == bindparam("seat_id")))
    .where(LineRow.interview_id == bindparam("interview_id"), LineRow.number == bindparam("number"))
)
"""What every change asks, made once: making a statement takes longer than carrying it out."""


class InterviewStore:
    """The interviews of one workspace in one transaction."""

    def __init__(self, session: Session, person: Person) -> None:
        self._session = session
        self._workspace_id = person.workspace_id
        self._guest = person.guest

    def add(self, row: CandidateRow | InterviewRow | LineRow | SeatRow | EntryRow | ChangeRow | ScorecardRow) -> None:
        """Store something new."""
        self._session.add(row)
        self._session.flush()

    def keep(self) -> None:
        """Send what was changed to the database, in this transaction."""
        self._session.flush()

    def interview(self, interview_id: int, *, hold: bool = False) -> InterviewRow | None:
        """An interview; `hold` lets nobody else change it until this transaction ends."""
        query = select(InterviewRow).where(
            InterviewRow.id == interview_id, InterviewRow.workspace_id == self._workspace_id
        )
        return self._session.scalar(_fresh(query.with_for_update()) if hold else query)

    def interview_with(self, key: str) -> int | None:
        """The interview with a key."""
        return self._session.scalar(
            select(InterviewRow.id).where(
                InterviewRow.key == storable(key), InterviewRow.workspace_id == self._workspace_id
            )
        )

    def seat_with(self, token_hash: str) -> tuple[SeatRow, InterviewRow] | None:
        """The seat that a token opens; for a guest, only where the interview was opened to the network."""
        found = self._session.execute(_SEAT_AND_INTERVIEW, self._who(token_hash)).one_or_none()
        return (found[0], found[1]) if found else None

    def seat_held(self, token_hash: str) -> tuple[SeatRow, InterviewRow] | None:
        """The same, with the interview held: the seat is read only then, as another's turn may have changed it."""
        told = self._who(token_hash)
        row = self._session.scalar(_INTERVIEW_HELD, told)
        seat = self._session.scalar(_SEAT, told) if row else None
        return (seat, row) if seat and row else None

    def reachable(self) -> Sequence[int]:
        """The interviews that were opened to the network."""
        query = select(InterviewRow.id).where(
            InterviewRow.workspace_id == self._workspace_id, InterviewRow.reachable_since.is_not(None)
        )
        return self._session.scalars(query.order_by(InterviewRow.id)).all()

    def candidate(self, candidate_id: int) -> CandidateRow | None:
        """A candidate."""
        return self._session.scalar(
            select(CandidateRow).where(CandidateRow.id == candidate_id, CandidateRow.workspace_id == self._workspace_id)
        )

    def lines(self, interview_id: int) -> Sequence[LineRow]:
        """The questions of an interview in their order."""
        query = select(LineRow).where(LineRow.interview_id == interview_id)
        return self._session.scalars(query.order_by(LineRow.place, LineRow.number)).all()

    def line(self, interview_id: int, number: int) -> LineRow | None:
        """One of them."""
        return self._session.get(LineRow, (interview_id, number))

    def line_and_entry(self, interview_id: int, number: int, seat_id: int) -> tuple[LineRow, EntryRow | None] | None:
        """One of them, with what a seat says of it."""
        told = {"interview_id": interview_id, "number": number, "seat_id": seat_id}
        found = self._session.execute(_LINE_AND_ENTRY, told).one_or_none()
        return (found[0], found[1]) if found else None

    def seats(self, interview_id: int) -> Sequence[SeatRow]:
        """All seats of an interview."""
        query = select(SeatRow).where(SeatRow.interview_id == interview_id)
        return self._session.scalars(query.order_by(SeatRow.id)).all()

    def entries(self, seat_ids: Collection[int]) -> Sequence[EntryRow]:
        """What these seats say."""
        query = select(EntryRow).where(EntryRow.seat_id.in_(seat_ids))
        return self._session.scalars(query.order_by(EntryRow.seat_id, EntryRow.line)).all()

    def entry(self, seat_id: int, line: int) -> EntryRow | None:
        """What a seat says of a line."""
        return self._session.get(EntryRow, (seat_id, line))

    def change_with(self, interview_id: int, seat_id: int, key: str) -> ChangeRow | None:
        """The change that a client called so."""
        told = {"interview_id": interview_id, "seat_id": seat_id, "key": storable(key)}
        return self._session.scalar(_CHANGE, told)

    def last_asking(self, interview_id: int, line: int) -> ChangeRow | None:
        """The change that said last whether a question was asked."""
        here = (ChangeRow.interview_id == interview_id, ChangeRow.line == line, ChangeRow.kind == Kind.ASK)
        return self._session.scalar(select(ChangeRow).where(*here).order_by(ChangeRow.sequence.desc()).limit(1))

    def is_answered(self, interview_id: int, line: int) -> bool:
        """Whether anybody whose ratings count says that a question was answered, or not."""
        query = select(EntryRow.seat_id).join(SeatRow, SeatRow.id == EntryRow.seat_id)
        here = (EntryRow.interview_id == interview_id, EntryRow.line == line, EntryRow.state.in_(ANSWERED))
        return self._session.scalar(query.where(*here, SeatRow.part.in_(COUNTING)).limit(1)) is not None

    def changes(self, interview_id: int, since: int, limit: int) -> Sequence[ChangeRow]:
        """Changes after one, in their order."""
        query = select(ChangeRow).where(ChangeRow.interview_id == interview_id, ChangeRow.sequence > since)
        return self._session.scalars(query.order_by(ChangeRow.sequence).limit(limit)).all()

    def scorecards(self, interview_id: int) -> Sequence[ScorecardRow]:
        """What was submitted, with its amendments behind it."""
        query = select(ScorecardRow).where(ScorecardRow.interview_id == interview_id)
        return self._session.scalars(query.order_by(ScorecardRow.seat_id, ScorecardRow.number)).all()

    def seen(self, seat_id: int, at: datetime) -> None:
        """Write down that somebody is there."""
        self._session.execute(update(SeatRow).where(SeatRow.id == seat_id).values(seen_at=at))

    def retention(self) -> RetentionRow | None:
        """How long candidates are kept, where somebody has said so."""
        return self._session.get(RetentionRow, self._workspace_id)

    def keep_for(self, days: int, least: int, most: int) -> None:
        """Say for how long."""
        self._session.merge(RetentionRow(workspace_id=self._workspace_id, days=days, least=least, most=most))
        self._session.flush()

    def _who(self, token_hash: str) -> dict[str, Any]:
        return {"token_hash": token_hash, "workspace_id": self._workspace_id, "guest": self._guest}
