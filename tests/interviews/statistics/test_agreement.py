"""Agreement as published."""

import pytest

from viva.interviews.statistics.alpha import Metric, alpha, alphas
from viva.interviews.statistics.icc import Correlations, correlations
from viva.interviews.statistics.kappa import agreed, cohen, fleiss

# The example of the article "Krippendorff's alpha" on Wikipedia, and of fast-krippendorff: 3 coders, 15 units.
WIKIPEDIA = ("* * * * * 3 4 1 2 1 1 3 3 * 3", "1 * 2 1 3 3 4 3 * * * * * * *", "* * 2 1 3 4 4 * 2 1 1 3 3 * 4")
# K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section E; also in R's irr.
KRIPPENDORFF = (
    "1 2 3 3 2 1 4 1 2 * * *",
    "1 2 3 3 2 2 4 1 2 5 * 3",
    "* 3 3 3 2 3 4 2 2 5 1 *",
    "1 2 3 3 2 4 4 1 2 5 1 *",
)
# irr::anxiety: 20 subjects, 3 raters; irr::video: 20 clips, 4 raters, of whom the first always gives 4.
ANXIETY = (
    "3 3 3 4 5 5 2 3 5 2 2 6 1 5 2 2 1 2 4 3",
    "3 6 4 6 2 4 2 4 3 3 2 3 3 3 2 2 1 3 3 4",
    "2 1 4 4 3 2 1 6 1 1 1 2 3 3 1 1 3 3 2 2",
)
VIDEO = (
    "4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4",
    "4 4 4 4 3 4 3 4 3 3 4 3 4 4 4 4 4 4 4 5",
    "3 4 5 4 2 3 2 3 3 3 3 3 4 4 3 4 4 4 4 5",
    "4 5 5 4 4 4 5 4 4 4 4 4 4 4 4 4 4 4 4 4",
)
# J. L. Fleiss, Psychological Bulletin 76 (1971): 30 patients, 6 psychiatrists, 5 diagnoses; irr::diagnoses.
DIAGNOSES = (
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
    "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
)
FLEISS_OF_WIKIPEDIA = (
    "0 0 0 0 14/0 2 6 4 2/0 0 3 5 6/0 3 9 2 0/2 2 8 1 1/7 7 0 0 0/3 2 6 3 0/2 5 3 2 2/6 5 2 1 0/0 2 2 3 7"
)
# P. E. Shrout, J. L. Fleiss, Psychological Bulletin 86 (1979), table 2: 6 targets, 4 judges.
SHROUT_FLEISS = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))


def raters(rows: tuple[str, ...]) -> list[list[float | None]]:
    return [[None if cell == "*" else float(cell) for cell in row.split()] for row in rows]


def units(rows: tuple[str, ...]) -> list[list[float]]:
    return [[value for value in column if value is not None] for column in zip(*raters(rows), strict=True)]


def pairs(rows: tuple[str, ...], one: int = 0, other: int = 1) -> list[tuple[float, float]]:
    return [(float(a), float(b)) for a, b in zip(rows[one].split(), rows[other].split(), strict=True)]


@pytest.mark.parametrize("metric", Metric)
@pytest.mark.parametrize("rows", [WIKIPEDIA, KRIPPENDORFF, ANXIETY, VIDEO])
def test_the_parts_of_units_come_to_alpha(rows: tuple[str, ...], metric: Metric) -> None:
    given = units(rows)
    parts = [(len(values), part) for values, part in zip(given, alphas(given, metric), strict=True) if part is not None]

    assert {len(values) > 1 for values, part in zip(given, alphas(given, metric), strict=True) if part is None} <= {
        False
    }
    assert sum(n * part for n, part in parts) / sum(n for n, _part in parts) == pytest.approx(alpha(given, metric))
    assert all(
        (part == 1) == (len(set(values)) == 1)
        for values, part in zip(given, alphas(given, metric), strict=True)
        if part is not None
    )


@pytest.mark.parametrize(
    ("rows", "metric", "published"),
    [
        (WIKIPEDIA, Metric.NOMINAL, 0.691358),
        (WIKIPEDIA, Metric.INTERVAL, 0.810845),
        (WIKIPEDIA, Metric.ORDINAL, 0.806721),
        (WIKIPEDIA, Metric.RATIO, 0.808944),
        (KRIPPENDORFF, Metric.NOMINAL, 0.743421),
        (KRIPPENDORFF, Metric.ORDINAL, 0.815388),
        (KRIPPENDORFF, Metric.RATIO, 0.797403),
        (KRIPPENDORFF, Metric.INTERVAL, 0.849107),
        (ANXIETY, Metric.NOMINAL, -0.023725),
        (ANXIETY, Metric.ORDINAL, 0.228387),
        (ANXIETY, Metric.INTERVAL, 0.170099),
        (VIDEO, Metric.ORDINAL, 0.119463),
        (VIDEO, Metric.INTERVAL, 0.108877),
    ],
)
def test_alpha_is_as_published(rows: tuple[str, ...], metric: Metric, published: float) -> None:
    assert alpha(units(rows), metric) == pytest.approx(published, abs=1e-6)


