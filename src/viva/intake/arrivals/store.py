"""Every query about arrivals."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, bindparam, delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from viva.db.direct import connection_of, read_rows
from viva.intake.arrivals.model import ArrivalState
from viva.intake.arrivals.tables import ArrivalCorrectionRow, ArrivalFileRow, ArrivalRow

ArrivedRow = Any
"""A row with what an arrival or a file of one is, but for the bytes of the file."""

_ARRIVAL = select(*cast("Table", ArrivalRow.__table__).c).where(
    ArrivalRow.id == bindparam("arrival"), ArrivalRow.workspace_id == bindparam("workspace")
)
_FILES = (
    select(*(column for column in cast("Table", ArrivalFileRow.__table__).c if column.name != "content"))
    .where(ArrivalFileRow.arrival_id == bindparam("arrival"))
    .order_by(ArrivalFileRow.position)
)
_CORRECTIONS = (
    select(ArrivalCorrectionRow.said, ArrivalCorrectionRow.undone)
    .where(ArrivalCorrectionRow.file_id == bindparam("file"))
    .order_by(ArrivalCorrectionRow.number)
)


class ArrivalStore:
    """The arrivals of one workspace in one transaction."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace_id = workspace_id

    def add(self, **columns: Any) -> int:
        """Store a new arrival; gives its number."""
        row = ArrivalRow(workspace_id=self._workspace_id, **columns)
        self._session.add(row)
        self._session.flush()
        return row.id

    def add_file(self, **columns: Any) -> None:
        """Store a file of an arrival; its bytes go straight through."""
        self._session.execute(
            insert(ArrivalFileRow).values(version=1, read=False, questions=0, judged=0, rejected=0, **columns)
        )

    def arrival(self, arrival_id: int) -> ArrivedRow | None:
        """An arrival to look at."""
        return next(iter(self._found(_ARRIVAL, arrival=arrival_id, workspace=self._workspace_id)), None)

    def held(self, arrival_id: int) -> ArrivalRow | None:
        """An arrival to be changed: nobody else changes it or what belongs to it until this transaction ends."""
        found: ArrivalRow | None = self._session.scalar(
            self._ours().where(ArrivalRow.id == arrival_id).with_for_update()
        )
        return found

    def newest(self, states: Sequence[ArrivalState], limit: int) -> Sequence[ArrivalRow]:
        """Arrivals in these states, newest first."""
        query = self._ours().where(ArrivalRow.state.in_(states))
        return self._session.scalars(query.order_by(ArrivalRow.id.desc()).limit(limit)).all()

    def sums(self, arrival_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
        """How many notes each arrival has, and how many questions would come in."""
        query = (
            select(ArrivalFileRow.arrival_id, func.count(), func.sum(ArrivalFileRow.questions))
            .where(ArrivalFileRow.arrival_id.in_(arrival_ids), ArrivalFileRow.picture.is_(False))
            .group_by(ArrivalFileRow.arrival_id)
        )
        return {arrival_id: (notes, questions) for arrival_id, notes, questions in self._session.execute(query)}

    def names(self, arrival_id: int, limit: int) -> Sequence[str]:
        """The names of its first notes."""
        notes = (ArrivalFileRow.arrival_id == arrival_id, ArrivalFileRow.picture.is_(False))
        query = select(ArrivalFileRow.name).where(*notes).order_by(ArrivalFileRow.position).limit(limit)
        return self._session.scalars(query).all()

    def files(self, arrival_id: int) -> list[ArrivedRow]:
        """Its notes and pictures in their order."""
        return self._found(_FILES, arrival=arrival_id)

    def file(self, arrival_id: int, position: int) -> ArrivalFileRow | None:
        """A note or picture by its number in the arrival."""
        here = (ArrivalFileRow.arrival_id == arrival_id, ArrivalFileRow.position == position)
        return self._session.scalar(select(ArrivalFileRow).where(*here))

    def content(self, file_id: int) -> bytes:
        """The bytes of a file."""
        return self._session.scalars(select(ArrivalFileRow.content).where(ArrivalFileRow.id == file_id)).one()

    def brought_in(self) -> Sequence[tuple[int, str, str]]:
        """The notes that came into the bank, by arrival, name and hash; oldest first."""
        query = (
            select(ArrivalFileRow.arrival_id, ArrivalFileRow.name, ArrivalFileRow.sha256)
            .where(*self._is_note(), ArrivalFileRow.imported.is_not(None))
            .order_by(ArrivalFileRow.id)
        )
        return [(arrival_id, name, sha256) for arrival_id, name, sha256 in self._session.execute(query)]

    def note_with(self, name: str, sha256: str) -> bytes | None:
        """The bytes of a note that came under this name with this hash."""
        such = (*self._is_note(), ArrivalFileRow.name == name, ArrivalFileRow.sha256 == sha256)
        return self._session.scalar(select(ArrivalFileRow.content).where(*such).limit(1))

    def set_file(self, file_id: int, **columns: Any) -> None:
        """Write down what is known of a file."""
        self._session.execute(update(ArrivalFileRow).where(ArrivalFileRow.id == file_id).values(**columns))

    def corrections(self, file_id: int) -> Sequence[tuple[Mapping[str, Any], bool]]:
        """What was said about a note, in its order, and whether it was taken back."""
        return self._found(_CORRECTIONS, file=file_id)

    def correct(self, file_id: int, said: Mapping[str, Any], by: int, at: datetime) -> None:
        """Add what was said; what was taken back before cannot be done again then."""
        taken_back = (self._about(file_id), ArrivalCorrectionRow.undone.is_(True))
        self._session.execute(delete(ArrivalCorrectionRow).where(*taken_back))
        last = self._session.scalar(select(func.max(ArrivalCorrectionRow.number)).where(self._about(file_id))) or 0
        self._session.add(
            ArrivalCorrectionRow(file_id=file_id, number=last + 1, said=said, made_by=by, made_at=at, undone=False)
        )
        self._session.flush()

    def turn(self, file_id: int, *, back: bool) -> Mapping[str, Any] | None:
        """Take back what was said last, or say again what was taken back last; gives it, None when nothing is there."""
        number = ArrivalCorrectionRow.number
        mine = (self._about(file_id), ArrivalCorrectionRow.undone.is_(not back))
        order = number.desc() if back else number
        row = self._session.scalar(select(ArrivalCorrectionRow).where(*mine).order_by(order).limit(1))
        if row is None:
            return None
        row.undone = back
        self._session.flush()
        return row.said

    def forget(self, arrival_ids: Sequence[int]) -> None:
        """Delete arrivals with all that belongs to them."""
        files = select(ArrivalFileRow.id).where(ArrivalFileRow.arrival_id.in_(arrival_ids))
        self._session.execute(delete(ArrivalCorrectionRow).where(ArrivalCorrectionRow.file_id.in_(files)))
        self._session.execute(delete(ArrivalFileRow).where(ArrivalFileRow.arrival_id.in_(arrival_ids)))
        self._session.execute(delete(ArrivalRow).where(ArrivalRow.id.in_(arrival_ids)))

    def older_than(self, moment: datetime) -> Sequence[int]:
        """Arrivals that came before, of which nobody has said anything since, and which are not being imported."""
        said = exists().where(
            ArrivalFileRow.arrival_id == ArrivalRow.id,
            ArrivalCorrectionRow.file_id == ArrivalFileRow.id,
            ArrivalCorrectionRow.made_at >= moment,
        )
        old = (ArrivalRow.made_at < moment, ArrivalRow.state != ArrivalState.IMPORTING, ~said)
        return self._session.scalars(self._ours(ArrivalRow.id).where(*old)).all()

    def _found(self, query: Select[*tuple[Any, ...]], **values: Any) -> list[Any]:
        self._session.flush()
        return read_rows(connection_of(self._session), query, **values)

    def _ours(self, what: Any = ArrivalRow) -> Select[Any]:
        return select(what).where(ArrivalRow.workspace_id == self._workspace_id)

    def _is_note(self) -> tuple[ColumnElement[bool], ...]:
        """That a file is a note of this workspace."""
        return ArrivalFileRow.arrival_id.in_(self._ours(ArrivalRow.id)), ArrivalFileRow.picture.is_(False)

    def _about(self, file_id: int) -> ColumnElement[bool]:
        return ArrivalCorrectionRow.file_id == file_id
