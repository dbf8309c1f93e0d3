"""Pairs of questions that hang together, in pages, for a person to decide about."""

from itertools import combinations

import pytest

from tests.bank.editing import a_question
from viva.app import App
from viva.bank.known import Pair
from viva.bank.model import Decision, Pairs
from viva.kernel.errors import InvalidInput
from viva.notes.model import Reason, RelationKind

SAME = (RelationKind.COPY, RelationKind.NEAR)


@pytest.fixture
def three(app: App) -> list[int]:
    return [a_question(app, f"What is a lock, part {name}?", source=f"{name}.md") for name in "abc"]


def compare(app: App, questions: list[int], kind: RelationKind = RelationKind.NEAR) -> None:
    """Let every two of the questions have been found alike, the first two the most."""
    found = [
        Pair(one, other, kind, 0.9 - number / 10, Reason("alike"))
        for number, (one, other) in enumerate(combinations(questions, 2))
    ]
    with app.unit() as unit:
        unit.intake.relate(found, among=dict.fromkeys(questions, 1))


def pairs(app: App, **how: object) -> Pairs:
    with app.reader() as unit:
        return unit.bank.pairs(SAME, **how)  # type: ignore[arg-type]


def ends(found: Pairs) -> list[tuple[int, int]]:
    return [(pair.one.id, pair.other.id) for pair in found.pairs]


def test_the_most_alike_come_first_with_their_questions(app: App, three: list[int]) -> None:
    compare(app, three)
    found = pairs(app)

    assert ends(found) == [(three[0], three[1]), (three[0], three[2]), (three[1], three[2])]
    assert (found.total, found.next) == (3, None)
    assert found.pairs[0].one.prompt == "What is a lock, part a?"
    assert (found.pairs[0].score, found.pairs[0].decision) == (0.9, Decision.OPEN)


def test_pages_follow_each_other_without_gap_or_repetition(app: App) -> None:
    questions = [a_question(app, f"What is a lock, part {name}?", source=f"{name}.md") for name in range(5)]
    with app.unit() as unit:
        alike = [Pair(one, other, RelationKind.NEAR, 0.7, Reason("alike")) for one, other in combinations(questions, 2)]
        unit.intake.relate(alike, among=dict.fromkeys(questions, 1))
    seen: list[tuple[int, int]] = []
    page = pairs(app, limit=3)
    while page.next:
        seen += ends(page)
        page = pairs(app, limit=3, after=page.next)
    seen += ends(page)

    assert seen == list(combinations(questions, 2))


def test_what_was_decided_is_asked_for_apart(app: App, three: list[int]) -> None:
    compare(app, three)
    with app.unit() as unit:
        unit.editing.link(three[0], three[1], RelationKind.NEAR)
        unit.editing.unlink(three[0], three[2], RelationKind.NEAR)

    assert ends(pairs(app)) == [(three[1], three[2])]
    assert ends(pairs(app, decision=Decision.CONFIRMED)) == [(three[0], three[1])]
    assert ends(pairs(app, decision=Decision.DENIED)) == [(three[0], three[2])]
    assert pairs(app, decision=None).total == 3


def test_a_decision_between_two_pages_leaves_the_next_page_as_it_is(app: App, three: list[int]) -> None:
    compare(app, three)
    page = pairs(app, limit=1)
    with app.unit() as unit:
        unit.editing.unlink(*ends(page)[0], RelationKind.NEAR)

    assert ends(pairs(app, limit=1, after=page.next)) == [(three[0], three[2])]


def test_merged_and_taken_back_questions_are_in_no_pair(app: App, three: list[int]) -> None:
    compare(app, three)
    with app.unit() as unit:
        unit.editing.merge(three[0], [three[1]])

    assert ends(pairs(app)) == [(three[0], three[2])]


def test_other_kinds_are_left_out(app: App, three: list[int]) -> None:
    compare(app, three, RelationKind.TWIN)

    assert pairs(app).total == 0


@pytest.mark.parametrize("place", ["x", "0.5 1 2 elsewhere", f"0.5 1 {2**70} near", "0.5 -1 2 near"])
def test_a_place_that_is_none_is_refused(app: App, place: str) -> None:
    with pytest.raises(InvalidInput, match="is no place in a list of pairs"):
        pairs(app, after=place)


def test_pairs_are_asked_for_by_topic_and_counted_by_kind(app: App) -> None:
    about = [("gil",), (), ()]
    questions = [
        a_question(app, f"What is a lock, part {number}?", source=f"{number}.md", topics=topics)
        for number, topics in enumerate(about)
    ]
    compare(app, questions)

    found = pairs(app, topic="gil")

    assert ends(found) == [(questions[0], questions[1]), (questions[0], questions[2])]
    assert (found.total, found.kinds) == (2, {RelationKind.NEAR: 2})


def test_the_place_of_a_pair_leads_to_those_behind_it(app: App, three: list[int]) -> None:
    compare(app, three)
    first, *rest = pairs(app).pairs

    assert list(pairs(app, after=first.place).pairs) == rest
