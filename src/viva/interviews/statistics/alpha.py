"""Krippendorff's alpha: agreement of any number of raters, with gaps, on any scale of measurement.

K. Krippendorff, Content Analysis, 4th edition, chapter 12; computed from
coincidences as in "Computing Krippendorff's Alpha-Reliability" (2011).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import permutations


class Metric(StrEnum):
    """What is known of the values: only whether they are the same, their order, their distances, or their ratios."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


def alpha(units: Iterable[Sequence[float]], metric: Metric) -> float | None:
    """Alpha over units, each with the values that raters gave it; gaps are just not there.

    None where it is undefined: no unit has two values, or all values are the
    same, so that there is nothing to agree or disagree about.
    """
    coincidences: Counter[tuple[float, float]] = Counter()
    for values in units:
        if len(values) > 1:
            for one, other in permutations(values, 2):
                coincidences[one, other] += 1 / (len(values) - 1)  # type: ignore[assignment]  # counts are weights here
    totals: Counter[float] = Counter()
    for (one, _other), weight in coincidences.items():
        totals[one] += weight
    n = sum(totals.values())
    if len(totals) < 2:  # noqa: PLR2004 - one value, or none: nothing to disagree about
        return None
    distance = _distance(metric, totals)
    observed = sum(weight * distance(one, other) for (one, other), weight in coincidences.items())
    expected = sum(totals[one] * totals[other] * distance(one, other) for one in totals for other in totals)
    return 1 - (n - 1) * observed / expected if expected else None


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
