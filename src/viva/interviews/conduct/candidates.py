"""What is known of candidates: how long it is kept, all of it in one file, and erasing it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from viva.interviews.conduct.changes import entry_values, line_values
from viva.interviews.conduct.holding import Holding
from viva.interviews.conduct.kept import candidate_from, entry_from, line_from
from viva.interviews.conduct.listing import ANYBODY, CandidateLine, CandidatesFound, Keeping, Wanted, WantedCandidates
from viva.interviews.conduct.model import Part
from viva.interviews.conduct.tables import CandidateRow, InterviewRow
from viva.kernel.clock import day
from viva.kernel.errors import Conflict, InvalidInput, NotFound
from viva.kernel.i18n import _
from viva.kernel.ids import IDS

LONGEST_REASON = 2_000
MOST_DAYS = 3_650
ERASED_FROM = (
    "candidates",
    "interviews",
    "interview_lines",
    "interview_seats",
    "interview_entries",
    "interview_changes",
    "interview_scorecards",
)
"""Tables whose dead rows may hold something of a candidate."""
GONE = "–"
"""What stands where a text was erased that must not be empty."""


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days after their last interview a candidate's data is kept; it is chosen between two bounds."""

    days: int = 180
    least: int = 0
    """Nothing is erased earlier."""
    most: int = 730
    """Nothing is kept longer."""


