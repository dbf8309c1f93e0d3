"""How sure a mean is: Student's interval over the questions, which stand for all that might have been asked.

W. S. Gosset ("Student"), Biometrika 6 (1908); the quantiles are those of any table of t.
"""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

_T = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
"""Two-sided 95 %, by degrees of freedom from 1."""
_NORMAL = 1.959964


class Interval(NamedTuple):
    """From where to where a mean may be."""

    low: float
    high: float

    def overlaps(self, other: "Interval") -> bool:
        """Whether both may be the same."""
        return self.low <= other.high and other.low <= self.high


def weighted_mean(values: Sequence[float], weights: Sequence[float]) -> float:
    """The mean of values of different weight."""
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)


def quantile(freedom: int) -> float:
    """Student's t for a two-sided interval of 95 %, by its degrees of freedom.

    Beyond a table it is the normal quantile with the first two terms of the
    expansion of Cornish and Fisher (1938), which is right to 1e-4 there.
    """
    if freedom <= len(_T):
        return _T[freedom - 1]
    z = _NORMAL
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)


def standard_error(values: Sequence[float], weights: Sequence[float], *, step: float) -> float | None:
    """How far a weighted mean may be off, on a scale with steps of this width; None with fewer than two values.

    Ratings are rounded to steps, so their variance is taken for at least
    step²/12, that of rounding (Sheppard, 1898): equal ratings are not certainty.
    """
    n = len(values)
    if n < 2:  # noqa: PLR2004 - one question says nothing of others
        return None
    mean, total = weighted_mean(values, weights), sum(weights)
    squares = sum((weight * (value - mean)) ** 2 for value, weight in zip(values, weights, strict=True))
    least = sum(weight**2 for weight in weights) * step**2 / 12
    return sqrt(max(squares * n / (n - 1), least)) / total


def interval(mean: float, error: float, n: int, *, low: float, high: float) -> Interval:
    """The 95 % interval of a mean of `n` values, cut off at the ends of the scale."""
    reach = quantile(n - 1) * error
    return Interval(max(low, mean - reach), min(high, mean + reach))
