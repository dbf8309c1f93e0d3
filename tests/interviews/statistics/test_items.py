"""Item statistics and intervals."""

from math import sqrt

import pytest

from viva.interviews.statistics.intervals import Interval, interval, quantile, standard_error, weighted_mean
from viva.interviews.statistics.items import ItemStatistics, items

# Moodle, mod/quiz/report/statistics/tests/statistics_test.php: 22 attempts at slots 8 to 20; slot 8 has 8 marks.
MOODLE = (
    "5.5 .3 .9 1 .3 1 0 0 1 1 0 0 1 | 1 .9 .9 .3 .3 1 0 0 1 0 1 0 1 | 2.5 1 .9 .3 1 0 0 1 1 1 1 1 1 | "
    "4 .3 .9 1 .3 0 0 0 0 1 0 0 1 | 3 .9 .3 .9 1 0 1 0 0 1 1 1 0 | 4.5 .9 1 1 .9 0 1 1 1 0 0 0 0 | "
    "3 .3 .3 .3 .3 1 0 1 1 1 1 1 1 | 6 .9 .9 1 .3 0 1 1 1 1 0 0 1 | .5 .9 1 .9 .3 0 1 1 0 1 1 0 1 | "
    "5.5 .9 1 .9 .3 1 1 0 0 1 0 0 0 | 2.5 .9 1 1 .9 0 1 0 0 1 0 0 1 | 4 .9 .3 .9 1 0 1 1 1 1 1 0 1 | "
    "4 .9 .3 .3 1 1 1 1 0 0 1 1 0 | 3 1 1 .3 1 0 1 0 1 1 1 1 0 | 1 1 .9 .3 .3 1 0 1 0 0 0 0 0 | "
    "1 .3 .3 .3 .9 0 0 0 1 0 0 0 1 | 1.5 1 .3 .9 1 1 1 0 1 1 0 0 0 | 4 .9 1 .9 1 0 1 1 1 0 1 0 0 | "
    "2 .9 .9 .3 .9 0 1 0 0 0 0 0 0 | 1 1 .3 .3 .3 0 1 1 0 1 0 0 0 | 6 .9 1 1 .9 0 0 0 1 0 0 1 1 | "
    "7 .9 .3 .3 .3 1 0 1 1 1 1 0 0"
)
FACILITY = (
    "41.19318182 81.36363636 71.36363636 65.45454545 65.90909091 36.36363636 59.09090909 50 59.09090909 "
    "63.63636364 45.45454545 27.27272727 50"
)
DISCRIMINATION = (
    "25.88327077 1.170256965 -4.207816809 28.16930644 -2.513606859 -12.99017581 -8.900638238 8.670004606 "
    "29.63337745 15.18945843 16.21079629 15.52451404 -8.396734802"
)
EFFICIENCY = (
    "27.23492723 1.382386552 -4.691171307 31.12404354 -2.877487579 -17.5074184 -10.27568922 10.86956522 "
    "34.58997279 17.4790556 20.14359793 22.06477733 -10"
)
WEIGHT = (
    "26.58464457 3.368456046 3.253955259 7.584083694 3.79658376 3.183278505 4.532356904 7.78856243 10.08351572 "
    "8.381139345 8.727645713 7.946277111 4.769500946"
)


def numbers(text: str) -> list[float]:
    return [float(word) for word in text.split()]


def test_item_statistics_are_those_of_moodle() -> None:
    marks = [numbers(attempt) for attempt in MOODLE.split("|")]
    found = items(marks, [8.0] + [1.0] * 12)

    assert len(marks) == 22
    assert [each.facility for each in found] == pytest.approx(numbers(FACILITY), abs=1e-6)
    assert [each.discrimination for each in found] == pytest.approx(numbers(DISCRIMINATION), abs=1e-6)
    assert [each.efficiency for each in found] == pytest.approx(numbers(EFFICIENCY), abs=1e-6)
    assert [each.weight for each in found] == pytest.approx(numbers(WEIGHT), abs=1e-6)


def test_without_any_spread_only_the_facility_is_known() -> None:
    undefined = ItemStatistics(facility=75, discrimination=None, efficiency=None, weight=None)

    assert items([[3.0, 3.0], [3.0, 3.0]], [4.0, 4.0]) == [undefined, undefined]
    assert items([[3.0]], [4.0]) == [undefined]


def of(values: list[float], weights: list[float] | None = None, low: float = 0, high: float = 4) -> Interval | None:
    """The interval of a mean on a scale whose steps are one apart."""
    weights = weights or [1.0] * len(values)
    error = standard_error(values, weights, step=1)
    return None if error is None else interval(weighted_mean(values, weights), error, len(values), low=low, high=high)


def test_the_interval_of_a_mean_is_students() -> None:
    assert of([1, 2, 3, 4]) == pytest.approx((2.5 - 3.182 * sqrt(5 / 3) / 2, 4))


def test_weights_narrow_to_what_weighs() -> None:
    assert of([1, 3], low=-99, high=99) == pytest.approx((2 - 12.706, 2 + 12.706))
    heavy = of([1, 3], [1, 3], low=-99, high=99)
    assert heavy
    assert sum(heavy) / 2 == pytest.approx(2.5)


def test_equal_ratings_are_not_certainty_and_one_question_says_nothing() -> None:
    assert of([2] * 4) == pytest.approx((2 - 3.182 * sqrt(1 / 12) / 2, 2 + 3.182 * sqrt(1 / 12) / 2))
    assert of([2]) is None
    assert of([]) is None


# Two-sided 95 %, as in the table of the Engineering Statistics Handbook of NIST and SEMATECH, 1.3.6.7.2.
@pytest.mark.parametrize(
    ("freedom", "published"),
    [(1, 12.706), (6, 2.447), (30, 2.042), (31, 2.040), (40, 2.021), (60, 2.000), (100, 1.984)],
)
def test_the_quantiles_are_those_of_the_tables(freedom: int, published: float) -> None:
    assert quantile(freedom) == pytest.approx(published, abs=6e-4)


def test_more_questions_never_make_an_interval_wider() -> None:
    assert all(quantile(freedom) > quantile(freedom + 1) for freedom in range(1, 300))


def test_many_questions_take_nearly_the_normal_quantile() -> None:
    found = of([0, 4] * 50)

    assert found
    assert found.high - found.low == pytest.approx(2 * 1.9842 * sqrt(400 / 99) / 10, abs=1e-4)


def test_intervals_overlap_or_not() -> None:
    assert Interval(1, 2).overlaps(Interval(2, 3))
    assert not Interval(1, 2).overlaps(Interval(2.1, 3))
