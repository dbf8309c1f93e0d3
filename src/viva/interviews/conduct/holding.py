"""The interviews of one workspace in one transaction, as planning and conducting them both need them."""

from collections.abc import Collection, Iterable
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.bank.stock import Stock, Stocked
from viva.interviews.conduct.changes import are_crowded
from viva.interviews.conduct.errors import no_interview, no_seat
from viva.interviews.conduct.kept import interview_from, line_from, line_row
from viva.interviews.conduct.list_store import ListStore
from viva.interviews.conduct.model import Change, Interview, Line
from viva.interviews.conduct.store import LONGEST_TOKEN, InterviewStore
from viva.interviews.conduct.tables import ChangeRow, InterviewRow, SeatRow
from viva.interviews.scale import Scale
from viva.interviews.templates.choosing import group_at
from viva.interviews.templates.model import Template
from viva.interviews.templates.service import Templates
from viva.kernel.clock import Clock
from viva.kernel.ids import IDS
from viva.notes.model import Group, Level, RelationKind


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode("utf-8", "backslashreplace")).hexdigest()


class Standing(NamedTuple):
    """Where a question stands in an interview."""

    number: int
    place: float
    section: int
    minutes: float


class Holding:
    """What is there, and adding to its journal."""

    def __init__(self, session: Session, person: Person, templates: Templates, clock: Clock) -> None:
        self.store = InterviewStore(session, person)
        self.lists = ListStore(session, person)
        self.stock = Stock(session, person)
        self.clock = clock
        self._templates = templates
        self._held: tuple[str, tuple[SeatRow, InterviewRow]] | None = None

    def row(self, interview_id: int, *, hold: bool = False) -> InterviewRow:
        """An interview as it is stored; `hold` lets nobody else change it until this unit ends."""
        row = self.store.interview(interview_id, hold=hold) if interview_id in IDS else None
        if row is None:
            raise no_interview(interview_id)
        return row

    def seat(self, token: str, *, hold: bool = False) -> tuple[SeatRow, InterviewRow]:
        """The seat that a token opens, and its interview; `hold` lets nobody else change them until this unit ends."""
        if self._held and self._held[0] == token:
            return self._held[1]
        look = self.store.seat_held if hold else self.store.seat_with
        found = look(token_hash(token)) if 0 < len(token) <= LONGEST_TOKEN else None
        if found is None:
            raise no_seat()
        self._held = (token, found) if hold else None
        return found

    def template(self, row: InterviewRow) -> Template:
        """The revision it was made of."""
        return self._templates.wording(row.template_id, row.template_revision)

    def template_key(self, row: InterviewRow) -> str:
        """What the template is called in files."""
        return self._templates.template(row.template_id, row.template_revision).key

    def scale(self, template_id: int, revision: int) -> Scale:
        """The scale of a revision of a template."""
        return self._templates.wording(template_id, revision).scale

    def interview(self, row: InterviewRow) -> Interview:
        """An interview with its seats."""
        candidate = self.store.candidate(row.candidate_id)
        if candidate is None:
            raise no_interview(row.id)
        return interview_from(row, self.template(row), candidate, self.store.seats(row.id))

    def lines(self, interview_id: int) -> list[Line]:
        """Its questions in their order."""
        return [line_from(line) for line in self.store.lines(interview_id)]

    def places(self, interview_id: int) -> dict[int, float]:
        """Where its questions stand, with room between any two: where it has run out, they are numbered anew."""
        rows = self.store.lines(interview_id)
        if are_crowded(row.place for row in rows):
            for place, row in enumerate(rows, 1):
                row.place = place
        return {row.number: row.place for row in rows}

    def note(
        self,
        row: InterviewRow,
        seat: SeatRow | None,
        change: Change,
        *,
        version: int | None = None,
        stale: bool = False,
    ) -> ChangeRow:
        """Add to the journal; the next number is this change's."""
        row.sequence += 1
        noted = ChangeRow(
            interview_id=row.id,
            sequence=row.sequence,
            seat_id=seat.id if seat else None,
            key=change.key,
            kind=change.kind,
            line=change.line,
            said=dict(change.values),
            seen=change.seen,
            stale=stale,
            version=version,
            made_at=change.at,
            saved_at=self.clock.now(),
        )
        self.store.add(noted)
        return noted

    def freeze(
        self,
        question: Stocked,
        *,
        language: str,
        level: Level | None,
        at: Standing,
        group: Group | None = None,
        follow_ups: tuple[str, ...] = (),
        besides: Collection[int] = (),
        **more: Any,
    ) -> Line:
        """A question as this interview asks it: in the language of the talk where the bank has it so, with its twin.

        What is asked `besides`, by number, is not asked here once more: a
        template may name both wordings of a question.
        """
        wordings = [question, *self._twins(question)]
        spoken = (each for each in wordings if each.content.language == language and each.id not in besides)
        asked = next(spoken, question)
        content = asked.content
        return Line(
            number=at.number,
            place=at.place,
            section=at.section,
            content=content,
            question_id=asked.id,
            key=asked.key,
            revision=asked.revision,
            twin=next((each.content for each in wordings if each.content.language != content.language), None),
            group=group or group_at(content, level),
            minutes=at.minutes,
            follow_ups=(*follow_ups, *(remark.text for remark in content.follow_ups)),
            **more,
        )

    def add_line(self, interview_id: int, line: Line) -> None:
        """Ask a question in an interview."""
        self.store.add(line_row(interview_id, line))

    def _twins(self, question: Stocked) -> Iterable[Stocked]:
        same = self.stock.same_as({question.id}).get(question.id, {})
        return self.stock.by_id([other for other, kind in same.items() if kind is RelationKind.TWIN]).values()
