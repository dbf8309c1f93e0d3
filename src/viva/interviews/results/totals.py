"""Means of what was judged, and how sure they are."""

from collections.abc import Callable, Sequence
from math import isclose

from viva.interviews.results.model import Judged, Total
from viva.interviews.scale import Scale
from viva.interviews.statistics.intervals import interval, standard_error, weighted_mean


def mean_of(judged: Sequence[Judged]) -> float | None:
    """The weighted mean over questions that were asked; None where none was: not asked never counts as zero."""
    asked = [(each.rating, each.weight) for each in judged if each.rating is not None]
    return (
        weighted_mean([rating for rating, _weight in asked], [weight for _rating, weight in asked]) if asked else None
    )


def reaches(mean: float, least: float) -> bool:
    """Whether a mean is at least so high; sums of fractions may miss it by less than anybody can mean."""
    return mean >= least or isclose(mean, least, rel_tol=1e-9)


def total(name: str, judged: Sequence[Judged], scale: Scale) -> Total:
    """What these questions come to."""
    asked = [(each.rating, each.weight) for each in judged if each.rating is not None]
    mean = mean_of(judged)
    error = standard_error(
        [rating for rating, _weight in asked],
        [weight for _rating, weight in asked],
        step=(scale.highest - scale.lowest) / (len(scale.steps) - 1),
    )
    return Total(
        name=name,
        mean=mean,
        share=scale.share(mean) if mean is not None else None,
        error=error,
        interval=interval(mean, error, len(asked), low=scale.lowest, high=scale.highest)
        if mean is not None and error is not None
        else None,
        asked=len(asked),
        planned=len(judged),
    )


def totals(judged: Sequence[Judged], scale: Scale, parts: Callable[[Judged], Sequence[str]]) -> tuple[Total, ...]:
    """What each part comes to, in the order in which parts come up."""
    names = dict.fromkeys(name for each in judged for name in parts(each))
    return tuple(total(name, [each for each in judged if name in parts(each)], scale) for name in names)
