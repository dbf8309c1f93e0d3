"""Two versions of what somebody changed, in words a person can compare: their own, and what stands there now."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from viva.interviews.conduct.model import Answered, Change, Kind, Line, Outcome, State
from viva.interviews.conduct.progress import state_word
from viva.interviews.conduct.sheet import Sheet
from viva.interviews.out.words import answered_word
from viva.interviews.results.gating import rating_word
from viva.interviews.templates.phrases import figure
from viva.interviews.templates.titles import first_line
from viva.kernel.i18n import _

_LONGEST = 160


class Versions(NamedTuple):
    """What a change is about, what it was to say, and what stands there; nothing stands beside what was refused."""

    title: str
    mine: str
    theirs: str


def versions(change: Change, outcome: Outcome, sheet: Sheet | None) -> Versions:
    """Of a change that was not carried out; the candidate has no sheet, and changes the shared text alone."""
    theirs = _words(change, outcome.theirs, sheet) if outcome.theirs else ""
    return Versions(kind_word(change.kind), _words(change, change.values, sheet), theirs)


def kind_word(kind: Kind) -> str:
    """What a change is about."""
    return {
        Kind.RATE: _("Rating"),
        Kind.STATE: _("Rating"),
        Kind.NOTE: _("Evidence"),
        Kind.FLAG: _("Red flag"),
        Kind.TICK: _("Key point"),
        Kind.ASK: _("Asked or not"),
        Kind.TIME: _("Time"),
        Kind.SKIP: _("Skipped or not"),
        Kind.MOVE: _("Place in the list"),
        Kind.ASSIGN: _("Who asks it"),
        Kind.SWAP: _("Ask another instead"),
        Kind.ADD: _("Add a question"),
        Kind.OPEN: _("Shown to the candidate"),
        Kind.SCRATCH: _("Shared text"),
        Kind.BECOME: _("How far it is"),
        Kind.EXTRA: _("Extra time"),
        Kind.GLASS: _("Sealed ratings"),
        Kind.SUBMIT: _("Scorecard"),
        Kind.AMEND: _("Scorecard"),
    }[kind]


def _words(change: Change, values: Mapping[str, Any], sheet: Sheet | None) -> str:
    match change.kind:
        case Kind.RATE | Kind.STATE:
            return _rated(values, sheet)
        case Kind.NOTE | Kind.FLAG | Kind.SCRATCH:
            return str(values.get(change.kind.value, values.get("text", "")))
        case Kind.SKIP:
            word = _("skipped") if values.get("skipped") else _("not skipped")
            return _with(word, values.get("reason"))
        case Kind.ASSIGN:
            return _asked_by(values.get("assigned", values.get("seat")), sheet)
        case Kind.SWAP:
            return _swapped(values, sheet)
        case Kind.TICK:
            return _point(change, sheet)
        case Kind.ADD:
            return str(values.get("prompt") or _("a question of the bank"))
        case Kind.BECOME:
            state = next((state for state in State if state == values.get("state")), None)
            return _with(state_word(state) if state else "", values.get("reason"))
        case Kind.EXTRA:
            return _("{percent} % extra").format(percent=values.get("percent"))
        case _:
            return ""


def _rated(values: Mapping[str, Any], sheet: Sheet | None) -> str:
    rating = values.get("rating")
    if isinstance(rating, int | float) and sheet is not None:
        label = rating_word(float(rating), sheet.interview.scale)
        return label if label == figure(rating) else f"{figure(rating)} {label}"
    state = next((state for state in Answered if state == values.get("state")), Answered.NOT_ASKED)
    return _with(answered_word(state), values.get("reason"))


def _asked_by(seat: object, sheet: Sheet | None) -> str:
    names = {each.id: each.name for each in sheet.interview.seats} if sheet else {}
    return names.get(seat, "") if isinstance(seat, int) else _("anybody")


def _swapped(values: Mapping[str, Any], sheet: Sheet | None) -> str:
    if "swapped_for" not in values:
        return _("a question of the bank")
    instead = _line(values["swapped_for"], sheet)
    return first_line(instead.content.prompt)[:_LONGEST] if instead else _("it is asked itself")


def _point(change: Change, sheet: Sheet | None) -> str:
    line, place = _line(change.line, sheet), change.values.get("point")
    points = line.content.key_points if line else ()
    return points[place].text if isinstance(place, int) and 0 <= place < len(points) else ""


def _line(number: object, sheet: Sheet | None) -> Line | None:
    return next((each.line for each in sheet.lines if each.line.number == number), None) if sheet else None


def _with(word: str, reason: object) -> str:
    return f"{word}: {reason}" if reason else word
