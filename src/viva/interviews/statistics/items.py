"""Item statistics as Moodle's quiz report has them (docs.moodle.org, "Quiz statistics calculations")."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStatistics:
    """How an item did; None: undefined."""

    facility: float
    """The mean mark, per cent of the highest."""
    discrimination: float | None
    """Per cent: the correlation of the mark with what the rest comes to."""
    efficiency: float | None
    """Per cent of the covariance that would be possible with these marks."""
    weight: float | None
    """Per cent: how much of the total's spread it makes up."""


def items(marks: Sequence[Sequence[float]], highest: Sequence[float]) -> list[ItemStatistics]:
    """Of a table with a row for each attempt and a column for each item, without gaps."""
    totals = [sum(row) for row in marks]
    columns = list(zip(*marks, strict=True))
    spreads = [covariance(column, totals) for column in columns]
    roots = [sqrt(spread) if spread is not None and spread > 0 else 0 for spread in spreads]
    found = []
    for column, most, root in zip(columns, highest, roots, strict=True):
        rest = [total - mark for total, mark in zip(totals, column, strict=True)]
        found.append(
            ItemStatistics(
                facility=100 * sum(column) / len(column) / most,
                discrimination=_per_cent(correlation(column, rest)),
                efficiency=_per_cent(_efficiency(column, rest)),
                weight=100 * root / sum(roots) if sum(roots) else None,
            )
        )
    return found


def covariance(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Of a sample; None with fewer than two values."""
    n = len(one)
    if n < 2:  # noqa: PLR2004 - one value has no spread
        return None
    mean, other_mean = sum(one) / n, sum(other) / n
    return sum((a - mean) * (b - other_mean) for a, b in zip(one, other, strict=True)) / (n - 1)


def correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Pearson's; None where one of them does not vary."""
    together, spread, other_spread = covariance(one, other), covariance(one, one), covariance(other, other)
    if together is None or not spread or not other_spread:
        return None
    return together / sqrt(spread * other_spread)


def _efficiency(one: Sequence[float], other: Sequence[float]) -> float | None:
    together, possible = covariance(one, other), covariance(sorted(one), sorted(other))
    return together / possible if together is not None and possible else None


def _per_cent(value: float | None) -> float | None:
    return None if value is None else 100 * value
