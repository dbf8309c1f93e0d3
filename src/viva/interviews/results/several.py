"""Comparing more than two candidates: each with each other, and no ranking, for each two share other questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from viva.interviews.results.comparing import Comparison, compare
from viva.interviews.results.report import Report
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _

MOST = 12
"""Candidates that a table has room for."""

Same = Mapping[str, frozenset[str]]
"""By key, the questions that say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question with what each candidate was given; None: was not asked, or it does not count."""

    title: str
    ratings: tuple[float | None, ...]
    twins: bool
    """Some were asked it in other words."""

    @property
    def shared(self) -> int:
        """How many were asked."""
        return sum(rating is not None for rating in self.ratings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparisons:
    """Candidates beside each other, two or more."""

    reports: tuple[Report, ...]
    pairs: tuple[Comparison, ...]
    """Each with each, in the order of `reports`."""
    questions: tuple[AskedQuestion, ...]
    """All that any of them was asked, those that most were asked first."""

    def pair(self, one: int, other: int) -> Comparison | None:
        """The comparison of two, by their places; None: it is the other way round, or with oneself."""
        two = (self.reports[one], self.reports[other])
        return next((pair for pair in self.pairs if pair.one is two[0] and pair.other is two[1]), None)


def compare_all(reports: Sequence[Report], same: Same) -> Comparisons:
    """Two or more interviews; InvalidInput where they are too few, too many, or on different scales."""
    if not 2 <= len(reports) <= MOST:  # noqa: PLR2004 - one alone is compared with nobody
        raise InvalidInput(_("Choose between 2 and {most} candidates.").format(most=MOST))
    return Comparisons(
        reports=tuple(reports),
        pairs=tuple(compare(one, other, same) for one, other in combinations(reports, 2)),
        questions=_questions(reports, same),
    )


def _questions(reports: Sequence[Report], same: Same) -> tuple[AskedQuestion, ...]:
    rows: list[_Row] = []
    for place, report in enumerate(reports):
        for each in report.judged:
            if each.rating is None:
                continue
            keys = {each.key, *same.get(each.key, ())} if each.key is not None else set[str]()
            row = next((row for row in rows if row.keys & keys and place not in row.ratings), None)
            if row is None:
                row = _Row(each.title, each.key, set(), {})
                rows.append(row)
            row.keys |= keys
            row.twins |= each.key != row.key
            row.ratings[place] = each.rating
    found = [
        AskedQuestion(
            title=row.title, ratings=tuple(row.ratings.get(place) for place in range(len(reports))), twins=row.twins
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: -each.shared))


@dataclass(slots=True)
class _Row:
    title: str
    key: str | None
    keys: set[str]
    ratings: dict[int, float]
    twins: bool = False
