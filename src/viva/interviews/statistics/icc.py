"""The six intraclass correlations of Shrout and Fleiss (Psychological Bulletin 86, 1979)."""

from collections.abc import Sequence
from typing import NamedTuple


class Correlations(NamedTuple):
    """Of one judge (1), and of the mean of all (k): judges drawn anew, drawn once, or these alone; None: undefined."""

    icc1: float | None
    icc2: float | None
    icc3: float | None
    icc1k: float | None
    icc2k: float | None
    icc3k: float | None


def correlations(ratings: Sequence[Sequence[float]]) -> Correlations:
    """Of a table with a row for each target and a column for each judge, without gaps."""
    n, k = len(ratings), len(ratings[0]) if ratings else 0
    if n < 2 or k < 2:  # noqa: PLR2004 - nothing varies within, or between
        return Correlations(*[None] * 6)
    mean = sum(map(sum, ratings)) / (n * k)
    rows = [sum(row) / k for row in ratings]
    columns = [sum(column) / n for column in zip(*ratings, strict=True)]
    between = k * sum((row - mean) ** 2 for row in rows) / (n - 1)
    within = sum((value - row) ** 2 for row, values in zip(rows, ratings, strict=True) for value in values)
    judges = n * sum((column - mean) ** 2 for column in columns)
    error = (within - judges) / ((n - 1) * (k - 1))
    within, judges = within / (n * (k - 1)), judges / (k - 1)
    return Correlations(
        _of(between - within, between + (k - 1) * within),
        _of(between - error, between + (k - 1) * error + k * (judges - error) / n),
        _of(between - error, between + (k - 1) * error),
        _of(between - within, between),
        _of(between - error, between + (judges - error) / n),
        _of(between - error, between),
    )


def _of(part: float, whole: float) -> float | None:
    return part / whole if whole else None
