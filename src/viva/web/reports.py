"""The report of an interview, made ready to be drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from viva.app import Unit
from viva.bank.groups import group_title
from viva.interviews.conduct.listing import InterviewLine, Wanted
from viva.interviews.conduct.model import RATED_IN, Interview
from viva.interviews.out.words import agreement_by_question, coverage_words, topic_word, total_words
from viva.interviews.results.model import Judged, Total
from viva.interviews.results.report import Evidence, Report
from viva.interviews.scale import Scale
from viva.kernel.clock import day
from viva.kernel.i18n import _

MOST_CHOICES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A mean on its scale; shares are from 0 to 1, None where nothing was asked, or too little."""

    name: str
    told: str
    """The mean with its interval."""
    coverage: str
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A question with what was said of it."""

    judged: Judged
    evidence: tuple[Evidence, ...]
    agreement: str
    """How far its ratings are the same; empty where fewer than two rated it."""


def bar(total: Total, scale: Scale, name: str) -> Bar:
    """One mean."""
    return Bar(
        name=name,
        told=total_words(total),
        coverage=coverage_words(total),
        share=total.share,
        low=scale.share(total.interval.low) if total.interval else None,
        high=scale.share(total.interval.high) if total.interval else None,
    )


def bars(totals: Sequence[Total], scale: Scale, title: Callable[[str], str] = str) -> tuple[Bar, ...]:
    """Means of one kind."""
    return tuple(bar(total, scale, title(total.name)) for total in totals)


def drawings(report: Report) -> tuple[tuple[str, tuple[Bar, ...]], ...]:
    """All that is drawn, each with its title."""
    scale = report.interview.scale
    drawn = (
        (_("Sections"), bars(report.sections, scale)),
        (_("Groups"), bars(report.groups, scale, group_title)),
        (_("Topics"), bars(report.topics, scale, topic_word)),
    )
    return tuple((title, each) for title, each in drawn if each)


def rows(report: Report) -> tuple[Row, ...]:
    """The questions in their order."""
    agreed = agreement_by_question(report)
    return tuple(
        Row(
            judged=each,
            evidence=tuple(one for one in report.evidence if one.line == each.line),
            agreement=agreed.get(each.number, ""),
        )
        for each in report.judged
    )


def comparable(unit: Unit, like: Interview | None = None) -> list[tuple[str, str]]:
    """Interviews whose scorecards are all submitted, by number; those of the same template first, `like` left out."""
    wanted = Wanted(states=tuple(RATED_IN))
    found = unit.interviews.interviews(wanted, limit=MOST_CHOICES).interviews
    there = [each for each in found if each.submitted and each.submitted >= each.seats]
    if like is not None:
        there = sorted((each for each in there if each.id != like.id), key=lambda each: each.title != like.title)
    return [(str(each.id), " · ".join(filter(None, (each.candidate, each.title, _day(each))))) for each in there]


def _day(line: InterviewLine) -> str:
    when = line.started_at or line.planned_at
    return day(when) if when else ""
