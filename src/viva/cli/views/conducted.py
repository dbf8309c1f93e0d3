"""What the screen of an interview says in a line or two."""

from viva.bank.groups import group_title
from viva.cli.seat.clock import SeatClock
from viva.interviews.conduct.model import Interview, Seat
from viva.interviews.conduct.progress import state_word
from viva.interviews.conduct.sheet import LineOnSheet, Sheet
from viva.interviews.out.words import part_word
from viva.interviews.results.gating import rating_word
from viva.interviews.scale import Scale
from viva.interviews.templates.phrases import figure
from viva.interviews.templates.titles import first_line
from viva.kernel.i18n import _, say
from viva.telling.seats import clock, digits, said_of

_BETWEEN = "  ·  "


def row(place: int, shown: LineOnSheet, sheet: Sheet, *, here: bool) -> str:
    """A question in the list, with what this seat says of it, who asks it, and whether the candidate sees it."""
    line = shown.line
    mark = "▸" if here else " "
    told = [group_title(line.group), said_of(shown, sheet.interview.scale)]
    if line.assigned is not None:
        told.append(_seat_name(sheet.interview, line.assigned))
    if sheet.interview.shown == line.number:
        told.append(_("shown"))
    flag = " ⚑" if shown.entry.flag else ""
    return f"{mark}{place} {first_line(line.content.prompt)}\n   {' · '.join(told)}{flag}"


def head(sheet: Sheet, seconds: SeatClock) -> str:
    """Who is interviewed, how far it is, how long it takes, and who is there."""
    interview = sheet.interview
    asked = _("{asked} of {planned} asked").format(asked=sheet.asked, planned=sheet.planned)
    there = " ".join(_person(sheet, seat) for seat in interview.seats if not seat.closed)
    parts = [interview.candidate.name, state_word(interview.state), _time(interview, seconds.elapsed(sheet)), asked]
    return _BETWEEN.join([*parts, there])


def about(shown: LineOnSheet, sheet: Sheet, seconds: int) -> str:
    """One question: how long it takes, who asks it, and whether the candidate sees it."""
    line, interview = shown.line, sheet.interview
    minutes = interview.with_extra(line.minutes)
    told = [f"{clock(seconds)} {_over(seconds, minutes) or _minutes(minutes)}"]
    if line.assigned is not None:
        told.append(_("{name} asks").format(name=_seat_name(interview, line.assigned)))
    if interview.shown == line.number:
        told.append(_("the candidate sees it"))
    told.append(group_title(line.group))
    if line.content.level:
        told.append(line.content.level)
    told += line.content.topics[:2]
    return " · ".join(told)


def foot(sheet: Sheet, saving: str, trouble: str) -> str:
    """How far saving is, why the bank is away, and what to ask next."""
    parts = [saving, *([trouble] if trouble and trouble != saving else [])]
    if sheet.next is not None:
        there = [each.line.number for each in sheet.lines if each.line.swapped_for is None]
        place = there.index(sheet.next.line) + 1
        parts.append(f"n: {place} – {say(sheet.next.reason.template, sheet.next.reason.values)}")
    elif sheet.lines:
        parts.append(_("All questions were asked."))
    return _BETWEEN.join(parts)


def rating(shown: LineOnSheet, scale: Scale, place: int) -> str:
    """A rating with its digit and its anchor; marked where it is given, or proposed."""
    value = scale.steps[place].value
    digit, word = digits(scale).get(value, " "), rating_word(value, scale)
    mark = "●" if shown.entry.rating == value else "○" if shown.proposed == value else " "
    return f"{mark} {digit} {word}  {shown.anchors[value]}".rstrip()


def _time(interview: Interview, seconds: float) -> str:
    extra = " " + _("({percent} % extra)").format(percent=interview.extra) if interview.extra else ""
    told = _over(seconds, interview.minutes) or _minutes(interview.minutes)
    return f"{clock(seconds)} {told}{extra}"


def _minutes(minutes: float) -> str:
    return _("of {minutes} min").format(minutes=figure(round(minutes, 1)))


def _over(seconds: float, minutes: float) -> str:
    """By how much it takes longer than planned; nothing while it does not."""
    more = seconds - 60 * minutes
    return (
        _("of {minutes} min, {time} over").format(minutes=figure(round(minutes, 1)), time=clock(more))
        if more >= 1
        else ""
    )


def _person(sheet: Sheet, seat: Seat) -> str:
    """A seat: whether somebody is there, and whether the scorecard is submitted."""
    mark = "●" if seat.id in sheet.present or seat.id == sheet.seat.id else "○"
    submitted = " ✓" if seat.submitted_at else ""
    return f"{mark} {seat.name} ({part_word(seat.part)}){submitted}"


def _seat_name(interview: Interview, seat: int) -> str:
    return next((each.name for each in interview.seats if each.id == seat), "")
