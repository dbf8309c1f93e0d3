"""Whether gates are met: pure, with the reason for each."""

from collections.abc import Sequence
from math import ceil

from viva.interviews.results.model import Judged, Met, Verdict
from viva.interviews.results.totals import mean_of
from viva.interviews.scale import DEFAULT, Scale
from viva.interviews.templates.choosing import broader
from viva.interviews.templates.gates import Floor, Gate, Mean, NoFlag, Part, Reach, Scope
from viva.interviews.templates.phrases import figure
from viva.interviews.templates.titles import topic_title
from viva.kernel.i18n import say, spoken
from viva.notes.model import Reason


def judge(gate: Gate, judged: Sequence[Judged], scale: Scale, flags: Sequence[str]) -> Verdict:
    """What becomes of a gate; `flags` are red flags that were raised."""
    match gate:
        case NoFlag():
            return _flags(gate, judged, flags)
        case Reach():
            return _reach(gate, judged, scale)
        case Mean():
            return _mean(gate, judged)
        case Floor():
            return _floor(gate, judged)


def _flags(gate: NoFlag, judged: Sequence[Judged], flags: Sequence[str]) -> Verdict:
    if flags:
        return Verdict(gate, Met.FAILED, Reason("red flags: {flags}", {"flags": "; ".join(flags)}))
    if not any(each.ratings for each in judged):
        return Verdict(gate, Met.OPEN, Reason("nothing was asked yet"))
    return Verdict(gate, Met.MET, Reason("none was raised"))


def _reach(gate: Reach, judged: Sequence[Judged], scale: Scale) -> Verdict:
    here = [each for each in _in(gate.scope, judged) if gate.group in {None, each.group}]
    least = scale.at(gate.tier)
    if not here:
        return Verdict(gate, Met.OPEN, Reason("no such question was planned"))
    if least is None:
        return Verdict(gate, Met.OPEN, Reason("no rating of this scale stands for the tier"))
    reached = [each for each in here if each.rating is not None and each.rating >= least]
    under = [each for each in here if each.rating is not None and each.rating < least]
    unasked = len(here) - len(reached) - len(under)
    needed = ceil(gate.share * len(here))
    values: dict[str, str | int] = {
        "reached": len(reached),
        "all": len(here),
        "needed": needed,
        "under": told(under, scale),
        "unasked": unasked,
    }
    if len(reached) >= needed:
        return Verdict(gate, Met.MET, Reason("{reached} of {all}, {needed} needed", values))
    if len(reached) + unasked < needed:
        return Verdict(gate, Met.FAILED, Reason("{reached} of {all}, {needed} needed: {under}", values))
    if under:
        values = {**values, "unasked": unasked}
        reason = Reason("{reached} of {all}, {needed} needed, {unasked} not asked: {under}", values)
        return Verdict(gate, Met.OPEN, reason)
    return Verdict(gate, Met.OPEN, Reason("{reached} of {all}, {needed} needed, {unasked} not asked", values))


def told(judged: Sequence[Judged], scale: Scale) -> str:
    """Questions with what they were given, such as `3, 9: Missed`."""
    by_rating: dict[float, list[int]] = {}
    for each in judged:
        by_rating.setdefault(each.rating or 0, []).append(each.number)
    return "; ".join(
        ", ".join(map(str, sorted(numbers))) + ": " + rating_word(rating, scale)
        for rating, numbers in sorted(by_rating.items())
    )


def rating_word(rating: float, scale: Scale) -> str:
    """What a rating is called; a mean between two ratings is a number."""
    label = next((step.label for step in scale.steps if step.value == rating), "")
    return say(label, {}) if label and scale == DEFAULT else label or figure(round(rating, 2))


def _mean(gate: Mean, judged: Sequence[Judged]) -> Verdict:
    here = _in(gate.scope, judged)
    mean = mean_of(here)
    asked = sum(each.rating is not None for each in here)
    if mean is None:
        return Verdict(gate, Met.OPEN, Reason("nothing of it was asked"))
    values: dict[str, str | int] = {"mean": figure(round(mean, 2)), "asked": asked, "all": len(here)}
    met = Met.MET if mean >= gate.least else Met.FAILED
    return Verdict(gate, met, Reason("the mean is {mean}, {asked} of {all} asked", values))


def _floor(gate: Floor, judged: Sequence[Judged]) -> Verdict:
    parts = {
        _called(gate.part, name): [each for each in judged if name in _parts(gate.part, each)]
        for name in names_of(gate.part, judged)
    }
    means = {name: mean_of(here) for name, here in parts.items()}
    under = {name: mean for name, mean in means.items() if mean is not None and mean < gate.least}
    if under:
        which = "; ".join(f"{name} {figure(round(mean, 2))}" for name, mean in under.items())
        return Verdict(gate, Met.FAILED, Reason("under it: {which}", {"which": which}))
    unasked = [name or "–" for name, mean in means.items() if mean is None]
    if unasked or not means:
        return Verdict(gate, Met.OPEN, Reason("nothing was asked of {which}", {"which": "; ".join(unasked) or "–"}))
    lowest = min(means.items(), key=lambda each: each[1] or 0)
    values: dict[str, str | int] = {"which": lowest[0], "mean": figure(round(lowest[1] or 0, 2))}
    return Verdict(gate, Met.MET, Reason("the lowest is {which} with {mean}", values))


def _parts(part: Part, judged: Judged) -> tuple[str, ...]:
    if part is Part.SECTION:
        return (judged.section,)
    return judged.topics if part is Part.TOPIC else (judged.group.value,)


def _called(part: Part, name: str) -> str:
    return topic_title(name, spoken()) if part is Part.TOPIC else name.capitalize() if part is Part.GROUP else name


def names_of(part: Part, judged: Sequence[Judged]) -> list[str]:
    """The sections, topics or groups of an interview in their order."""
    return list(dict.fromkeys(name for each in judged for name in _parts(part, each)))


def _in(scope: Scope, judged: Sequence[Judged]) -> list[Judged]:
    return [
        each
        for each in judged
        if (scope.section is None or each.section == scope.section)
        and (scope.topic is None or scope.topic in broader(each.topics))
    ]
