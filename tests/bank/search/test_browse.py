"""Browsing: searches with facets in any order, all of what fits, and queries with a filter more or less."""

import pytest

from tests.bank.editing import a_question
from viva.app import App
from viva.bank.search.model import Order
from viva.bank.search.retyping import behind, filters_in, typed


def test_where_nothing_is_asked_for_all_is_shown_with_facets(app: App) -> None:
    a_question(app, "What is the GIL?", topics=("gil",))
    a_question(app, "What is a list?", source="b.md")

    with app.reader() as unit:
        found = unit.search.browse("")

    assert [hit.question.prompt for hit in found.hits] == ["What is the GIL?", "What is a list?"]
    assert found.total == 2
    assert found.facets["topic"] == {"gil": 1}


@pytest.mark.parametrize(
    ("order", "first"), [(Order.BEST, "Lock"), (Order.NOTES, "What a lock is"), (Order.NEWEST, "A lock is what?")]
)
def test_questions_are_shown_in_the_order_that_is_asked_for(app: App, order: Order, first: str) -> None:
    for number, prompt in enumerate(("What a lock is", "Lock", "A lock is what?")):
        a_question(app, prompt, source=f"{number}.md", answer="")

    with app.reader() as unit:
        assert unit.search.browse("lock", order=order).hits[0].question.prompt == first


def test_all_that_fits_is_chosen(app: App) -> None:
    one = a_question(app, "What is the GIL?", level="L1")
    a_question(app, "What is the GIL for?", source="b.md", level="L2")

    with app.reader() as unit:
        assert unit.search.chosen("gil level:L1") == (one,)
        assert len(unit.search.chosen("")) == 2


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("gil topic:memory", ["gil"]),
        ("topic:memory gil", ["gil"]),
        ("gil topic:memory,gc level:L2", ["gil topic:gc level:L2", "gil topic:memory level:L2", "gil topic:memory,gc"]),
        ("-is:answered x", ["x"]),
        ('source:"my notes.md" x', ["x"]),
        ("a:b ratio:2", []),
    ],
)
def test_each_filter_can_be_taken_away(text: str, without: list[str]) -> None:
    assert [each.without for each in filters_in(text)] == without


def test_a_filter_more_leaves_the_last_word_unfinished() -> None:
    assert f"{typed('topic', 'python')}{behind('gener')}" == "topic:python gener"


@pytest.mark.parametrize("value", ["plain", "two words", "a,b", "«quoted"])
def test_a_filter_that_is_typed_is_understood(value: str) -> None:
    written = typed("tag", value)

    assert written is None or [each.value for each in filters_in(written)] == [value]


def test_a_value_that_would_end_itself_cannot_be_typed() -> None:
    assert typed("tag", 'say "x"') is None
