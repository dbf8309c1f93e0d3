"""Comparing candidates, on the questions that all of them were asked, and on nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from viva.interviews.results.model import Judged, Total
from viva.interviews.results.report import Report
from viva.interviews.results.totals import total
from viva.interviews.scale import Scale
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedQuestion:
    """A question that both were asked, perhaps as a twin, and what each was given."""

    title: str
    one: float
    other: float
    twin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two candidates beside each other."""

    one: Report
    other: Report
    shared: tuple[SharedQuestion, ...]
    questions: int
    """How many different questions either was asked."""
    total_one: Total
    total_other: Total
    clear: bool
    """The intervals do not overlap; otherwise there is no clear difference."""
    differing: tuple[SharedQuestion, ...]
    """Where they were rated differently, the largest difference first."""
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]


def compare(one: Report, other: Report, same: Mapping[str, frozenset[str]]) -> Comparison:
    """Two interviews; `same` are the keys of questions that say the same as each.

    InvalidInput where they were rated on different scales: numbers of one
    mean nothing on another.
    """
    if one.interview.scale != other.interview.scale:
        raise InvalidInput(_("These interviews were rated on different scales, and cannot be compared."))
    scale = one.interview.scale
    theirs = {each.key: each for each in other.judged if each.key is not None and each.rating is not None}
    pairs: list[tuple[Judged, Judged, bool]] = []
    used: set[str] = set()
    for mine in one.judged:
        if mine.key is None or mine.rating is None:
            continue
        keys = [mine.key, *sorted(same.get(mine.key, ()))]
        found = next((key for key in keys if key in theirs and key not in used), None)
        if found is not None:
            used.add(found)
            pairs.append((mine, theirs[found], found != mine.key))
    mine_shared, their_shared = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    shared = tuple(
        SharedQuestion(title=mine.title, one=mine.rating or 0, other=their.rating or 0, twin=twin)
        for mine, their, twin in pairs
    )
    totals = [_equally(each, scale) for each in (mine_shared, their_shared)]
    asked = [[each for each in report.judged if each.rating is not None] for report in (one, other)]
    intervals = [each.interval for each in totals]
    return Comparison(
        one=one,
        other=other,
        shared=shared,
        questions=len(asked[0]) + len(asked[1]) - len(pairs),
        total_one=totals[0],
        total_other=totals[1],
        clear=None not in intervals and not any(a.overlaps(b) for a, b in combinations([i for i in intervals if i], 2)),
        differing=tuple(sorted((each for each in shared if each.one != each.other), key=_gap)),
        only_one=tuple(each.title for each in asked[0] if each not in mine_shared),
        only_other=tuple(each.title for each in asked[1] if each not in their_shared),
    )


def _equally(what: Sequence[Judged], scale: Scale) -> Total:
    return total("", [replace(each, weight=1) for each in what], scale)


def _gap(question: SharedQuestion) -> float:
    return -abs(question.one - question.other)
