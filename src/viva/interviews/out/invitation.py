"""An invitation as a calendar file (iCalendar, RFC 5545), with the link of a seat."""

from datetime import UTC, datetime, timedelta

from viva.interviews.conduct.model import Interview
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _

_WIDEST = 75
"""Octets of a line, beyond which it goes on in the next."""


def invitation(interview: Interview, link: str, *, now: datetime) -> str:
    """The file; InvalidInput while nobody has said when the interview is."""
    if interview.planned_at is None:
        raise InvalidInput(_("Say when the interview is: an invitation needs a time."))
    start = interview.planned_at.astimezone(UTC)
    end = start + timedelta(minutes=max(interview.minutes, 15))
    summary, seat = _("Interview: {title}").format(title=interview.title), _("Your seat: {link}").format(link=link)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Viva//Interviews//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{interview.key}@viva",
        f"DTSTAMP:{_moment(now)}",
        f"DTSTART:{_moment(start)}",
        f"DTEND:{_moment(end)}",
        f"SUMMARY:{_text(summary)}",
        f"DESCRIPTION:{_text(seat)}",
        f"URL:{''.join(link.split())}",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    kept = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    kept = kept.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(letter for letter in kept if letter.isprintable())


def _folded(line: str) -> list[str]:
    pieces, here = [], ""
    for letter in line:
        if len((here + letter).encode()) > _WIDEST:
            pieces.append(here)
            here = " "
        here += letter
    return [*pieces, here]
