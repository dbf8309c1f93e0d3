"""Scales of ratings: the one that follows from key points, and a team's own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from viva.bank.content import Point
from viva.interviews.templates.phrases import figure
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _, marked
from viva.notes.model import Group

TIERS = (Group.MUST, Group.SHOULD, Group.OKAY, Group.PERFECT)
"""In the order in which they are reached."""


class Step(NamedTuple):
    """One rating of a scale."""

    value: float
    label: str
    anchor: str = ""
    """What an answer of this rating is like; empty where the key points of the question say it."""
    tier: Group | None = None
    """The tier that an answer of this rating has reached; None for none, and where a scale has no tiers."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The ratings one may give, the lowest first."""

    name: str
    steps: tuple[Step, ...]

    @property
    def lowest(self) -> float:
        """What an answer counts that was not given."""
        return self.steps[0].value

    @property
    def highest(self) -> float:
        """What the best answer counts."""
        return self.steps[-1].value

    def step(self, value: float) -> Step:
        """The rating with a value; InvalidInput when the scale has none such."""
        for step in self.steps:
            if step.value == value:
                return step
        offered = ", ".join(figure(step.value) for step in self.steps)
        raise InvalidInput(
            _("{value} is no rating of this scale, which has {offered}.").format(value=figure(value), offered=offered)
        )

    def at(self, tier: Group) -> float | None:
        """The lowest value at which a tier is reached; None when no rating of the scale stands for it."""
        reached = [s.value for s in self.steps if s.tier is not None and TIERS.index(s.tier) >= TIERS.index(tier)]
        return min(reached, default=None)

    def share(self, value: float) -> float:
        """Where a value is between the lowest and the highest, from 0 to 1."""
        return (value - self.lowest) / (self.highest - self.lowest)


DEFAULT = Scale(
    marked("Tiers of key points"),
    (
        Step(0, marked("Missed")),
        Step(1, marked("Must"), tier=Group.MUST),
        Step(2, marked("Should"), tier=Group.SHOULD),
        Step(3, marked("Okay"), tier=Group.OKAY),
        Step(4, marked("Perfect"), tier=Group.PERFECT),
    ),
)
"""Missed, and a rating for each tier."""

FEWEST_STEPS, MOST_STEPS = 2, 10


def checked(scale: Scale) -> Scale:
    """A scale that a person made; InvalidInput tells what is wrong with it."""
    if not FEWEST_STEPS <= len(scale.steps) <= MOST_STEPS:
        raise InvalidInput(_("A scale has 2 to 10 ratings."))
    values = [step.value for step in scale.steps]
    if values != sorted(set(values)):
        raise InvalidInput(_("The ratings of a scale rise from the first to the last."))
    if not all(step.label.strip() for step in scale.steps):
        raise InvalidInput(_("Every rating of a scale needs a label."))
    tiers = [TIERS.index(step.tier) for step in scale.steps if step.tier is not None]
    if tiers != sorted(set(tiers)) or (tiers and scale.steps[0].tier is not None):
        raise InvalidInput(_("Tiers stand at a scale's ratings in their order, each once, and none at the lowest."))
    return scale


def reached(points: Sequence[Point], ticked: Collection[int]) -> Group | None:
    """The deepest tier whose key points, and all of the tiers before it, were said; None when there is none.

    `ticked` are places in `points`. A tier without key points of its own is
    reached together with the one before it; a question without any key points
    proposes nothing.
    """
    if not points:
        return None
    deepest = None
    for tier in TIERS:
        if any(point.group is tier and place not in ticked for place, point in enumerate(points)):
            break
        deepest = tier
    return deepest if ticked else None


def proposed(scale: Scale, points: Sequence[Point], ticked: Collection[int]) -> float | None:
    """The rating that what was said comes to.

    None where nothing can be said: no key points, none ticked yet, or a scale
    without tiers.
    """
    if not points or not ticked or not any(step.tier for step in scale.steps):
        return None
    tier = reached(points, ticked)
    if tier is None:
        return scale.lowest
    covered = [s.value for s in scale.steps if s.tier is not None and TIERS.index(s.tier) <= TIERS.index(tier)]
    return max(covered, default=scale.lowest)


def anchors(scale: Scale, points: Sequence[Point]) -> Mapping[float, str]:
    """What an answer of each rating is like: the scale's own words, else the key points of the rating's tier."""
    return {
        step.value: step.anchor or "; ".join(point.text for point in points if point.group is step.tier)
        for step in scale.steps
    }
