"""Krippendorff's alpha: agreement of any number of raters, with gaps, on any scale of measurement.

K. Krippendorff, Content Analysis, 4th edition, chapter 12; computed from
coincidences as in "Computing Krippendorff's Alpha-Reliability" (2011).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from itertools import combinations


class Metric(StrEnum):
    """What is known of the values: only whether they are the same, their order, their distances, or their ratios."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


def alpha(units: Sequence[Sequence[float]], metric: Metric) -> float | None:
    """Alpha over units, each with the values that raters gave it; gaps are just not there.

    None where it is undefined: no unit has two values, or all values are the
    same, so that there is nothing to agree or disagree about.
    """
    parts = [(len(values), part) for values, part in zip(units, alphas(units, metric), strict=True) if part is not None]
    ratings = sum(count for count, _part in parts)
    return sum(count * part for count, part in parts) / ratings if parts else None


def alphas(units: Sequence[Sequence[float]], metric: Metric) -> list[float | None]:
    """What each unit contributes to alpha, which is the mean of these, weighted by the values of each.

    How far the values of a unit are apart is compared with how far any two
    values of all units are: a unit alone would have nothing to compare with.
    """
    totals: Counter[float] = Counter(value for values in units if len(values) > 1 for value in values)
    n, distance = totals.total(), _distance(metric, totals)
    apart = sum(totals[one] * totals[other] * distance(one, other) for one in totals for other in totals)
    if not apart:
        return [None] * len(units)
    expected = apart / (n * (n - 1))
    return [_apart(values, distance, expected) if len(values) > 1 else None for values in units]


def _apart(values: Sequence[float], distance: Callable[[float, float], float], expected: float) -> float:
    pairs = [distance(one, other) for one, other in combinations(values, 2)]
    return 1 - sum(pairs) / len(pairs) / expected


def _distance(metric: Metric, totals: Mapping[float, float]) -> Callable[[float, float], float]:
    def nominal(one: float, other: float) -> float:
        return float(one != other)

    def ordinal(one: float, other: float) -> float:
        low, high = sorted((one, other))
        between = sum(total for value, total in totals.items() if low <= value <= high)
        return (between - (totals[low] + totals[high]) / 2) ** 2

    def interval(one: float, other: float) -> float:
        return (one - other) ** 2

    def ratio(one: float, other: float) -> float:
        return ((one - other) / (one + other)) ** 2 if one + other else 0

    return {Metric.NOMINAL: nominal, Metric.ORDINAL: ordinal, Metric.INTERVAL: interval, Metric.RATIO: ratio}[metric]
