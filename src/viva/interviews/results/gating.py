"""Whether gates are met: pure, with the reason for each."""

from collections.abc import Iterator, Sequence
from math import ceil

from viva.bank.groups import group_title
from viva.interviews.results.model import Judged, Met, Verdict
from viva.interviews.results.totals import mean_of, reaches
from viva.interviews.scale import DEFAULT, Scale
from viva.interviews.templates.choosing import broader
from viva.interviews.templates.gates import Floor, Gate, Mean, NoFlag, Part, Reach, Scope, where
from viva.interviews.templates.phrases import figure
from viva.interviews.templates.titles import first_line, topic_title
from viva.kernel.i18n import _, ngettext, say, spoken
from viva.notes.model import Group, Reason


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
        return Verdict(gate, Met.FAILED, Reason("red flags: {flags}", {"flags": "; ".join(map(first_line, flags))}))
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
    under = [each for each in here if each.rating is not None and not reaches(each.rating, least)]
    unasked = [each for each in here if each.rating is None]
    reached = len(here) - len(under) - len(unasked)
    needed = ceil(gate.share * len(here))
    values: dict[str, str | int] = {
        "reached": reached,
        "all": len(here),
        "needed": needed,
        "under": "; ".join(_under(under, gate.group, scale)),
        "unasked": "; ".join(_unasked(unasked, gate.group)),
    }
    if reached >= needed:
        return Verdict(gate, Met.MET, Reason("{reached} of {all} reached it, {needed} needed", values))
    if reached + len(unasked) < needed:
        return Verdict(gate, Met.FAILED, Reason("{under} ({reached} of {all} reached it, {needed} needed)", values))
    if under:
        reason = Reason("{unasked}; {under} ({reached} of {all} reached it, {needed} needed)", values)
        return Verdict(gate, Met.OPEN, reason)
    return Verdict(gate, Met.OPEN, Reason("{unasked} ({reached} of {all} reached it, {needed} needed)", values))


def _under(judged: Sequence[Judged], group: Group | None, scale: Scale) -> Iterator[str]:
    """Which questions were given what, such as `Must questions 3 and 9 at Missed`."""
    for rating in sorted({each.rating for each in judged if each.rating is not None}):
        here = [each for each in judged if each.rating == rating]
        if group is None:
            said = ngettext("question {numbers} at {rating}", "questions {numbers} at {rating}", len(here))
        else:
            said = ngettext(
                "{group} question {numbers} at {rating}", "{group} questions {numbers} at {rating}", len(here)
            )
        yield said.format(rating=rating_word(rating, scale), **_which(here, group))


def _unasked(judged: Sequence[Judged], group: Group | None) -> Iterator[str]:
    void = [each for each in judged if each.void]
    unasked = [each for each in judged if not each.void]
    if unasked and group is None:
        said = ngettext("question {numbers} not asked", "questions {numbers} not asked", len(unasked))
        yield said.format(**_which(unasked, group))
    elif unasked:
        said = ngettext("{group} question {numbers} not asked", "{group} questions {numbers} not asked", len(unasked))
        yield said.format(**_which(unasked, group))
    if void:
        said = ngettext("question {numbers} void", "questions {numbers} void", len(void))
        yield said.format(**_which(void, group))


def _which(judged: Sequence[Judged], group: Group | None) -> dict[str, str]:
    *first, last = [str(each.number) for each in judged] or [""]
    numbers = _("{first} and {last}").format(first=", ".join(first), last=last) if first else last
    return {"numbers": numbers, "group": group_title(group) if group else ""}


def rating_word(rating: float, scale: Scale) -> str:
    """What a rating is called; a mean between two ratings is a number."""
    label = next((step.label for step in scale.steps if step.value == rating), "")
    return say(label, {}) if label and scale == DEFAULT else label or figure(round(rating, 2))


def _mean(gate: Mean, judged: Sequence[Judged]) -> Verdict:
    here = _in(gate.scope, judged)
    mean = mean_of(here)
    if mean is None:
        return Verdict(gate, Met.OPEN, Reason("nothing of it was asked"))
    values: dict[str, str | int] = {
        "where": where(gate.scope),
        "mean": figure(round(mean, 2)),
        "least": figure(gate.least),
        "asked": _asked(here),
        "all": len(here),
    }
    met = Met.MET if reaches(mean, gate.least) else Met.FAILED
    return Verdict(gate, met, Reason("the mean{where} is {mean}, {least} needed, {asked} of {all} asked", values))


def _floor(gate: Floor, judged: Sequence[Judged]) -> Verdict:
    parts = {
        _called(gate.part, name): [each for each in judged if name in _parts(gate.part, each)]
        for name in names_of(gate.part, judged)
    }
    means = {name: mean_of(here) for name, here in parts.items()}
    under = {name: mean for name, mean in means.items() if mean is not None and not reaches(mean, gate.least)}
    if under:
        which = "; ".join(_mean_with_coverage(name, mean, parts[name]) for name, mean in under.items())
        reason = Reason("under {least}: {which}", {"least": figure(gate.least), "which": which})
        return Verdict(gate, Met.FAILED, reason)
    unasked = [name or "–" for name, mean in means.items() if mean is None]
    if unasked or not means:
        return Verdict(gate, Met.OPEN, Reason("nothing was asked of {which}", {"which": "; ".join(unasked) or "–"}))
    name, mean = min(means.items(), key=lambda each: each[1] or 0)
    which = _mean_with_coverage(name, mean or 0, parts[name])
    return Verdict(gate, Met.MET, Reason("the lowest is {which}", {"which": which}))


def _mean_with_coverage(name: str, mean: float, judged: Sequence[Judged]) -> str:
    return _("{name} with {mean}, {asked} of {all} asked").format(
        name=name or "–", mean=figure(round(mean, 2)), asked=_asked(judged), all=len(judged)
    )


def _asked(judged: Sequence[Judged]) -> int:
    return sum(each.rating is not None for each in judged)


def _parts(part: Part, judged: Judged) -> tuple[str, ...]:
    if part is Part.SECTION:
        return (judged.section,)
    return judged.topics if part is Part.TOPIC else (judged.group.value,)


def _called(part: Part, name: str) -> str:
    if part is Part.SECTION:
        return name
    return topic_title(name, spoken()) if part is Part.TOPIC else group_title(Group(name))


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
