"""What a change makes of an entry or a line: pure, and the only place that says so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from viva.interviews.conduct.model import ANSWERED, COUNTING, Answered, Change, Entry, Kind, Line, Part
from viva.interviews.scale import Scale
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _

LONGEST = 20_000
LONGEST_SECONDS = 86_400
MOST_EXTRA = 300
_ROOM = 1e-6
"""Between two lines at least; halving goes on for some thirty moves more before places run out."""


def entry_after(entry: Entry, change: Change, line: Line, scale: Scale) -> Entry:
    """The entry as the change leaves it, one version further; InvalidInput when it makes no sense."""
    values = change.values
    after = replace(entry, version=entry.version + 1)
    match change.kind:
        case Kind.RATE:
            rating = values.get("rating")
            if rating is None:
                return replace(after, state=Answered.NOT_ASKED, rating=None, reason="")
            value = scale.step(number(values, "rating")).value
            return replace(after, state=Answered.RATED, rating=value, reason="")
        case Kind.STATE:
            return _in_state(after, values)
        case Kind.NOTE:
            return replace(after, note=text(values, "text"))
        case Kind.FLAG:
            return replace(after, flag=text(values, "text"))
        case Kind.TICK:
            point = values.get("point")
            if (
                not isinstance(point, int)
                or isinstance(point, bool)
                or point not in range(len(line.content.key_points))
            ):
                raise InvalidInput(_("The question has no such key point."))
            ticked = set(entry.ticked) | {point} if values.get("ticked") else set(entry.ticked) - {point}
            return replace(after, ticked=tuple(sorted(ticked)))
        case _:
            raise ValueError(change.kind)


def _in_state(after: Entry, values: Mapping[str, Any]) -> Entry:
    state = values.get("state")
    if state == Answered.VOID:
        reason = text(values, "reason").strip()
        if not reason:
            raise InvalidInput(_("Say why the question does not count."))
        return replace(after, state=Answered.VOID, rating=None, reason=reason)
    if state in {Answered.NO_ANSWER, Answered.NOT_ASKED}:
        return replace(after, state=Answered(str(state)), rating=None, reason="")
    raise InvalidInput(_("A question is not asked, asked without an answer, rated, or void."))


def is_asked_by(entry: Entry, line: Line, part: Part) -> bool:
    """Whether what a seat says of a question means that it was asked just now."""
    return entry.state in ANSWERED and line.asked_at is None and part in COUNTING


def takes_back(before: Entry, after: Entry) -> bool:
    """Whether what meant that a question was asked is no longer said."""
    return before.state in ANSWERED and after.state is Answered.NOT_ASKED


def line_after(line: Line, change: Change, now: datetime, places: Mapping[int, float]) -> Line:
    """The line as the change leaves it, one version further; `places` are those of all lines."""
    values = change.values
    after = replace(line, version=line.version + 1)
    match change.kind:
        case Kind.ASK:
            return replace(after, asked_at=(line.asked_at or now) if values.get("asked", True) else None, skipped=False)
        case Kind.TIME:
            seconds = int(number(values, "seconds"))
            if not 0 <= seconds <= LONGEST_SECONDS:
                raise InvalidInput(_("A question takes between no time and a day."))
            return replace(after, seconds=max(seconds, line.seconds))
        case Kind.SKIP:
            skipped = bool(values.get("skipped", True))
            return replace(after, skipped=skipped, skip_reason=text(values, "reason") if skipped else "")
        case Kind.MOVE:
            others = {number: place for number, place in places.items() if number != line.number}
            return replace(after, place=place_behind(values.get("after"), others))
        case Kind.ASSIGN:
            seat = values.get("seat")
            return replace(after, assigned=seat if isinstance(seat, int) else None)
        case Kind.OPEN:
            return after
        case _:
            raise ValueError(change.kind)


def place_behind(after: object, places: Mapping[int, float]) -> float:
    """The place between a line and the next one; None: before all. There has to be room, see `are_crowded`."""
    there = sorted((place, number) for number, place in places.items())
    if after is None:
        return there[0][0] - 1 if there else 0
    index = next((index for index, (_place, number) in enumerate(there) if number == after), None)
    if index is None:
        raise InvalidInput(_("There is no such line to stand behind."))
    here = there[index][0]
    return here + 1 if index + 1 == len(there) else (here + there[index + 1][0]) / 2


def are_crowded(places: Iterable[float]) -> bool:
    """Whether some places are so near to each other that soon none fits between them: the lines are numbered anew."""
    return any(behind - before < _ROOM for before, behind in pairwise(sorted(places)))


def extra_time(percent: int) -> int:
    """Per cent of extra time that an interview can have."""
    if not 0 <= percent <= MOST_EXTRA:
        raise InvalidInput(_("Extra time is between 0 and {most} per cent.").format(most=MOST_EXTRA))
    return percent


def number(values: Mapping[str, Any], name: str) -> float:
    """A number among the values of a change."""
    value = values.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < 1e9:  # noqa: PLR2004 - no nan
        raise InvalidInput(_("“{name}” is a number.").format(name=name))
    return value


def text(values: Mapping[str, Any], name: str) -> str:
    """A text among the values of a change."""
    value = values.get(name, "")
    if not isinstance(value, str):
        raise InvalidInput(_("“{name}” is a text.").format(name=name))
    if len(value) > LONGEST:
        raise InvalidInput(_("That is too long: a text has at most {most} characters.").format(most=LONGEST))
    return value


def entry_values(entry: Entry) -> dict[str, Any]:
    """An entry as plain values, to be shown beside a stale change."""
    return {
        "state": entry.state.value,
        "rating": entry.rating,
        "note": entry.note,
        "flag": entry.flag,
        "ticked": list(entry.ticked),
        "reason": entry.reason,
        "version": entry.version,
    }


def line_values(line: Line) -> dict[str, Any]:
    """What may have been changed of a line, as plain values."""
    return {
        "asked": line.asked_at is not None,
        "seconds": line.seconds,
        "skipped": line.skipped,
        "reason": line.skip_reason,
        "assigned": line.assigned,
        "swapped_for": line.swapped_for,
        "version": line.version,
    }


def replayed(changes: Sequence[Change], lines: Mapping[int, Line], scale: Scale) -> dict[int, Entry]:
    """The entries that the changes of one seat make, from nothing: what is stored is always the same as this."""
    entries: dict[int, Entry] = {}
    for change in changes:
        if change.line is not None:
            entry = entries.get(change.line, Entry(line=change.line))
            entries[change.line] = entry_after(entry, change, lines[change.line], scale)
    return entries
