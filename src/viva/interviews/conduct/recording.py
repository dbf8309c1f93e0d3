"""Carrying out changes: each once, in its order, and none over what somebody else has changed."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from viva.interviews.conduct.adding import Adding
from viva.interviews.conduct.changes import (
    entry_after,
    entry_values,
    extra_time,
    is_asked_by,
    line_after,
    line_values,
    number,
    takes_back,
    text,
)
from viva.interviews.conduct.holding import Holding
from viva.interviews.conduct.incoming import LINES, LONGEST_KEY, checked, no_line
from viva.interviews.conduct.kept import change_from, entry_from, line_from, put_entry, put_line
from viva.interviews.conduct.model import (
    COUNTING,
    GUARDED,
    OWN,
    Change,
    Entry,
    Fate,
    Kind,
    Outcome,
    Part,
    State,
)
from viva.interviews.conduct.progress import become, hindrance
from viva.interviews.conduct.tables import ChangeRow, EntryRow, InterviewRow, LineRow, SeatRow
from viva.interviews.scale import DEFAULT
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _

_ASKED = "/asked"
"""At the end of the key of a change that another implies."""


class Recording:
    """Carries out what seats do; who holds the interview's row calls it."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding
        self._store = holding.store
        self._clock = holding.clock
        self._adding = Adding(holding)

    def record(self, seat: SeatRow, row: InterviewRow, change: Change) -> Outcome:
        """What becomes of a change; one that makes no sense is refused, and nothing of it is done."""
        try:
            change = checked(change)
            known = self._store.change_with(row.id, seat.id, change.key)
            if known is not None:
                return self._repeated(known, seat, row, change)
            self._check(seat, row, change)
            return self._carry_out(seat, row, change)
        except InvalidInput as trouble:
            return Outcome(key=change.key, fate=Fate.REFUSED, line=change.line, trouble=str(trouble))

    def _repeated(self, known: ChangeRow, seat: SeatRow, row: InterviewRow, change: Change) -> Outcome:
        before = change_from(known)
        same = (before.kind, before.line, dict(before.values)) == (change.kind, change.line, dict(change.values))
        if not same and change.kind not in {Kind.ADD, Kind.SWAP}:
            raise InvalidInput(_("This key was used for another request: a new request needs a new one."))
        if known.stale:
            return _came_too_late(change, known, self._now(seat, row, change))
        return Outcome(
            key=change.key, fate=Fate.REPEATED, sequence=known.sequence, line=known.line, version=known.version
        )

    def _check(self, seat: SeatRow, row: InterviewRow, change: Change) -> None:
        submitted = seat.submitted_at is not None
        hindered = hindrance(change.kind, part=Part(seat.part), state=State(row.state), submitted=submitted)
        if hindered:
            raise InvalidInput(hindered)

    def _carry_out(self, seat: SeatRow, row: InterviewRow, change: Change) -> Outcome:
        if change.kind in OWN:
            return self._own(seat, row, change)
        doing: dict[Kind, Callable[[SeatRow, InterviewRow, Change], Outcome]] = {
            Kind.SCRATCH: self._scratch,
            Kind.ADD: self._add,
            Kind.SWAP: self._swap,
            Kind.BECOME: self._become,
            Kind.EXTRA: self._extra,
            Kind.OPEN: self._open,
        }
        return doing.get(change.kind, self._shared)(seat, row, change)

    def _own(self, seat: SeatRow, row: InterviewRow, change: Change) -> Outcome:
        found = self._store.line_and_entry(row.id, _number(change.line), seat.id)
        if found is None:
            raise no_line()
        line_row, stored = found
        line = line_from(line_row)
        entry = entry_from(stored) if stored else Entry(line=line.number)
        scale = self._holding.template(row).scale if change.kind is Kind.RATE else DEFAULT  # others ask for none
        after = entry_after(entry, change, line, scale)
        if change.kind in GUARDED and change.seen != entry.version:
            return self._stale(seat, row, change, entry_values(entry))
        if stored is None:
            self._store.add(put_entry(EntryRow(seat_id=seat.id, line=line.number, interview_id=row.id), after))
        else:
            put_entry(stored, after)
        saved = self._saved(seat, row, change, after.version)
        if is_asked_by(after, line, Part(seat.part)):
            self._put(seat, row, _asking(change, asked=True), line_row)
        elif takes_back(entry, after) and self._was_implied(row, line.number):
            self._put(seat, row, _asking(change, asked=False), line_row)
        return saved

    def _was_implied(self, row: InterviewRow, line: int) -> bool:
        """Whether a question was asked only because of a rating, and nobody rates it any more."""
        last = self._store.last_asking(row.id, line)
        return last is not None and last.key.endswith(_ASKED) and not self._store.is_answered(row.id, line)

    def _shared(self, seat: SeatRow, row: InterviewRow, change: Change) -> Outcome:
        line_row = self.line(row, change.line)
        line = line_from(line_row)
        if change.kind is Kind.ASSIGN and change.values.get("seat") is not None:
            seats = {each.id for each in self._store.seats(row.id) if each.part in COUNTING}
            if change.values["seat"] not in seats:
                raise InvalidInput(_("There is no such seat in this interview."))
        if change.kind in GUARDED and change.seen != line.version:
            return self._stale(seat, row, change, line_values(line))
        return self._put(seat, row, change, line_row)

    def _put(self, seat: SeatRow, row: InterviewRow, change: Change, line_row: LineRow) -> Outcome:
        places = self._holding.places(row.id) if change.kind is Kind.MOVE else {}
        after = line_after(line_from(line_row), change, self._clock.now(), places)
        put_line(line_row, after)
        return self._saved(seat, row, change, after.version)

    def _open(self, seat: SeatRow, row: InterviewRow, change: Change) -> Outcome:
        if change.line is not None:
            self.line(row, change.line)
        row.shown = change.line
        return self._saved(seat, row, change, None)

    def _scratch(self, seat: SeatRow, row: InterviewRow, change: Change) -> Outcome:
        written = text(change.values, "text")
        if change.seen != row.scratch_version:
            return self._stale(seat, row, change, {"text": row.scratch, "version": row.scratch_version})
        row.scratch, row.scratch_version = written, row.scratch_version + 1
        return self._saved(seat, row, change, row.scratch_version)

    def _become(self, seat: SeatRow, row: InterviewRow, change: Change) -> Outcome:
        states = {state.value: state for state in State}
        state = states.get(str(change.values.get("state")))
        if state is None:
            raise InvalidInput(_("There is no such state of an interview."))
        become(self._holding, row, seat, change, state, text(change.values, "reason"))
        return Outcome(key=change.key, fate=Fate.SAVED, sequence=row.sequence)

    def _extra(self, seat: SeatRow, row: InterviewRow, change: Change) -> Outcome:
        row.extra = extra_time(int(number(change.values, "percent")))
        return self._saved(seat, row, change, None)

    def _add(self, seat: SeatRow, row: InterviewRow, change: Change) -> Outcome:
        line = self._adding.add(row, change)
        return self._saved(seat, row, replace(change, line=line.number), line.version)

    def _swap(self, seat: SeatRow, row: InterviewRow, change: Change) -> Outcome:
        old = self.line(row, change.line)
        if change.seen != old.version:
            return self._stale(seat, row, change, line_values(line_from(old)))
        line = self._adding.swap(row, old, change)
        return replace(self._saved(seat, row, change, old.version), line=line.number)

    def _stale(self, seat: SeatRow, row: InterviewRow, change: Change, theirs: dict[str, object]) -> Outcome:
        noted = self._holding.note(row, seat, change, stale=True)
        return _came_too_late(change, noted, theirs)

    def _saved(self, seat: SeatRow, row: InterviewRow, change: Change, version: int | None) -> Outcome:
        noted = self._holding.note(row, seat, change, version=version)
        return Outcome(key=change.key, fate=Fate.SAVED, sequence=noted.sequence, line=change.line, version=version)

    def _now(self, seat: SeatRow, row: InterviewRow, change: Change) -> dict[str, object]:
        if change.kind is Kind.SCRATCH:
            return {"text": row.scratch, "version": row.scratch_version}
        if change.kind in OWN:
            stored = self._store.entry(seat.id, change.line or 0)
            return entry_values(entry_from(stored) if stored else Entry(line=change.line or 0))
        return line_values(line_from(self.line(row, change.line)))

    def line(self, row: InterviewRow, number_of: int | None) -> LineRow:
        """A question of an interview; InvalidInput when it has none such."""
        line = self._store.line(row.id, _number(number_of))
        if line is None:
            raise no_line()
        return line


def _number(told: int | None) -> int:
    """A number that a database can be asked for."""
    if told is None or told not in LINES:
        raise no_line()
    return told


def _asking(change: Change, *, asked: bool) -> Change:
    """What a change implies besides: that the question was asked, or was not after all."""
    return replace(change, key=f"{change.key}{_ASKED}"[-LONGEST_KEY:], kind=Kind.ASK, values={"asked": asked})


def _came_too_late(change: Change, noted: ChangeRow, theirs: Mapping[str, object]) -> Outcome:
    version = theirs.get("version")
    return Outcome(
        key=change.key,
        fate=Fate.STALE,
        sequence=noted.sequence,
        line=noted.line,
        version=version if isinstance(version, int) else None,
        mine=dict(change.values),
        theirs=theirs,
    )
