"""A person says how questions hang together."""

import pytest

from tests.bank.editing import a_question, look, redo, undo
from viva.app import App
from viva.bank.content import Content
from viva.bank.known import Pair
from viva.bank.model import QuestionStatus
from viva.kernel.errors import InvalidInput, NotFound
from viva.notes.model import Reason, RelationKind


@pytest.fixture
def two(app: App) -> tuple[int, int]:
    return a_question(app), a_question(app, "Что такое GIL?", source="b.md")


def link(app: App, one: int, other: int, kind: RelationKind = RelationKind.TWIN) -> None:
    with app.unit() as unit:
        unit.editing.link(one, other, kind)


def unlink(app: App, one: int, other: int, kind: RelationKind = RelationKind.TWIN) -> None:
    with app.unit() as unit:
        unit.editing.unlink(one, other, kind)


def compare(app: App, one: int, other: int) -> None:
    """What an import does when it finds that they are twins."""
    with app.unit() as unit:
        unit.intake.relate([Pair(one, other, RelationKind.TWIN, 0.9, Reason("alike"))], among={one: 1, other: 1})


def related(app: App, question: int) -> list[tuple[int, RelationKind, bool]]:
    return [(one.id, one.kind, one.forwards) for one in look(app, question).related]


def test_both_know_of_each_other(app: App, two: tuple[int, int]) -> None:
    link(app, *two)

    assert [[one.id for one in look(app, each).related] for each in two] == [[two[1]], [two[0]]]


def test_of_a_follow_up_the_direction_is_kept(app: App, two: tuple[int, int]) -> None:
    link(app, two[1], two[0], RelationKind.FOLLOW_UP)

    assert related(app, two[1]) == [(two[0], RelationKind.FOLLOW_UP, True)]
    assert related(app, two[0]) == [(two[1], RelationKind.FOLLOW_UP, False)]


def test_comparing_leaves_it_alone(app: App, two: tuple[int, int]) -> None:
    link(app, *two)
    with app.unit() as unit:
        unit.intake.relate([], among=dict.fromkeys(two, 1))

    (one,) = look(app, two[0]).related
    assert one.by_person


def test_what_a_person_denied_is_not_found_again(app: App, two: tuple[int, int]) -> None:
    compare(app, two[1], two[0])
    unlink(app, *two)
    compare(app, *two)

    assert related(app, two[0]) == []


def test_denying_is_undone_and_done_again(app: App, two: tuple[int, int]) -> None:
    compare(app, *two)
    unlink(app, *two)
    undo(app)
    undone = related(app, two[0])
    redo(app)

    assert (undone, related(app, two[0])) == ([(two[1], RelationKind.TWIN, True)], [])


def test_the_same_again_is_no_change(app: App, two: tuple[int, int]) -> None:
    link(app, *two)
    link(app, two[1], two[0])

    with app.reader() as unit:
        assert len(unit.activity.changes()) == 1


def test_a_question_has_no_relation_to_itself(app: App, two: tuple[int, int]) -> None:
    with pytest.raises(InvalidInput):
        link(app, two[0], two[0])


def test_with_a_question_that_does_not_exist_there_is_none(app: App, two: tuple[int, int]) -> None:
    with pytest.raises(NotFound, match="no question 99"):
        link(app, two[0], 99)


def test_a_follow_up_is_added_with_its_link_and_taken_back_with_it(app: App, two: tuple[int, int]) -> None:
    with app.unit() as unit:
        done = unit.editing.follow_up(two[0], Content(prompt="And then?"), status=QuestionStatus.DRAFT)
    new = done.question_ids[-1]

    assert related(app, two[0]) == [(new, RelationKind.FOLLOW_UP, True)]
    assert look(app, new).status is QuestionStatus.DRAFT
    undo(app)
    assert related(app, two[0]) == []
    assert look(app, new).withdrawn_at is not None
    redo(app)
    assert related(app, two[0]) == [(new, RelationKind.FOLLOW_UP, True)]
