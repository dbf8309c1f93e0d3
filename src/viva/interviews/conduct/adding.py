"""Questions that come into an interview while it runs: from the bank, or written by hand."""

from collections.abc import Sequence
from dataclasses import replace

from viva.bank.content import Content
from viva.interviews.conduct.changes import number, place_behind, text
from viva.interviews.conduct.holding import Holding, Standing
from viva.interviews.conduct.model import Change, Line
from viva.interviews.conduct.tables import InterviewRow, LineRow
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.notes.model import Group, Kind, Reason

_MINUTES = 5.0
"""Of a question that is added."""


class Adding:
    """Makes lines of what a change names; who holds the interview's row calls it."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding
        self._store = holding.store

    def add(self, row: InterviewRow, change: Change) -> Line:
        """A question at the end of its section: of the one that is named, or of the last."""
        lines = self._store.lines(row.id)
        section = _section(change, lines)
        if section not in range(len(self._holding.template(row).sections)):
            raise InvalidInput(_("There is no such section."))
        last = next((line.number for line in reversed(lines) if line.section <= section), None)
        place = place_behind(last, self._holding.places(row.id))
        line = self._line(row, change, Standing(len(lines) + 1, place, section, _MINUTES), lines)
        self._holding.add_line(row.id, line)
        return line

    def swap(self, row: InterviewRow, old: LineRow, change: Change) -> Line:
        """A question that is asked instead of another: in its place, of its group and weight."""
        if old.swapped_for is not None:
            raise InvalidInput(_("Another question is asked instead of it already."))
        lines = self._store.lines(row.id)
        at = Standing(len(lines) + 1, old.place, old.section, old.minutes)
        line = self._line(row, change, at, lines)
        line = replace(line, group=Group(old.necessity), weight=old.weight, weight_reason=old.weight_reason)
        self._holding.add_line(row.id, line)
        old.swapped_for, old.version = line.number, old.version + 1
        return line

    def _line(self, row: InterviewRow, change: Change, at: Standing, lines: Sequence[LineRow]) -> Line:
        prompt = text(change.values, "prompt").strip()
        if prompt:
            return _by_hand(prompt, row.language, at)
        question_id = change.values.get("question")
        found = self._holding.stock.by_id([question_id]) if isinstance(question_id, int) else {}
        if not isinstance(question_id, int) or question_id not in found:
            raise InvalidInput(_("Name a question of the bank, or write one."))
        level = self._holding.template(row).level
        reason = Reason("added during the interview")
        line = self._holding.freeze(found[question_id], language=row.language, level=level, at=at, reason=reason)
        if any(each.question_id == line.question_id and each.swapped_for is None for each in lines):
            raise InvalidInput(_("This question is asked in the interview already."))
        return line


def _section(change: Change, lines: Sequence[LineRow]) -> int:
    if "section" in change.values:
        return int(number(change.values, "section"))
    return lines[-1].section if lines else 0


def _by_hand(prompt: str, language: str, at: Standing) -> Line:
    return Line(
        number=at.number,
        place=at.place,
        section=at.section,
        content=Content(prompt=prompt, kind=Kind.QUESTION, language=language),
        question_id=None,
        key=None,
        revision=None,
        minutes=at.minutes,
        reason=Reason("asked by hand"),
    )
