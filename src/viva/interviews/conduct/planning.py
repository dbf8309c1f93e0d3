"""What the owner does with interviews: make them, give out seats, look at what became of them."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from viva.accounts.model import Person
from viva.interviews.conduct.changes import extra_time
from viva.interviews.conduct.errors import StaleInterview
from viva.interviews.conduct.holding import Holding, Standing, token_hash
from viva.interviews.conduct.kept import candidate_from, seat_from
from viva.interviews.conduct.listing import ANY, InterviewLine, Listed, Wanted
from viva.interviews.conduct.model import (
    COUNTING,
    Candidate,
    Change,
    Interview,
    Kind,
    Line,
    Part,
    Seat,
    SeatLink,
    State,
)
from viva.interviews.conduct.progress import become
from viva.interviews.conduct.tables import CandidateRow, InterviewRow, SeatRow
from viva.interviews.templates.choosing import Planned
from viva.interviews.templates.model import Template
from viva.interviews.templates.service import Templates
from viva.kernel.errors import InvalidInput, NotFound
from viva.kernel.i18n import _
from viva.kernel.ids import IDS, new_key
from viva.notes.model import Level

LONGEST_NAME = 200
MOST_SEATS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An interview that is to be made."""

    template_id: int
    candidate: str
    """Their name; a new candidate is made of it, unless a number is given."""
    candidate_id: int | None = None
    contact: str = ""
    planned_at: datetime | None = None
    language: str | None = None
    """Of the talk; None: that of the template."""
    extra: int = 0
    """Per cent of extra time."""