@pytest.mark.parametrize("metric", Metric)
@pytest.mark.parametrize("rated", [[], [[3.0]], [[3.0], [2.0], [1.0]], [[3.0, 3.0], [3.0, 3.0]]])
def test_alpha_is_undefined_where_there_is_nothing_to_disagree_about(metric: Metric, rated: list[list[float]]) -> None:
    assert alpha(rated, metric) is None


def test_it_does_not_matter_who_alone_rated_a_unit() -> None:
    one, two, three, four = KRIPPENDORFF
    in_irr = (one, f"{two[:-1]}*", f"{three[:-1]}3", four)  # kripp.alpha's example has the last 3 in another row

    assert in_irr != KRIPPENDORFF
    for metric in Metric:
        assert alpha(units(in_irr), metric) == alpha(units(KRIPPENDORFF), metric)


def test_a_zero_among_ratios_crashes_nothing() -> None:
    assert alpha([[0, 0], [0, 4], [4, 4]], Metric.RATIO) == pytest.approx(1 - 5 * 2 / (2 * 9))


@pytest.mark.parametrize(
    ("table", "published"), [((20, 5, 10, 15), 0.4), ((45, 15, 25, 15), 0.1304), ((25, 35, 5, 35), 0.2593)]
)
def test_cohens_kappa_is_as_in_the_tables_of_wikipedia(table: tuple[int, ...], published: float) -> None:
    cells = ((1, 1), (1, 0), (0, 1), (0, 0))
    rated = [
        (float(one), float(other)) for cell, (one, other) in zip(table, cells, strict=True) for _each in range(cell)
    ]

    assert cohen(rated) == pytest.approx(published, abs=5e-5)


def test_weighted_kappa_of_the_anxiety_data() -> None:
    rated = pairs(ANXIETY)

    assert cohen(rated) == pytest.approx(0.119497, abs=1e-6)
    assert cohen(rated, weights="linear") == pytest.approx(0.189189, abs=1e-6)
    assert cohen(rated, weights="quadratic") == pytest.approx(0.296765, abs=1e-6)


def test_a_rating_that_nobody_gave_still_stands_between_two_others() -> None:
    rated = [(0.0, 0.0), (1.0, 1.0), (4.0, 1.0), (4.0, 4.0)]

    assert cohen(rated, weights="quadratic") == pytest.approx(1 - 1 / 4 / (20 / 16))
    assert cohen(rated, weights="quadratic", scale=(0, 1, 2, 3, 4)) == pytest.approx(1 - 9 / 4 / (96 / 16))


def test_who_always_gives_a_four_agrees_often_and_says_nothing() -> None:
    same, of = agreed([list(pair) for pair in pairs(VIDEO)])

    assert same / of == 0.7
    assert cohen(pairs(VIDEO)) == 0


def test_kappa_is_undefined_where_all_ratings_are_equal() -> None:
    assert cohen([(4, 4)] * 5) is None
    assert cohen([]) is None
    assert fleiss([[6, 0], [6, 0]]) is None
    assert fleiss([[1, 0], [0, 1]]) is None
    assert fleiss([[2, 0], [2, 1]]) is None


def test_fleiss_kappa_of_the_diagnoses_is_as_published() -> None:
    counts = [[int(digit) for digit in row] for row in DIAGNOSES.split()]

    assert fleiss(counts) == pytest.approx(0.430245, abs=1e-6)


def test_fleiss_kappa_of_wikipedia() -> None:
    counts = [[int(count) for count in row.split()] for row in FLEISS_OF_WIKIPEDIA.split("/")]

    assert fleiss(counts) == pytest.approx(0.209931, abs=1e-6)


def test_the_six_correlations_are_as_published() -> None:
    found = correlations(SHROUT_FLEISS)

    assert [round(value or 0, 2) for value in found] == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    assert list(found) == pytest.approx([0.165742, 0.289764, 0.714841, 0.442797, 0.620051, 0.909316], abs=1e-6)


def test_the_six_correlations_of_the_anxiety_data() -> None:
    rows = [[float(value or 0) for value in row] for row in zip(*raters(ANXIETY), strict=True)]

    assert list(correlations(rows)) == pytest.approx(
        [0.175022, 0.197998, 0.216049, 0.388926, 0.425499, 0.452586], abs=1e-6
    )


@pytest.mark.parametrize("rows", [[], [[1.0, 2.0]], [[1.0], [2.0]], [[3.0, 3.0], [3.0, 3.0]]])
def test_correlations_are_undefined_where_nothing_varies(rows: list[list[float]]) -> None:
    assert correlations(rows) == Correlations(*[None] * 6)
