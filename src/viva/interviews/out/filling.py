"""Taking in a sheet that was filled in elsewhere, as changes of one seat: whole, or not at all."""

from viva.interviews.conduct.model import Change, Fate, Kind, State
from viva.interviews.conduct.service import MOST_AT_ONCE, Conduct
from viva.interviews.out.sheets import read_sheet
from viva.kernel.errors import Conflict, InvalidInput
from viva.kernel.i18n import _


def fill(conduct: Conduct, token: str, text: str, *, dry_run: bool = False) -> tuple[Change, ...]:
    """What a sheet changes; an interview that was only planned was held then.

    The unit is to be given up when this raises: InvalidInput where a change is
    refused, Conflict where somebody was quicker.
    """
    sheet = conduct.sheet(token)
    entries = {each.line.number: each.entry for each in sheet.lines}
    changes = read_sheet(text, sheet.interview, [each.line for each in sheet.lines], entries)
    if dry_run or not changes:
        return changes
    start: tuple[Change, ...] = ()
    if sheet.interview.state is State.PLANNED:
        key = f"sheet start {sheet.interview.sequence}"  # it may have been put off, and planned again
        start = (Change(key=key, kind=Kind.BECOME, values={"state": State.RUNNING.value}),)
    told = (*start, *changes)
    parts = (told[at : at + MOST_AT_ONCE] for at in range(0, len(told), MOST_AT_ONCE))
    for outcome in (each for part in parts for each in conduct.record(token, part)):
        if outcome.fate is Fate.REFUSED:
            raise InvalidInput(outcome.trouble)
        if outcome.fate is Fate.STALE:
            raise Conflict(_("Somebody changed the same meanwhile: take the sheet in again."))
    return changes
