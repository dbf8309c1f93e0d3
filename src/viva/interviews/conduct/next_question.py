"""Which question to ask next, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from viva.interviews.conduct.model import Line
from viva.notes.model import Group, Reason

_SLACK = 2
"""Minutes that are kept back, so that the last question is not cut off."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line, and the reason for it."""

    line: int
    reason: Reason


def suggest(lines: Sequence[Line], sections: Sequence[str], minutes_left: float) -> Suggestion | None:
    """The next question; None when all were asked.

    As the template has them, unless the time is just enough for the Must
    questions that are left: then these alone. Lines come in their order.
    """
    waiting = [line for line in lines if line.waits]
    if not waiting:
        return None
    must = [line for line in waiting if line.group is Group.MUST]
    needed = sum(line.minutes for line in must)
    left = max(0, round(minutes_left))
    if must and needed + _SLACK >= minutes_left and waiting[0].group is not Group.MUST:
        values: dict[str, str | int] = {"count": len(must), "minutes": left}
        return Suggestion(must[0].number, Reason("only Must fits: {count} to ask, {minutes} minutes left", values))
    line = waiting[0]
    if line.group is Group.MUST:
        topic = line.content.topics[0] if line.content.topics else sections[line.section]
        alike = [
            each
            for each in lines
            if each.group is Group.MUST
            and each.swapped_for is None
            and topic in (*each.content.topics, sections[each.section])
        ]
        asked = sum(each.asked_at is not None for each in alike)
        values = {"topic": topic, "asked": asked, "all": len(alike), "minutes": left}
        reason = Reason("Must coverage of {topic} is {asked} of {all}, {minutes} minutes left", values)
        return Suggestion(line.number, reason)
    here = [each for each in lines if each.section == line.section and each.swapped_for is None]
    asked = sum(each.asked_at is not None for each in here)
    values = {"section": sections[line.section], "asked": asked, "all": len(here), "minutes": left}
    return Suggestion(line.number, Reason("{section}: {asked} of {all} asked, {minutes} minutes left", values))
