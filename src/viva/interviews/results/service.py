"""Submitting scorecards, and what comes of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from viva.interviews.conduct.changes import entry_after
from viva.interviews.conduct.errors import Sealed, no_seat
from viva.interviews.conduct.holding import Holding
from viva.interviews.conduct.incoming import LONGEST_KEY
from viva.interviews.conduct.kept import entry_from, line_from, put_entry
from viva.interviews.conduct.model import (
    COUNTING,
    OWN,
    RATED_IN,
    RATING,
    Change,
    Entry,
    Interview,
    Kind,
    Line,
    Part,
    State,
)
from viva.interviews.conduct.tables import EntryRow, InterviewRow, ScorecardRow, SeatRow
from viva.interviews.results.judging import judged, verdicts
from viva.interviews.results.model import Leaning, Verdict, computed, departs
from viva.interviews.results.report import Report, Submitted, report, unsealed
from viva.interviews.results.sealing import Card, document_of, entries_in, holds, seal_of
from viva.interviews.results.several import Comparisons, compare_all
from viva.kernel.errors import Conflict, InvalidInput
from viva.kernel.i18n import _
from viva.notes.model import RelationKind

LONGEST_REASON = 5_000


class Results:
    """What comes of the interviews of one workspace."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding
        self._store = holding.store

    def standing(self, token: str) -> tuple[tuple[Verdict, ...], Leaning]:
        """What the gates come to by one's own ratings, before or after they are submitted."""
        seat, row = self._seat(token)
        interview, lines = self._holding.interview(row), self._holding.lines(row.id)
        found = _verdicts(interview, lines, seat.id, self._entries(seat))
        return found, computed(found)

    def submit(self, token: str, key: str, recommendation: Leaning, *, reason: str = "") -> Submitted:
        """Seal one's own scorecard; from then on it is amended only, and others' are open to see.

        A recommendation that departs from what the gates come to needs a
        reason. The same key again gives the same scorecard.
        """
        seat, row = self._seat(token, hold=True)
        if self._is_repeated(seat, row, key, Kind.SUBMIT):
            return self._card(seat)
        if seat.submitted_at is not None:
            raise Conflict(_("Your scorecard is submitted: amend it, with a reason."))
        if State(row.state) not in RATED_IN:
            raise InvalidInput(_("Start the interview first: nothing is rated before."))
        if len(reason) > LONGEST_REASON:
            raise InvalidInput(_("That is too long: a text has at most {most} characters.").format(most=LONGEST_REASON))
        entries = self._entries(seat)
        interview, lines = self._holding.interview(row), self._holding.lines(row.id)
        comes_to = computed(_verdicts(interview, lines, seat.id, entries))
        if departs(recommendation, comes_to) and not reason.strip():
            raise InvalidInput(_("Your recommendation departs from what the gates come to: say why."))
        seat.submitted_at = self._holding.clock.now()
        self._seal(seat, row, entries, recommendation=recommendation, comes_to=comes_to, reason=reason.strip())
        self._holding.note(row, seat, Change(key=key, kind=Kind.SUBMIT))
        return self._card(seat)

    def amend(
        self,
        token: str,
        key: str,
        changes: Sequence[Change],
        *,
        reason: str,
        recommendation: Leaning | None = None,
        seen: str | None = None,
    ) -> Submitted:
        """Change a scorecard that was submitted, with a reason; what it said before stays. All of it, or nothing.

        `seen` is the seal of what the person was looking at: an older one
        raises Conflict. The same key again gives the same scorecard.
        """
        seat, row = self._seat(token, hold=True)
        if seat.submitted_at is None:
            raise InvalidInput(_("Your scorecard is not submitted yet: change what it says."))
        if self._is_repeated(seat, row, key, Kind.AMEND):
            return self._card(seat)
        before = self._card(seat)
        if seen is not None and seen != before.seal:
            raise Conflict(_("Your scorecard was amended meanwhile: look at it again. What you typed is still below."))
        if not reason.strip() or len(reason) > LONGEST_REASON:
            raise InvalidInput(_("An amendment needs a reason."))
        if not changes and recommendation is None:
            raise InvalidInput(
                _("Nothing is amended: change a rating, a note or a red flag of a question, or the recommendation.")
            )
        interview = self._holding.interview(row)
        lines = {line.number: line for line in self._holding.lines(row.id)}
        entries = {entry.line: entry for entry in self._entries(seat)}
        for change in changes:
            if change.kind not in OWN or change.line not in lines:
                raise InvalidInput(_("An amendment changes ratings, states, notes, flags and ticks."))
            line = lines[change.line]
            entries[line.number] = entry_after(
                entries.get(line.number, Entry(line=line.number)), change, line, interview.scale
            )
        self._write(seat, row, entries)
        said = list(entries.values())
        comes_to = computed(_verdicts(interview, list(lines.values()), seat.id, said))
        own = recommendation or before.recommendation or Leaning.UNDECIDED
        self._seal(seat, row, said, recommendation=own, comes_to=comes_to, reason=reason.strip())
        self._holding.note(row, seat, Change(key=key, kind=Kind.AMEND))
        return self._card(seat)

    def card(self, token: str) -> Submitted:
        """One's own scorecard as it was sealed; Conflict before it is."""
        seat, _row = self._seat(token)
        if seat.submitted_at is None:
            raise Conflict(_("Your scorecard is not submitted yet: change what it says."))
        return self._card(seat)

    def report(self, interview_id: int) -> Report:
        """What all scorecards say together; Sealed while one is missing."""
        row = self._holding.row(interview_id)
        return self._report(row, glass=False)

    def break_glass(self, interview_id: int, reason: str) -> Report:
        """The report with what is not submitted; that somebody looked, and why, is written into the history for all."""
        if not reason.strip() or len(reason) > LONGEST_REASON:
            raise InvalidInput(_("Say why the seal is broken: everybody in the interview will see it."))
        row = self._holding.row(interview_id, hold=True)
        said = {"reason": reason.strip()}
        self._holding.note(row, None, Change(key=f"glass {row.sequence + 1}", kind=Kind.GLASS, values=said))
        return self._report(row, glass=True)

    def glasses(self, interview_id: int) -> tuple[tuple[datetime, str], ...]:
        """When the seal was broken, and why."""
        row = self._holding.row(interview_id)
        changes = self._store.changes(row.id, 0, row.sequence)
        return tuple(
            (change.saved_at, str(change.said.get("reason", ""))) for change in changes if change.kind == Kind.GLASS
        )

    def invitation(self, interview_id: int, link: str) -> str:
        """A calendar file with the link of a seat."""
        from viva.interviews.out.invitation import invitation

        return invitation(self._holding.interview(self._holding.row(interview_id)), link, now=self._holding.clock.now())

    def compare(self, interview_ids: Sequence[int]) -> Comparisons:
        """Candidates, each two on the questions that both were asked or whose twins they were asked."""
        reports = [self._to_compare(number) for number in dict.fromkeys(interview_ids)]
        keys = {each.key for report in reports for each in report.judged if each.key is not None}
        return compare_all(reports, self._same(keys))

    def _to_compare(self, interview_id: int) -> Report:
        try:
            return self.report(interview_id)
        except Sealed as sealed:
            told = _("{name} (interview {id})")
            raise Sealed(tuple(told.format(name=name, id=interview_id) for name in sealed.waiting)) from sealed

    def _same(self, keys: set[str]) -> Mapping[str, frozenset[str]]:
        questions = self._holding.stock.by_key(keys)
        same = self._holding.stock.same_as({question.id for question in questions.values()})
        named = self._holding.stock.by_id({other for others in same.values() for other in others})
        return {
            question.key: frozenset(
                named[other].key
                for other, kind in same.get(question.id, {}).items()
                if other in named and kind is not RelationKind.NEAR  # nobody can say how far apart these are
            )
            for question in questions.values()
        }

    def _report(self, row: InterviewRow, *, glass: bool) -> Report:
        seats = [seat for seat in self._store.seats(row.id) if Part(seat.part) in RATING]
        waiting = [
            seat for seat in seats if seat.submitted_at is None and seat.part in COUNTING and seat.closed_at is None
        ]
        if not glass and (waiting or not any(seat.submitted_at and seat.part in COUNTING for seat in seats)):
            raise Sealed(tuple(seat.name for seat in waiting) or (_("nobody has"),))
        cards = [self._card(seat) for seat in seats if seat.submitted_at is not None]
        if glass:
            cards += [unsealed(seat.id, seat.name, Part(seat.part), self._entries(seat)) for seat in waiting]
        missing = () if glass else tuple(seat.name for seat in seats if seat.submitted_at is None)
        return report(
            self._holding.interview(row), self._holding.lines(row.id), cards, missing=missing, glass=bool(waiting)
        )

    def _is_repeated(self, seat: SeatRow, row: InterviewRow, key: str, kind: Kind) -> bool:
        """Whether the same was done before; InvalidInput where the key is none, or is that of something else."""
        if not 0 < len(key) <= LONGEST_KEY:
            raise InvalidInput(_("A request that changes something needs a key of 1 to 200 characters."))
        known = self._store.change_with(row.id, seat.id, key)
        if known is not None and known.kind != kind:
            raise InvalidInput(_("This key was used for another request: a new request needs a new one."))
        return known is not None

    def _card(self, seat: SeatRow) -> Submitted:
        rows = [row for row in self._store.scorecards(seat.interview_id) if row.seat_id == seat.id]
        last, first = rows[-1], rows[0]
        whole = all(holds(row.document, row.texts, row.seal) for row in rows)
        chained = all(row.document["previous"] == before.seal for before, row in pairwise(rows))
        return Submitted(
            seat=seat.id,
            name=seat.name,
            part=Part(seat.part),
            entries=tuple(entries_in(last.document, last.texts)),
            recommendation=Leaning(last.document["recommendation"]),
            computed=Leaning(last.document["computed"]),
            reason=_text(first, "reason"),
            sealed_at=first.sealed_at,
            seal=last.seal,
            holds=whole and chained,
            amendments=tuple((row.sealed_at, _text(row, "reason")) for row in rows[1:]),
        )

    def _seal(
        self,
        seat: SeatRow,
        row: InterviewRow,
        entries: Sequence[Entry],
        *,
        recommendation: Leaning,
        comes_to: Leaning,
        reason: str,
    ) -> None:
        before = [card for card in self._store.scorecards(row.id) if card.seat_id == seat.id]
        now = self._holding.clock.now()
        card = Card(
            interview=row.key,
            seat=seat.id,
            part=seat.part,
            template=self._holding.template_key(row),
            revision=row.template_revision,
            number=len(before) + 1,
            sealed_at=now,
            recommendation=recommendation,
            computed=comes_to,
            reason=reason,
            previous=before[-1].seal if before else None,
        )
        lines = {line.number: line_from(line) for line in self._store.lines(row.id)}
        document, texts = document_of(card, entries, lines)
        self._store.add(
            ScorecardRow(
                seat_id=seat.id,
                number=card.number,
                interview_id=row.id,
                sealed_at=now,
                document=document,
                texts=texts,
                seal=seal_of(document),
            )
        )

    def _write(self, seat: SeatRow, row: InterviewRow, entries: Mapping[int, Entry]) -> None:
        for number, entry in entries.items():
            stored = self._store.entry(seat.id, number)
            if stored is None:
                stored = EntryRow(seat_id=seat.id, line=number, interview_id=row.id)
                put_entry(stored, entry)
                self._store.add(stored)
            else:
                put_entry(stored, entry)

    def _entries(self, seat: SeatRow) -> list[Entry]:
        return [entry_from(entry) for entry in self._store.entries([seat.id])]

    def _seat(self, token: str, *, hold: bool = False) -> tuple[SeatRow, InterviewRow]:
        seat, row = self._holding.seat(token, hold=hold)
        if Part(seat.part) not in RATING:
            raise no_seat()
        return seat, row


def _verdicts(interview: Interview, lines: Sequence[Line], seat: int, entries: Sequence[Entry]) -> tuple[Verdict, ...]:
    flags = [entry.flag for entry in entries if entry.flag]
    return verdicts(interview, judged(interview, lines, {seat: entries}), flags)


def _text(row: ScorecardRow, name: str) -> str:
    return str(row.texts[name][1]) if name in row.texts else ""
