"""What the seats of an interview do: each opens it with a token of its own."""

from collections.abc import Sequence
from datetime import timedelta

from viva.bank.content import Content
from viva.bank.model import Filter
from viva.bank.stock import Stocked
from viva.interviews.conduct.errors import no_seat
from viva.interviews.conduct.holding import Holding
from viva.interviews.conduct.kept import entry_from, line_from, seat_from
from viva.interviews.conduct.model import KEPT_TO_ONESELF, OWN, Change, Entry, Kind, Outcome, Part, State
from viva.interviews.conduct.next_question import suggest
from viva.interviews.conduct.recording import Recording
from viva.interviews.conduct.sheet import CandidatePage, Feed, FeedItem, LineOnSheet, Sheet
from viva.interviews.conduct.tables import ChangeRow, InterviewRow, SeatRow
from viva.interviews.scale import anchors, proposed
from viva.interviews.templates.choosing import about, main_topic
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.notes.model import Level

MOST_AT_ONCE = 500
HERE = timedelta(seconds=20)
"""For so long somebody counts as present who was seen."""
_BEAT = timedelta(seconds=8)
_SIMILAR = 6


class Conduct:
    """One interview, as the holder of a token sees and changes it."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding
        self._store = holding.store
        self._clock = holding.clock
        self._recording = Recording(holding)

    def sheet(self, token: str) -> Sheet:
        """All that an interviewer's screen shows; ratings of others only when both have submitted theirs."""
        seat, row = self._interviewer(token)
        interview = self._holding.interview(row)
        lines = self._holding.lines(row.id)
        mine = {entry.line: entry_from(entry) for entry in self._store.entries([seat.id])}
        seats = self._store.seats(row.id)
        open_to_me = [each for each in seats if _may_see(seat, each)]
        others: dict[int, dict[int, Entry]] = {}
        for entry in self._store.entries([each.id for each in open_to_me]):
            others.setdefault(entry.line, {})[entry.seat_id] = entry_from(entry)
        now = self._clock.now()
        until = interview.ended_at or now
        elapsed = until - interview.started_at if interview.started_at else timedelta(0)
        left = interview.minutes - elapsed.total_seconds() / 60
        return Sheet(
            interview=interview,
            seat=seat_from(seat),
            present=tuple(each.id for each in seats if each.seen_at and now - each.seen_at < HERE),
            lines=tuple(
                LineOnSheet(
                    line=line,
                    entry=mine.get(line.number, Entry(line=line.number)),
                    proposed=proposed(
                        interview.scale,
                        line.content.key_points,
                        mine[line.number].ticked if line.number in mine else (),
                    ),
                    anchors=anchors(interview.scale, line.content.key_points),
                    others=others.get(line.number, {}),
                )
                for line in lines
            ),
            next=suggest(lines, [title for title, _minutes in interview.sections], left),
            elapsed=elapsed,
            minutes_left=left,
            now=now,
        )

    def candidate_page(self, token: str) -> CandidatePage:
        """What the candidate sees: the question that was opened, never its answer, and the shared text."""
        seat, row = self._holding.seat(token)
        if seat.part != Part.CANDIDATE:
            raise no_seat()
        shown = self._store.line(row.id, row.shown) if row.shown is not None else None
        line = line_from(shown) if shown else None
        running = State(row.state) is State.RUNNING
        return CandidatePage(
            title=row.title,
            language=row.language,
            state=State(row.state),
            prompt=line.content.prompt if line and running else None,
            options=line.content.options if line and running else (),
            line=row.shown if running else None,
            scratch=row.scratch,
            scratch_version=row.scratch_version,
            sequence=row.sequence,
        )

    def part(self, token: str) -> Part:
        """What the holder of a token does in the interview."""
        return Part(self._holding.seat(token)[0].part)

    def interview_id(self, token: str) -> int:
        """The interview that a token opens."""
        return self._holding.seat(token)[1].id

    def seat_id(self, token: str) -> int:
        """The seat that a token opens."""
        return self._holding.seat(token)[0].id

    def heard_by(self, token: str, changes: Sequence[Change]) -> int | None:
        """The one seat that hears of changes, its own; None: others hear of them, too."""
        return self.seat_id(token) if all(change.kind in KEPT_TO_ONESELF for change in changes) else None

    def feed(self, token: str, since: int, *, limit: int = 500) -> Feed:
        """What was changed after a number; of what others say nothing is told that they have not opened."""
        seat, row = self._holding.seat(token)
        seats = {each.id: each for each in self._store.seats(row.id)}
        changes = self._store.changes(row.id, max(since, 0), limit)
        told = [
            FeedItem(
                sequence=change.sequence,
                kind=Kind(change.kind),
                line=change.line,
                seat=change.seat_id,
                version=change.version,
                stale=change.stale,
                saved_at=change.saved_at,
            )
            for change in changes
            if _is_told(change, seat, seats)
        ]
        now = self._clock.now()
        present = tuple(each.id for each in seats.values() if each.seen_at and now - each.seen_at < HERE)
        until = changes[-1].sequence if len(changes) == limit else row.sequence  # the others are asked for from there
        return Feed(sequence=until, state=State(row.state), changes=tuple(told), present=present)

    def beat(self, token: str) -> None:
        """Say that somebody is there; written at most every few seconds."""
        seat, _row = self._holding.seat(token)
        now = self._clock.now()
        if seat.seen_at is None or now - seat.seen_at >= _BEAT:
            self._store.seen(seat.id, now)

    def similar(self, token: str, line: int) -> tuple[Stocked, ...]:
        """Questions to ask instead of one: of its topic and language, nearest in level and group, not asked here."""
        _seat, row = self._interviewer(token)
        here = self._recording.line(row, line)
        content = line_from(here).content
        topic = main_topic(content)
        used = {each.question_id for each in self._store.lines(row.id)}
        pool = [
            question
            for question in self._holding.stock.askable(Filter(language=content.language))
            if question.id not in used and (not topic or about(question.content, topic))
        ]
        pool.sort(key=lambda question: (_distance(question.content, content), not question.answered, question.id))
        return tuple(pool[:_SIMILAR])

    def record(self, token: str, changes: Sequence[Change]) -> tuple[Outcome, ...]:
        """Carry out changes in their order; what becomes of one does not stop those behind it.

        A change that is there already is only confirmed. A stale one is kept
        in the history with both versions, and not carried out.
        """
        if len(changes) > MOST_AT_ONCE:
            raise InvalidInput(_("Those are too many changes at once: {most}.").format(most=MOST_AT_ONCE))
        seat, row = self._holding.seat(token, hold=True)
        return tuple(self._recording.record(seat, row, change) for change in changes)

    def _interviewer(self, token: str) -> tuple[SeatRow, InterviewRow]:
        seat, row = self._holding.seat(token)
        if seat.part == Part.CANDIDATE:
            raise no_seat()
        return seat, row


def _may_see(mine: SeatRow, other: SeatRow) -> bool:
    """Whether one seat may see what another says: both have submitted."""
    return other.id != mine.id and mine.submitted_at is not None and other.submitted_at is not None


def _is_told(change: ChangeRow, seat: SeatRow, seats: "dict[int, SeatRow]") -> bool:
    if change.seat_id == seat.id or change.seat_id is None:
        return seat.part != Part.CANDIDATE or change.kind in {Kind.OPEN, Kind.SCRATCH, Kind.BECOME}
    if seat.part == Part.CANDIDATE:
        return change.kind in {Kind.OPEN, Kind.SCRATCH, Kind.BECOME}
    return change.kind not in OWN or _may_see(seat, seats[change.seat_id])


def _distance(one: Content, other: Content) -> tuple[int, int]:
    levels = list(Level)
    away = abs(levels.index(one.level) - levels.index(other.level)) if one.level and other.level else 1
    return away, -len(set(one.topics) & set(other.topics))
