"""The time of an interview and of the question in hand, between two looks at the bank."""

from collections.abc import Callable
from time import monotonic

from viva.interviews.conduct.model import Line, Part, State
from viva.interviews.conduct.sheet import Sheet

EVERY = 15.0
"""Seconds after which the time of a question is saved."""
LONGEST_STEP = 5.0
"""A machine that slept asked nothing meanwhile."""


class SeatClock:
    """Runs while the interview does; the time of a question, while that is asked and in hand."""

    def __init__(self, *, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._looked = self._ticked = now()
        self._line: int | None = None
        self._seconds = self._kept = 0.0

    def look(self, line: Line) -> None:
        """Begin with what the bank knows; of the question in hand another seat may have told a longer time."""
        self._looked = self._now()
        self.take(line)
        self._seconds = max(self._seconds, line.seconds)

    def take(self, line: Line) -> None:
        """Have another question in hand."""
        if line.number != self._line:
            self._line = line.number
            self._seconds = self._kept = line.seconds

    def tick(self, sheet: Sheet, line: Line) -> None:
        """Count on."""
        now = self._now()
        passed, self._ticked = min(LONGEST_STEP, now - self._ticked), now
        if sheet.interview.state is State.RUNNING and line.asked_at is not None and line.number == self._line:
            self._seconds += passed

    def elapsed(self, sheet: Sheet) -> float:
        """Seconds since the interview began."""
        runs = sheet.interview.state is State.RUNNING and sheet.interview.started_at is not None
        return sheet.elapsed.total_seconds() + (self._now() - self._looked if runs else 0)

    @property
    def seconds(self) -> int:
        """Of the question in hand."""
        return int(self._seconds)

    def to_keep(self, sheet: Sheet, line: Line, *, least: float = EVERY) -> int | None:
        """The seconds to save, once so many were added; one seat tells them: who asks the question, or the lead."""
        asks = line.assigned == sheet.seat.id if line.assigned is not None else sheet.seat.part is Part.LEAD
        if not asks or line.number != self._line or self._seconds - self._kept < least:
            return None
        self._kept = self._seconds
        return self.seconds
