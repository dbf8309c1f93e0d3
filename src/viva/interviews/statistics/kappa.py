"""Cohen's kappa of two raters, Fleiss' of many, and the share of pairs that are the same."""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import combinations
from typing import Literal

Weights = Literal["none", "linear", "quadratic"]


def cohen(
    pairs: Sequence[tuple[float, float]], *, weights: Weights = "none", scale: Collection[float] = ()
) -> float | None:
    """Cohen's kappa (1960, weighted 1968) of what two raters gave the same subjects; None where it is undefined.

    Weights go by the places of the values in their order, among all that the
    scale has: a rating that nobody gave still stands between two others.
    """
    if not pairs:
        return None
    values = sorted({*scale, *(value for pair in pairs for value in pair)})
    place = {value: index for index, value in enumerate(values)}
    power = {"none": 0, "linear": 1, "quadratic": 2}[weights]

    def apart(one: float, other: float) -> float:
        away = abs(place[one] - place[other])
        return float(away != 0) if power == 0 else float(away**power)

    ours, theirs = Counter(one for one, _other in pairs), Counter(other for _one, other in pairs)
    n = len(pairs)
    observed = sum(apart(one, other) for one, other in pairs) / n
    expected = sum(ours[one] * theirs[other] * apart(one, other) for one in ours for other in theirs) / n**2
    return 1 - observed / expected if expected else None


def fleiss(counts: Sequence[Sequence[int]]) -> float | None:
    """Fleiss' kappa (1971): for each subject, how many raters chose each category; the same number for all."""
    raters = {sum(row) for row in counts}
    if len(raters) != 1 or (k := raters.pop()) < 2:  # noqa: PLR2004 - one rater agrees with nobody
        return None
    n = len(counts)
    observed = sum(sum(count * (count - 1) for count in row) for row in counts) / (n * k * (k - 1))
    shares = [sum(column) / (n * k) for column in zip(*counts, strict=True)]
    expected = sum(share**2 for share in shares)
    return (observed - expected) / (1 - expected) if expected < 1 else None


def agreed(units: Sequence[Sequence[float]]) -> tuple[int, int]:
    """How many pairs of ratings of the same unit are the same, of how many."""
    pairs = [one == other for values in units for one, other in combinations(values, 2)]
    return sum(pairs), len(pairs)
