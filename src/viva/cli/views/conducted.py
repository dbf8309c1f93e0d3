"""What the screen of an interview says in a line or two."""

from viva.bank.groups import group_title
from viva.interviews.conduct.model import Answered
from viva.interviews.conduct.progress import state_word
from viva.interviews.conduct.sheet import LineOnSheet, Sheet
from viva.interviews.out.words import answered_word
from viva.interviews.results.gating import rating_word
from viva.interviews.scale import Scale
from viva.interviews.templates.phrases import figure
from viva.interviews.templates.titles import first_line
from viva.kernel.i18n import _, say


def row(place: int, shown: LineOnSheet, scale: Scale) -> str:
    """A question in the list, with what this seat says of it."""
    entry = shown.entry
    if entry.rating is not None:
        state = rating_word(entry.rating, scale)
    elif entry.state is Answered.NOT_ASKED and shown.line.skipped:
        state = _("skipped")
    else:
        state = answered_word(entry.state)
    flag = " !" if entry.flag else ""
    return f"{place} {first_line(shown.line.content.prompt)}\n  {group_title(shown.line.group)} · {state}{flag}"


def status(sheet: Sheet, saving: str) -> str:
    """How far the interview is, how far saving is, and what to ask next."""
    interview = sheet.interview
    left = _("{minutes} min left").format(minutes=figure(round(sheet.minutes_left)))
    asked = _("{asked} of {planned} asked").format(asked=sheet.asked, planned=sheet.planned)
    parts = [interview.candidate.name, state_word(interview.state), asked, left, saving]
    if sheet.next is not None:
        there = [each.line.number for each in sheet.lines if each.line.swapped_for is None]
        place = there.index(sheet.next.line) + 1
        parts.append(f"n: {place} – {say(sheet.next.reason.template, sheet.next.reason.values)}")
    return "  ·  ".join(parts)
