"""What a candidate takes home: what was asked, how far they came, and what to study next."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from viva.interviews.conduct.model import COUNTING, Line
from viva.interviews.out.markdown import safe, titled
from viva.interviews.results.gating import rating_word
from viva.interviews.results.report import Report
from viva.interviews.scale import TIERS, Scale
from viva.kernel.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A question of a pack."""

    title: str
    question_id: int | None
    reached: str
    study: tuple[str, ...]
    """What was not said, that which matters most first: key points that nobody ticked.

    Where none was ticked at all, it is those of the tiers that were not reached.
    """


def pack(report: Report, lines: tuple[Line, ...]) -> tuple[Packed, ...]:
    """What a candidate may know of an interview: no note, no name of an interviewer, no gate."""
    by_number = {line.number: line for line in lines}
    heard: dict[int, set[int]] = {}
    for card in report.cards:
        for entry in card.entries if card.part in COUNTING else ():
            heard.setdefault(entry.line, set()).update(entry.ticked)
    scale = report.interview.scale
    return tuple(
        Packed(
            title=judged.title,
            question_id=by_number[judged.line].question_id,
            reached=_reached(judged.rating, scale),
            study=tuple(_study(by_number[judged.line], heard.get(judged.line, set()), judged.rating, scale)),
        )
        for judged in report.judged
        if judged.rating is not None
    )


def _reached(rating: float, scale: Scale) -> str:
    """The tier that was reached; a mean of several interviewers may lie between two."""
    below = max(step.value for step in scale.steps if step.value <= rating)
    above = min(step.value for step in scale.steps if step.value >= rating)
    low, high = rating_word(below, scale), rating_word(above, scale)
    return low if below == above else _("between {low} and {high}").format(low=low, high=high)


def _study(line: Line, heard: Collection[int], rating: float, scale: Scale) -> Iterator[str]:
    if rating >= scale.highest:
        return
    for place, point in sorted(enumerate(line.content.key_points), key=lambda each: TIERS.index(each[1].group)):
        tier = scale.at(point.group)
        reached = place in heard if heard else tier is not None and rating >= tier
        if not reached:
            yield point.text


def pack_markdown(report: Report, packed: tuple[Packed, ...]) -> str:
    """The pack as a page."""
    lines = [f"# {safe(report.interview.title)}", "", f"{safe(report.interview.candidate.name)}", ""]
    for each in packed:
        lines += [f"## {titled(each.title)}", "", _("Reached: {rating}").format(rating=safe(each.reached)), ""]
        if each.study:
            lines += [_("To study next:"), "", *(f"- {titled(point)}" for point in each.study), ""]
    return "\n".join(lines)