class Candidates:
    """The candidates of one workspace."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding
        self._store = holding.store
        self._lists = holding.lists

    def retention(self) -> Retention:
        """What holds in this workspace."""
        row = self._store.retention()
        return Retention(row.days, row.least, row.most) if row else Retention()

    def keep_for(self, retention: Retention) -> None:
        """Say for how long candidates are kept."""
        if not 0 <= retention.least <= retention.days <= retention.most <= MOST_DAYS:
            raise InvalidInput(
                _("The days lie between the least and the most, and nothing is kept longer than {most} days.").format(
                    most=MOST_DAYS
                )
            )
        self._store.keep_for(retention.days, retention.least, retention.most)

    def candidate(self, candidate_id: int) -> CandidateLine:
        """One candidate, and until when they are kept."""
        row = self._row(candidate_id)
        interviews = self._interviews(row)
        last = (each.ended_at or each.started_at or each.planned_at or each.made_at for each in interviews)
        return _line(row, len(interviews), max(last, default=None), self.retention())

    def candidates(
        self, wanted: WantedCandidates = ANYBODY, *, limit: int | None = None, offset: int = 0
    ) -> CandidatesFound:
        """Candidates that fit, the newest first."""
        retention = self.retention()
        rows = self._lists.candidate_lines(wanted, limit, offset)
        lines = tuple(_line(row, count, last, retention) for row, count, last in rows)
        return CandidatesFound(lines, self._lists.candidate_count(wanted))

    def hold(self, candidate_id: int, reason: str) -> None:
        """Keep a candidate's data, whatever the rule says, until it is released."""
        if not reason.strip() or len(reason) > LONGEST_REASON:
            raise InvalidInput(_("Say why the data is held."))
        self._row(candidate_id).held = reason.strip()

    def release(self, candidate_id: int) -> None:
        """Let the rule hold again."""
        self._row(candidate_id).held = ""

    def everything(self, candidate_id: int) -> dict[str, Any]:
        """All that is known of a person, as plain data for one file."""
        row = self._row(candidate_id)
        return {
            "form": "viva-candidate/1",
            "candidate": {
                "id": row.id,
                "name": row.name,
                "contact": row.contact,
                "entered_at": row.made_at.isoformat(),
                "held": row.held,
            },
            "interviews": [self._interview(each) for each in self._interviews(row)],
        }

    def due(self) -> tuple[int, ...]:
        """Whom the rule says to erase now."""
        now = self._holding.clock.now()
        kept = self.candidates(WantedCandidates(keeping=Keeping.KEPT)).lines
        return tuple(line.candidate.id for line in kept if line.due(now))

    def erase_if_due(self, candidate_id: int) -> list[int]:
        """Erase somebody, unless they are held or were interviewed again meanwhile; gives their interviews."""
        return self.erase(candidate_id) if self.candidate(candidate_id).due(self._holding.clock.now()) else []

    def erase(self, candidate_id: int) -> list[int]:
        """Erase all that says something of a person: name, notes, history, texts of scorecards, the shared text.

        All links of their interviews are closed, so that nothing more is written.
        Ratings and ticks stay, of a numbered placeholder, and so do seals:
        they are over hashes. The file of the database is to be scrubbed
        afterwards, and what waits for these interviews is to be removed:
        `App.erase_candidate` does both.
        """
        row = self._row(candidate_id)
        line = self.candidate(candidate_id)
        if row.held:
            raise Conflict(_("The data of this candidate is held: {reason}").format(reason=row.held))
        now = self._holding.clock.now()
        if line.erased_from > now:
            raise Conflict(
                _("The data of this candidate has to be kept until {day}.").format(day=day(line.erased_from))
            )
        row.name = row.contact = ""
        row.erased_at = row.erased_at or now
        interviews = self._interviews(row)
        for interview in interviews:
            self._erase(interview)
        self._store.keep()
        return [interview.id for interview in interviews]

    def _erase(self, row: InterviewRow) -> None:
        row.scratch = ""
        row.reachable_since = None
        row.reason = GONE if row.reason else ""
        seats = self._store.seats(row.id)
        for seat in seats:
            seat.closed_at = seat.closed_at or self._holding.clock.now()  # what somebody still has to send is not kept
            if seat.part == Part.CANDIDATE:
                seat.name = GONE
        for line in self._store.lines(row.id):
            line.skip_reason = GONE if line.skip_reason else ""
            if line.question_key is None:
                line.content = {**line.content, "prompt": GONE}
        for entry in self._store.entries([seat.id for seat in seats]):
            entry.note, entry.flag, entry.reason = (
                GONE if text else "" for text in (entry.note, entry.flag, entry.reason)
            )
        for change in self._store.changes(row.id, 0, row.sequence):
            change.said = {name: _without_text(name, value) for name, value in change.said.items()}
        for card in self._store.scorecards(row.id):
            card.texts = {}

    def _interview(self, row: InterviewRow) -> dict[str, Any]:
        seats = {seat.id: seat for seat in self._store.seats(row.id)}
        return {
            "key": row.key,
            "title": row.title,
            "state": row.state,
            "reason": row.reason,
            "planned_at": _moment(row.planned_at),
            "started_at": _moment(row.started_at),
            "ended_at": _moment(row.ended_at),
            "extra_time_percent": row.extra,
            "shared_text": row.scratch,
            "questions": [
                {"line": line.number, "prompt": line.content.prompt, "question": line.key, **line_values(line)}
                for line in map(line_from, self._store.lines(row.id))
            ],
            "ratings": [
                {"interviewer": seats[entry.seat_id].name, "line": entry.line, **entry_values(entry_from(entry))}
                for entry in self._store.entries(list(seats))
            ],
            "scorecards": [
                {
                    "interviewer": seats[card.seat_id].name,
                    "number": card.number,
                    "document": card.document,
                    "texts": {name: text for name, (_salt, text) in card.texts.items()},
                    "seal": card.seal,
                }
                for card in self._store.scorecards(row.id)
            ],
            "history": [
                {
                    "sequence": change.sequence,
                    "by": seats[change.seat_id].name if change.seat_id is not None else None,
                    "kind": change.kind,
                    "line": change.line,
                    "said": dict(change.said),
                    "stale": change.stale,
                    "at": _moment(change.saved_at),
                }
                for change in self._store.changes(row.id, 0, row.sequence)
            ],
        }

    def _interviews(self, row: CandidateRow) -> list[InterviewRow]:
        return [interview for interview, _candidate in self._lists.listed(Wanted(candidate_id=row.id), 10_000, 0)]

    def _row(self, candidate_id: int) -> CandidateRow:
        row = self._store.candidate(candidate_id) if candidate_id in IDS else None
        if row is None:
            raise NotFound(_("There is no candidate {id}.").format(id=candidate_id))
        return row


def _line(row: CandidateRow, interviews: int, last: datetime | None, retention: Retention) -> CandidateLine:
    since = max(row.made_at, last or row.made_at)
    return CandidateLine(
        candidate=candidate_from(row),
        interviews=interviews,
        last_at=since,
        erased_from=since + timedelta(days=retention.least) if retention.least else row.made_at,
        due_at=since + timedelta(days=retention.days),
    )


_SAID_IN_WORDS = frozenset({"text", "reason", "prompt"})


def _without_text(name: str, value: Any) -> Any:
    return GONE if name in _SAID_IN_WORDS and value else value


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
