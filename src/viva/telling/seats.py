"""What the screens of a seat say and how its keys are called, the same in the browser and in the terminal."""

from dataclasses import dataclass

from viva.interviews.conduct.model import FOLLOWS, NEEDS_REASON, Answered, State
from viva.interviews.conduct.sheet import LineOnSheet
from viva.interviews.out.words import answered_word
from viva.interviews.results.gating import rating_word
from viva.interviews.scale import TIERS, Scale
from viva.interviews.templates.phrases import figure
from viva.kernel.i18n import _
from viva.notes.model import Group


@dataclass(frozen=True, slots=True)
class Tier:
    """How much of a tier was said."""

    group: Group
    said: int
    all: int


def tiers(shown: LineOnSheet) -> tuple[Tier, ...]:
    """The tiers that have key points of their own."""
    points = list(enumerate(shown.line.content.key_points))
    found = []
    for group in TIERS:
        own = [place for place, point in points if point.group is group]
        if own:
            found.append(Tier(group, sum(place in shown.entry.ticked for place in own), len(own)))
    return tuple(found)


def said_of(shown: LineOnSheet, scale: Scale) -> str:
    """The state of a question for one seat, never mixing up the four."""
    entry, line = shown.entry, shown.line
    if entry.rating is not None:
        return f"{figure(entry.rating)} {rating_word(entry.rating, scale)}"
    if entry.state is Answered.NOT_ASKED and line.asked_at is not None:
        return _("asked, not rated yet")
    if entry.state is Answered.NOT_ASKED and line.skipped:
        return _("skipped")
    return answered_word(entry.state)


def digits(scale: Scale) -> dict[float, str]:
    """The key of each rating: its own value where these are digits, else its place."""
    values = [step.value for step in scale.steps]
    if all(value in range(10) for value in values):
        return {value: figure(value) for value in values}
    return {value: str(place) for place, value in enumerate(values) if place < 10}  # noqa: PLR2004 - ten digits


def ends(state: State) -> tuple[State, ...]:
    """What may become of an interview for which a reason is needed, as the page orders them."""
    return tuple(each for each in FOLLOWS[state] if each in NEEDS_REASON)


def clock(seconds: float) -> str:
    """A time as minutes and seconds, with hours where there are some."""
    whole = max(0, int(seconds))
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
