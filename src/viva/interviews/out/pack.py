"""What a candidate takes home: what was asked, how far they came, and what to study next."""

from dataclasses import dataclass

from viva.bank.content import Point
from viva.interviews.conduct.model import Line
from viva.interviews.out.markdown import safe, titled
from viva.interviews.results.gating import rating_word
from viva.interviews.results.report import Report
from viva.interviews.scale import TIERS
from viva.kernel.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A question of a pack."""

    title: str
    question_id: int | None
    reached: str
    study: tuple[str, ...]
    """Key points that nobody heard, those that matter most first."""


def pack(report: Report, lines: tuple[Line, ...]) -> tuple[Packed, ...]:
    """What a candidate may know of an interview: no note, no name of an interviewer, no gate."""
    by_number = {line.number: line for line in lines}
    heard: dict[int, set[int]] = {}
    for card in report.cards:
        for entry in card.entries:
            heard.setdefault(entry.line, set()).update(entry.ticked)
    packed: list[Packed] = []
    for judged in report.judged:
        if judged.rating is not None:
            line = by_number[judged.line]
            missing = [
                point for place, point in enumerate(line.content.key_points) if place not in heard.get(line.number, ())
            ]
            enough = judged.rating >= report.interview.scale.highest
            packed.append(
                Packed(
                    title=judged.title,
                    question_id=line.question_id,
                    reached=rating_word(judged.rating, report.interview.scale),
                    study=() if enough else tuple(point.text for point in sorted(missing, key=_depth)),
                )
            )
    return tuple(packed)


def pack_markdown(report: Report, packed: tuple[Packed, ...]) -> str:
    """The pack as a page."""
    lines = [f"# {safe(report.interview.title)}", "", f"{safe(report.interview.candidate.name)}", ""]
    for each in packed:
        lines += [f"## {titled(each.title)}", "", _("Reached: {rating}").format(rating=safe(each.reached)), ""]
        if each.study:
            lines += [_("To study next:"), "", *(f"- {titled(point)}" for point in each.study), ""]
    return "\n".join(lines)


def _depth(point: Point) -> int:
    return TIERS.index(point.group)
