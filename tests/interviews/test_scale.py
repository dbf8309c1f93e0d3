"""What was said comes to a rating."""

import pytest

from viva.bank.content import Point
from viva.interviews.scale import DEFAULT, Scale, Step, anchors, checked, proposed
from viva.kernel.errors import InvalidInput
from viva.notes.model import Group

ALL = (Point("a", Group.MUST), Point("b", Group.SHOULD), Point("c", Group.OKAY), Point("d", Group.PERFECT))
TWO = (Point("a", Group.MUST), Point("b", Group.SHOULD))
FOUR = Scale(
    "Ours", (Step(1, "no"), Step(2, "weak", "with help"), Step(3, "yes", tier=Group.SHOULD), Step(4, "strong"))
)


@pytest.mark.parametrize(
    ("points", "ticked", "rating"),
    [
        (ALL, (), None),
        (ALL, (0,), 1),
        (ALL, (0, 1), 2),
        (ALL, (0, 1, 2, 3), 4),
        (ALL, (1, 2, 3), 0),
        (ALL, (0, 2), 1),
        (TWO, (0,), 1),
        (TWO, (0, 1), 4),
        ((Point("a", Group.SHOULD),), (0,), 4),
        ((Point("a", Group.MUST), Point("b", Group.PERFECT)), (0,), 3),
        ((), (), None),
    ],
)
def test_the_deepest_tier_counts_that_is_covered_with_all_before_it(
    points: tuple[Point, ...], ticked: tuple[int, ...], rating: float | None
) -> None:
    assert proposed(DEFAULT, points, ticked) == rating


def test_a_scale_of_the_team_proposes_what_its_tiers_say() -> None:
    assert [proposed(FOUR, TWO, ticked) for ticked in ((0,), (0, 1))] == [1, 3]
    assert proposed(Scale("x", (Step(1, "no"), Step(2, "yes"))), TWO, (0, 1)) is None


def test_anchors_are_the_key_points_of_the_tier_or_the_words_of_the_scale() -> None:
    assert anchors(DEFAULT, TWO) == {0: "", 1: "a", 2: "b", 3: "", 4: ""}
    assert anchors(FOUR, TWO)[2] == "with help"


@pytest.mark.parametrize(
    "steps",
    [
        (Step(1, "only"),),
        (Step(1, "a"), Step(1, "b")),
        (Step(2, "a"), Step(1, "b")),
        (Step(1, "a"), Step(2, " ")),
        (Step(1, "a", tier=Group.MUST), Step(2, "b")),
        (Step(0, "a"), Step(1, "b", tier=Group.SHOULD), Step(2, "c", tier=Group.MUST)),
    ],
)
def test_a_scale_that_makes_no_sense_is_refused(steps: tuple[Step, ...]) -> None:
    with pytest.raises(InvalidInput):
        checked(Scale("mine", steps))


def test_a_value_that_is_no_rating_is_refused() -> None:
    with pytest.raises(InvalidInput, match="0, 1, 2, 3, 4"):
        DEFAULT.step(2.5)
