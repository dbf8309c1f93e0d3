"""Deciding how two questions hang together that were found by comparing."""

import pytest

from tests.bank.editing import a_question, undo
from viva.app import App
from viva.bank.known import Pair
from viva.bank.model import Decision
from viva.notes.model import Reason, RelationKind

NEAR, TWIN, CONTRADICTS = RelationKind.NEAR, RelationKind.TWIN, RelationKind.CONTRADICTS


@pytest.fixture
def two(app: App) -> tuple[int, int]:
    """Two questions that were found nearly the same."""
    one, other = (a_question(app, f"What is a lock, part {name}?", source=f"{name}.md") for name in "ab")
    with app.unit() as unit:
        unit.intake.relate([Pair(one, other, NEAR, 0.8, Reason("alike"))], among={one: 1, other: 1})
    return one, other


def decide(app: App, two: tuple[int, int], means: RelationKind | None) -> int | None:
    with app.unit() as unit:
        return unit.editing.decide(*two, NEAR, means=means).change_id


def known(app: App) -> dict[RelationKind, Decision]:
    with app.reader() as unit:
        return {pair.kind: pair.decision for pair in unit.bank.pairs(list(RelationKind), decision=None).pairs}


@pytest.mark.parametrize(
    ("means", "decisions"),
    [
        (NEAR, {NEAR: Decision.CONFIRMED}),
        (None, {NEAR: Decision.DENIED}),
        (TWIN, {NEAR: Decision.DENIED, TWIN: Decision.CONFIRMED}),
        (CONTRADICTS, {NEAR: Decision.DENIED, CONTRADICTS: Decision.CONFIRMED}),
    ],
)
def test_what_it_means_is_known_and_nothing_is_left_open(
    app: App, two: tuple[int, int], means: RelationKind | None, decisions: dict[RelationKind, Decision]
) -> None:
    decide(app, two, means)

    assert known(app) == decisions


def test_it_is_undone_at_once(app: App, two: tuple[int, int]) -> None:
    undo(app, decide(app, two, TWIN))

    assert known(app) == {NEAR: Decision.OPEN}


def test_deciding_the_same_again_is_no_change(app: App, two: tuple[int, int]) -> None:
    decide(app, two, TWIN)

    assert decide(app, two, TWIN) is None
