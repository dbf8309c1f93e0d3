"""What past interviews say of questions: how hard they are, whether they tell candidates apart, how worn they are."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from viva.interviews.conduct.holding import Holding
from viva.interviews.conduct.model import Answered
from viva.interviews.scale import Scale
from viva.interviews.statistics.items import correlation
from viva.interviews.templates.choosing import OFTEN
from viva.interviews.templates.titles import first_line

FEWEST = 5
"""Interviews with a question, under which its discrimination is chance."""


class Rated(NamedTuple):
    """What a question was given in one interview: a share of the scale, the mean of its interviewers."""

    interview: int
    question: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPast:
    """What past interviews say of a question."""

    key: str
    question_id: int | None
    title: str
    asked: int
    """In how many interviews, also where nobody has submitted yet."""
    rated: int
    facility: float | None
    """The mean share of the highest rating, from 0 to 1."""
    discrimination: float | None
    """Its correlation with the rest of the same interviews, from -1 to 1; None: undefined, or from too few."""
    worn: bool
    """It was asked so often that candidates may have heard of it."""

    @property
    def suspicious(self) -> bool:
        """Who is better elsewhere does worse here: its anchors may be wrong."""
        return self.discrimination is not None and self.discrimination < 0


class Only(StrEnum):
    """What is looked for among past questions."""

    WORN = "worn"
    SUSPICIOUS = "suspicious"
    RATED = "rated"


class Order(StrEnum):
    """What stands first."""

    ASKED = "asked"
    """The most worn."""
    HARD = "hard"
    TELLING = "telling"
    """What tells candidates apart the least; undefined comes last."""


@dataclass(frozen=True, slots=True)
class WantedPast:
    """Which past questions to show, and in which order."""

    text: str = ""
    only: Only | None = None
    order: Order = Order.ASKED

    def fits(self, question: "QuestionPast") -> bool:
        """Whether a question is looked for."""
        of_kind = {
            None: True,
            Only.WORN: question.worn,
            Only.SUSPICIOUS: question.suspicious,
            Only.RATED: question.rated > 0,
        }
        return of_kind[self.only] and self.text.strip().casefold() in question.title.casefold()

    def place(self, question: "QuestionPast") -> tuple[Any, ...]:
        """Where it stands."""
        asked = (-question.asked, question.title)
        if self.order is Order.ASKED:
            return asked
        value = question.facility if self.order is Order.HARD else question.discrimination
        return (value is None, value or 0, *asked)


EVERYTHING = WantedPast()


@dataclass(frozen=True, slots=True)
class PastFound:
    """Some of the past questions that were asked for, and how many there are in all."""

    questions: tuple[QuestionPast, ...]
    total: int


def facility_and_discrimination(rated: Sequence[Rated]) -> dict[str, tuple[int, float, float | None]]:
    """How often each question was rated, its facility, and its discrimination (None with fewer than five)."""
    interviews: dict[int, dict[str, float]] = defaultdict(dict)
    for each in rated:
        interviews[each.interview][each.question] = each.share
    marks: dict[str, list[float]] = defaultdict(list)
    pairs: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for shares in interviews.values():
        for question, share in shares.items():
            marks[question].append(share)
            rest = [other for name, other in shares.items() if name != question]
            if rest:
                pairs[question].append((share, sum(rest) / len(rest)))
    return {
        question: (len(given), sum(given) / len(given), _discrimination(pairs[question]))
        for question, given in marks.items()
    }


def _discrimination(pairs: Sequence[tuple[float, float]]) -> float | None:
    if len(pairs) < FEWEST:
        return None
    return correlation([own for own, _rest in pairs], [rest for _own, rest in pairs])


class Past:
    """The past interviews of one workspace."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding
        self._lists = holding.lists

    def questions(self, wanted: WantedPast = EVERYTHING, *, limit: int | None = None, offset: int = 0) -> PastFound:
        """Questions that were asked and fit; ratings count when they are submitted."""
        found = sorted(filter(wanted.fits, self._questions()), key=wanted.place)
        return PastFound(tuple(found[offset:][:limit]), len(found))

    def _questions(self) -> Iterator[QuestionPast]:
        asked = self._lists.times_asked()
        known = self._holding.stock.by_key(asked)
        figures = facility_and_discrimination(self._rated())
        for key, times in asked.items():
            rated, facility, discrimination = figures.get(key, (0, None, None))
            question = known.get(key)
            yield QuestionPast(
                key=key,
                question_id=question.id if question else None,
                title=first_line(question.content.prompt) if question else key,
                asked=times,
                rated=rated,
                facility=facility,
                discrimination=discrimination,
                worn=times >= OFTEN,
            )

    def _rated(self) -> list[Rated]:
        scales: dict[tuple[int, int], Scale] = {}
        given: dict[tuple[int, str], list[float]] = defaultdict(list)
        for row in self._lists.rated():
            template = (row.template_id, row.template_revision)
            if template not in scales:
                scales[template] = self._holding.scale(*template)
            scale = scales[template]
            rating = scale.lowest if row.state == Answered.NO_ANSWER else row.rating
            given[row.interview_id, row.question_key].append(scale.share(rating))
        return [Rated(interview, key, sum(shares) / len(shares)) for (interview, key), shares in given.items()]
