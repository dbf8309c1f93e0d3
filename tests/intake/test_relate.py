"""Storing how questions hang together."""

import pytest

from tests.made_notes import a_note, prompts, put
from viva.app import App
from viva.bank.known import Pair
from viva.notes.model import Reason, RelationKind

WHY = Reason("{share} of the words are the same", {"share": "90 %"})


@pytest.fixture
def ids(app: App) -> tuple[int, ...]:
    """Three questions of one note."""
    return put(app, a_note(*prompts("What is a list?", "What is a tuple?", "What's a list?"))).question_ids


def near(one: int, other: int) -> Pair:
    return Pair(one, other, RelationKind.NEAR, 0.9, WHY)


def relate(app: App, *pairs: Pair, among: tuple[int, ...]) -> None:
    with app.unit() as unit:
        unit.intake.relate(pairs, among=dict.fromkeys(among, 1))


def related(app: App, question: int) -> list[tuple[int, bool]]:
    with app.reader() as unit:
        return [(other.id, other.forwards) for other in unit.bank.question(question).related]


def test_both_questions_know_the_relation(app: App, ids: tuple[int, ...]) -> None:
    relate(app, near(ids[0], ids[2]), among=ids)

    assert related(app, ids[0]) == [(ids[2], True)]
    assert related(app, ids[2]) == [(ids[0], False)]


def test_a_relation_keeps_its_reason(app: App, ids: tuple[int, ...]) -> None:
    relate(app, near(ids[0], ids[2]), among=ids)

    with app.reader() as unit:
        (other,) = unit.bank.question(ids[0]).related
    assert (other.kind, other.score, other.reason) == (RelationKind.NEAR, 0.9, WHY)


def test_relating_again_replaces_what_was_found(app: App, ids: tuple[int, ...]) -> None:
    relate(app, near(ids[0], ids[2]), among=ids)
    relate(app, near(ids[0], ids[1]), among=ids)

    assert related(app, ids[0]) == [(ids[1], True)]


def test_relations_to_questions_outside_stay(app: App, ids: tuple[int, ...]) -> None:
    relate(app, near(ids[0], ids[2]), among=ids)
    relate(app, among=ids[:2])

    assert related(app, ids[0]) == [(ids[2], True)]


def test_a_vanished_question_is_not_shown_as_related(app: App, ids: tuple[int, ...]) -> None:
    relate(app, near(ids[0], ids[2]), among=ids)
    put(app, a_note(*prompts("What is a list?", "What is a tuple?")))

    assert related(app, ids[0]) == []


def test_a_new_note_waits_for_relations(app: App, ids: tuple[int, ...]) -> None:
    with app.reader() as unit:
        assert unit.intake.waits_for_relations(), ids


def test_nothing_waits_after_relating(app: App, ids: tuple[int, ...]) -> None:
    relate(app, among=ids)

    with app.reader() as unit:
        assert not unit.intake.waits_for_relations()


def test_a_note_that_came_in_meanwhile_still_waits(app: App, ids: tuple[int, ...]) -> None:
    put(app, a_note(*prompts("What is a set?"), source="sets.md"))
    relate(app, among=ids)

    with app.reader() as unit:
        assert unit.intake.waits_for_relations()


def test_known_drafts_are_those_that_were_imported(app: App) -> None:
    drafts = prompts("What is a list?", "What is a tuple?")
    ids = put(app, a_note(*drafts)).question_ids

    with app.reader() as unit:
        assert [(each.question_id, each.draft) for each in unit.intake.known_drafts()] == list(
            zip(ids, drafts, strict=True)
        )