class Interviews:
    """The interviews of one workspace."""

    def __init__(self, holding: Holding, person: Person, templates: Templates) -> None:
        self._holding = holding
        self._store = holding.store
        self._lists = holding.lists
        self._person = person
        self._templates = templates

    def create(self, plan: Plan) -> int:
        """Make an interview of the template as it is now; gives its number.

        What the template picks is chosen now, and all questions are kept as
        they are: what becomes of bank and template later changes nothing.
        """
        stored = self._templates.template(plan.template_id)
        template = stored.template
        now = self._holding.clock.now()
        language = plan.language or template.language
        planned = self._templates.preview(template, language=language)
        missing = [each.problem for each in planned if each.problem is not None]
        if not any(each.chosen for each in planned):
            raise InvalidInput(
                _("The bank has no question for this template: {reason}.").format(
                    reason=missing[0] if missing else _("it asks none")
                )
            )
        row = InterviewRow(
            workspace_id=self._person.workspace_id,
            key=new_key(),
            candidate_id=self._candidate(plan),
            template_id=stored.id,
            template_revision=stored.revision,
            title=template.title,
            language=language,
            level=template.level,
            state=State.PLANNED,
            reason="",
            planned_at=plan.planned_at,
            started_at=None,
            ended_at=None,
            made_at=now,
            made_by=self._person.id,
            extra=extra_time(plan.extra),
            sequence=0,
            shown=None,
            scratch="",
            scratch_version=1,
            reachable_since=None,
        )
        self._store.add(row)
        for line in self._lines(template, planned, row.language):
            self._holding.add_line(row.id, line)
        return row.id

    def interview(self, interview_id: int) -> Interview:
        """An interview; NotFound when the workspace has none such."""
        return self._holding.interview(self._holding.row(interview_id))

    def interview_id(self, key: str) -> int:
        """The interview with a key."""
        found = self._store.interview_with(key)
        if found is None:
            raise NotFound(_("There is no interview {id}.").format(id=key))
        return found

    def lines(self, interview_id: int) -> tuple[Line, ...]:
        """What it asks, in its order."""
        return tuple(self._holding.lines(self._holding.row(interview_id).id))

    def interviews(self, wanted: Wanted = ANY, *, limit: int = 50, offset: int = 0) -> Listed:
        """Interviews that fit, the newest first."""
        rows = self._lists.listed(wanted, limit, offset)
        numbers = [row.id for row, _candidate in rows]
        questions = self._lists.line_counts(numbers)
        seats = self._lists.seat_counts(numbers, [part.value for part in COUNTING])
        listed = tuple(
            InterviewLine(
                id=row.id,
                key=row.key,
                candidate_id=candidate.id,
                candidate=candidate_from(candidate).name,
                title=row.title,
                level=Level(row.level) if row.level else None,
                language=row.language,
                state=State(row.state),
                planned_at=row.planned_at,
                started_at=row.started_at,
                ended_at=row.ended_at,
                questions=questions.get(row.id, (0, 0))[0],
                asked=questions.get(row.id, (0, 0))[1],
                seats=seats.get(row.id, (0, 0))[0],
                submitted=seats.get(row.id, (0, 0))[1],
            )
            for row, candidate in rows
        )
        return Listed(interviews=listed, total=self._lists.count(wanted))

    def candidates(self) -> tuple[Candidate, ...]:
        """Who was interviewed or will be, the newest first."""
        return tuple(map(candidate_from, self._lists.candidates()))

    def seat(self, interview_id: int, part: Part, name: str) -> SeatLink:
        """Give out a seat; its token is told only now."""
        row = self._holding.row(interview_id, hold=True)
        name = name.strip()
        if not name or len(name) > LONGEST_NAME:
            raise InvalidInput(_("A seat needs a name of at most {most} characters.").format(most=LONGEST_NAME))
        self._check_room(row, part)
        token = secrets.token_hex(24)
        seat = SeatRow(
            interview_id=row.id,
            part=part,
            name=name,
            token_hash=token_hash(token),
            made_at=self._holding.clock.now(),
            closed_at=None,
            seen_at=None,
            submitted_at=None,
        )
        self._store.add(seat)
        return SeatLink(seat_from(seat), token)

    def renew(self, interview_id: int, seat_id: int) -> SeatLink:
        """Give a seat another token, also one that was closed: the old link opens nothing any more."""
        row, seat = self._seat(interview_id, seat_id)
        self._check_room(row, Part(seat.part), besides=seat)
        token = secrets.token_hex(24)
        seat.token_hash, seat.closed_at = token_hash(token), None
        return SeatLink(seat_from(seat), token)

    def close(self, interview_id: int, seat_id: int) -> Seat:
        """Close a seat: its link opens nothing, and nobody waits for its scorecard."""
        _row, seat = self._seat(interview_id, seat_id)
        seat.closed_at = self._holding.clock.now()
        return seat_from(seat)

    def become(self, interview_id: int, state: State, *, seen: State, reason: str = "") -> None:
        """Say how far an interview is, from the owner's side; `seen` is the state the person was looking at."""
        row = self._holding.row(interview_id, hold=True)
        if row.state != seen:
            raise StaleInterview(_("The interview is in another state meanwhile: look at it again."))
        said = {"state": state.value, "reason": reason.strip()}
        change = Change(key=f"owner-{row.sequence + 1}", kind=Kind.BECOME, values=said)
        become(self._holding, row, None, change, state, reason)

    def reschedule(self, interview_id: int, planned_at: datetime | None) -> None:
        """Say when it takes place."""
        self._holding.row(interview_id, hold=True).planned_at = planned_at

    def open_to_network(self, interview_id: int) -> None:
        """Let the links of an interview be reached from the local network; already reached, it stays so."""
        row = self._holding.row(interview_id, hold=True)
        row.reachable_since = row.reachable_since or self._holding.clock.now()

    def close_to_network(self, interview_id: int) -> None:
        """Let them open nothing any more but on this machine."""
        self._holding.row(interview_id, hold=True).reachable_since = None

    def reachable(self) -> tuple[int, ...]:
        """The interviews whose links are reached from the local network."""
        return tuple(self._store.reachable())

    def _candidate(self, plan: Plan) -> int:
        if plan.candidate_id is not None:
            known = self._store.candidate(plan.candidate_id) if plan.candidate_id in IDS else None
            if known is None or known.erased_at is not None:
                raise NotFound(_("There is no candidate {id}.").format(id=plan.candidate_id))
            return known.id
        name = plan.candidate.strip()
        if not name or len(name) > LONGEST_NAME or len(plan.contact) > LONGEST_NAME:
            raise InvalidInput(_("A candidate needs a name of at most {most} characters.").format(most=LONGEST_NAME))
        row = CandidateRow(
            workspace_id=self._person.workspace_id,
            name=name,
            contact=plan.contact.strip(),
            made_at=self._holding.clock.now(),
            held="",
            erased_at=None,
        )
        self._store.add(row)
        return row.id

    def _check_room(self, row: InterviewRow, part: Part, *, besides: SeatRow | None = None) -> None:
        """Refuse a link where there are enough already, or where nothing may be written any more."""
        candidate = self._store.candidate(row.candidate_id)
        if candidate is None or candidate.erased_at is not None:
            raise InvalidInput(_("The data of this candidate was erased: this interview has no links any more."))
        seats = [seat for seat in self._store.seats(row.id) if seat.closed_at is None and seat is not besides]
        if len(seats) >= MOST_SEATS:
            raise InvalidInput(_("An interview has at most {most} seats.").format(most=MOST_SEATS))
        if part is Part.CANDIDATE and any(seat.part == Part.CANDIDATE for seat in seats):
            raise InvalidInput(_("The candidate has a link already: close it first, or give it a new token."))

    def _seat(self, interview_id: int, seat_id: int) -> tuple[InterviewRow, SeatRow]:
        row = self._holding.row(interview_id, hold=True)
        seat = next((seat for seat in self._store.seats(row.id) if seat.id == seat_id), None)
        if seat is None:
            raise NotFound(_("There is no such seat in this interview."))
        return row, seat

    def _lines(self, template: Template, planned: Sequence[Planned], language: str) -> Iterator[Line]:
        titles = [section.title for section in template.sections]
        asked = [(each, each.chosen) for each in planned if each.chosen is not None]
        numbers = {chosen.question.id for _each, chosen in asked}
        for number, (each, chosen) in enumerate(asked, 1):
            section, item = each.section, each.item
            yield self._holding.freeze(
                chosen.question,
                language=language,
                level=template.level,
                at=Standing(
                    number,
                    place=number,
                    section=titles.index(section.title),
                    minutes=item.minutes if item.minutes is not None else section.minutes / section.questions,
                ),
                group=item.group,
                reason=chosen.reason,
                weight=item.weight,
                weight_reason=item.weight_reason,
                follow_ups=item.follow_ups,
                besides=numbers - {chosen.question.id},
            )
