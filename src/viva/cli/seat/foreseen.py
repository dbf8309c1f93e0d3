"""The sheet as it is once all that waits is in the bank, by the rules that the bank itself uses."""

from collections.abc import Iterable
from dataclasses import replace

from viva.interviews.conduct.changes import entry_after, extra_time, is_asked_by, line_after
from viva.interviews.conduct.model import FOLLOWS, OWN, Change, Interview, Kind, State
from viva.interviews.conduct.sheet import LineOnSheet, Sheet
from viva.interviews.scale import proposed
from viva.kernel.errors import InvalidInput

_OF_A_LINE = frozenset({Kind.ASK, Kind.TIME, Kind.SKIP, Kind.MOVE, Kind.ASSIGN})


def foreseen(sheet: Sheet, changes: Iterable[Change]) -> Sheet:
    """What waits carried out, each change counted as one version; what the bank will refuse is left out."""
    lines = {each.line.number: each for each in sheet.lines}
    interview = sheet.interview
    for change in changes:
        shown = lines.get(change.line or 0)
        try:
            if shown and change.kind in OWN:
                lines[shown.line.number] = _said(shown, change, sheet)
            elif shown and change.kind in _OF_A_LINE:
                places = {number: each.line.place for number, each in lines.items()}
                lines[shown.line.number] = replace(shown, line=line_after(shown.line, change, sheet.now, places))
            else:
                interview = _interview_after(interview, change)
        except InvalidInput:  # the bank will say so
            continue
    ordered = sorted(lines.values(), key=lambda each: (each.line.place, each.line.number))
    return replace(sheet, interview=interview, lines=tuple(ordered))


def _said(shown: LineOnSheet, change: Change, sheet: Sheet) -> LineOnSheet:
    scale, line = sheet.interview.scale, shown.line
    entry = entry_after(shown.entry, change, line, scale)
    if is_asked_by(entry, line, sheet.seat.part):
        line = line_after(line, replace(change, kind=Kind.ASK, values={}), sheet.now, {})
    return replace(shown, line=line, entry=entry, proposed=proposed(scale, line.content.key_points, entry.ticked))


def _interview_after(interview: Interview, change: Change) -> Interview:
    values = change.values
    match change.kind:
        case Kind.OPEN:
            return replace(interview, shown=change.line)
        case Kind.SCRATCH:
            return replace(interview, scratch=values["text"], scratch_version=interview.scratch_version + 1)
        case Kind.EXTRA:
            return replace(interview, extra=extra_time(values["percent"]))
        case Kind.BECOME if State(values["state"]) in FOLLOWS[interview.state]:
            return replace(interview, state=State(values["state"]), reason=values.get("reason", ""))
        case _:
            return interview
