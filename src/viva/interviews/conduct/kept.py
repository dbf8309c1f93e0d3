"""Interviews as they are stored, made plain values and back."""

from collections.abc import Sequence

from viva.interviews.conduct.frozen import as_kept, from_kept, reason_from, reason_kept
from viva.interviews.conduct.model import Answered, Candidate, Change, Entry, Interview, Kind, Line, Part, Seat, State
from viva.interviews.conduct.tables import CandidateRow, ChangeRow, EntryRow, InterviewRow, LineRow, SeatRow
from viva.interviews.templates.model import Template
from viva.kernel.i18n import _
from viva.notes.model import Group, Level


def candidate_from(row: CandidateRow) -> Candidate:
    """A candidate."""
    name = row.name if row.erased_at is None else _("Candidate {id}").format(id=row.id)
    return Candidate(id=row.id, name=name, contact=row.contact, held=row.held, erased_at=row.erased_at)


def interview_from(
    row: InterviewRow, template: Template, candidate: CandidateRow, seats: Sequence[SeatRow]
) -> Interview:
    """An interview with the revision of the template it was made of."""
    return Interview(
        id=row.id,
        key=row.key,
        candidate=candidate_from(candidate),
        template_id=row.template_id,
        template_revision=row.template_revision,
        title=row.title,
        language=row.language,
        level=Level(row.level) if row.level else None,
        sections=tuple((section.title, section.minutes) for section in template.sections),
        gates=template.gates,
        scale=template.scale,
        opening=template.opening,
        closing=template.closing,
        avoid=template.avoid,
        state=State(row.state),
        reason=row.reason,
        planned_at=row.planned_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        made_at=row.made_at,
        extra=row.extra,
        sequence=row.sequence,
        shown=row.shown,
        scratch=row.scratch,
        scratch_version=row.scratch_version,
        reachable_since=row.reachable_since,
        seats=tuple(map(seat_from, seats)),
    )


def seat_from(row: SeatRow) -> Seat:
    """A seat."""
    return Seat(
        id=row.id,
        part=Part(row.part),
        name=row.name,
        made_at=row.made_at,
        closed=row.closed_at is not None,
        seen_at=row.seen_at,
        submitted_at=row.submitted_at,
    )


def line_from(row: LineRow) -> Line:
    """A line."""
    return Line(
        number=row.number,
        place=row.place,
        section=row.section,
        content=from_kept(row.content),
        question_id=row.question_id,
        key=row.question_key,
        revision=row.revision,
        twin=from_kept(row.twin) if row.twin else None,
        group=Group(row.necessity),
        weight=row.weight,
        weight_reason=row.weight_reason,
        minutes=row.minutes,
        follow_ups=tuple(row.follow_ups),
        reason=reason_from(row.reason),
        version=row.version,
        asked_at=row.asked_at,
        seconds=row.seconds,
        skipped=row.skipped,
        skip_reason=row.skip_reason,
        assigned=row.assigned,
        swapped_for=row.swapped_for,
    )


def line_row(interview_id: int, line: Line) -> LineRow:
    """A new line as it is stored."""
    row = LineRow(
        interview_id=interview_id,
        number=line.number,
        section=line.section,
        question_id=line.question_id,
        question_key=line.key,
        revision=line.revision,
        content=as_kept(line.content),
        twin=as_kept(line.twin) if line.twin else None,
        necessity=line.group,
        weight=line.weight,
        weight_reason=line.weight_reason,
        minutes=line.minutes,
        follow_ups=list(line.follow_ups),
        reason=reason_kept(line.reason),
    )
    return put_line(row, line)


def put_line(row: LineRow, line: Line) -> LineRow:
    """Write down what may change of a line."""
    row.place, row.version, row.asked_at, row.seconds = line.place, line.version, line.asked_at, line.seconds
    row.skipped, row.skip_reason = line.skipped, line.skip_reason
    row.assigned, row.swapped_for = line.assigned, line.swapped_for
    return row


def entry_from(row: EntryRow) -> Entry:
    """An entry."""
    return Entry(
        line=row.line,
        version=row.version,
        state=Answered(row.state),
        rating=row.rating,
        note=row.note,
        flag=row.flag,
        ticked=tuple(row.ticked),
        reason=row.reason,
    )


def put_entry(row: EntryRow, entry: Entry) -> EntryRow:
    """Write down an entry as it is now."""
    row.version, row.state, row.rating = entry.version, entry.state, entry.rating
    row.note, row.flag, row.ticked, row.reason = entry.note, entry.flag, list(entry.ticked), entry.reason
    return row


def change_from(row: ChangeRow) -> Change:
    """A change as it was made."""
    return Change(key=row.key, kind=Kind(row.kind), line=row.line, values=row.said, seen=row.seen, at=row.made_at)
