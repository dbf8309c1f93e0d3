"""A change that came too late is sent again where nothing speaks against it, and else decided by a person."""

from typing import Any

import pytest

from viva.interviews.conduct.model import Change, Kind
from viva.interviews.conduct.reconciling import merged, reconciled, stretch


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ("a", "a", "b", "b"),
        ("a", "b", "a", "b"),
        ("a", "b", "b", "b"),
        ("one\ntwo\nthree", "ONE\ntwo\nthree", "one\ntwo\nTHREE", "ONE\ntwo\nTHREE"),
        ("one\ntwo\nthree", "one\ntwo\nthree!", "zero\none\ntwo\nthree", "zero\none\ntwo\nthree!"),
        ("one", "two", "three", None),
        ("", "mine", "theirs", None),
        ("ab", "aXb", "aYb", None),
    ],
)
def test_texts_are_put_together_where_they_changed_in_different_places(
    base: str, mine: str, theirs: str, both: str | None
) -> None:
    assert merged(base, mine, theirs) == both


@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("a", "a"), ("aa", "aaa"), ("aaa", "aa"), ("abc", "xbz"), ("", "new"), ("old", "")]
)
def test_a_stretch_makes_one_text_of_the_other(before: str, after: str) -> None:
    found = stretch(before, after)

    assert before[: found.start] + found.text + before[found.end :] == after


def entry(**there: Any) -> dict[str, Any]:
    return {"state": "not asked", "rating": None, "note": "", "flag": "", "version": 3, **there}


RATE = Change(key="k", kind=Kind.RATE, line=1, values={"rating": 3}, seen=1)


def test_a_rating_goes_again_where_another_field_was_changed() -> None:
    assert reconciled(RATE, ["not asked", None], entry(note="theirs")) == RATE


def test_a_rating_that_was_changed_elsewhere_is_for_a_person() -> None:
    assert reconciled(RATE, ["not asked", None], entry(state="rated", rating=1)) is None


def test_the_same_rating_from_both_sides_is_none_to_decide() -> None:
    assert reconciled(RATE, ["not asked", None], entry(state="rated", rating=3)) == RATE


def test_a_note_is_put_together_with_what_is_there() -> None:
    note = Change(key="k", kind=Kind.NOTE, line=1, values={"text": "one two"}, seen=1)
    both = reconciled(note, "one", entry(note="zero one"))

    assert both is not None
    assert both.values == {"text": "zero one two"}


def test_who_asks_and_what_is_skipped_are_looked_at_alone() -> None:
    there = {"skipped": True, "assigned": None, "version": 4}
    assign = Change(key="k", kind=Kind.ASSIGN, line=1, values={"seat": 2}, seen=1)
    skip = Change(key="k", kind=Kind.SKIP, line=1, values={"skipped": False}, seen=1)

    assert reconciled(assign, None, there) == assign
    assert reconciled(skip, True, there) == skip
