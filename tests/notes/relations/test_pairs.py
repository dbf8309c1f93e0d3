"""Pairs of prompts judged by hand: how many of them the rules tell apart as a person does."""

import tomllib
from pathlib import Path

import pytest

from viva.notes.content.language import detect
from viva.notes.model import Draft, Kind, Reason, RelationKind, Span
from viva.notes.relations import relate
from viva.notes.subject.topics import tech

PAIRS = tomllib.loads(Path(__file__).with_name("pairs.toml").read_text(encoding="utf-8"))
SAME = {RelationKind.COPY, RelationKind.NEAR, RelationKind.TWIN}


def draft(prompt: str, source: str) -> Draft:
    kind = Kind.QUESTION if "?" in prompt else Kind.TOPIC
    span = Span(1, 1)
    return Draft(source, 1, prompt, kind, Reason("pair"), span, language=detect(prompt), tech=tech(prompt))


def is_same(one: str, other: str) -> bool:
    return any(relation.kind in SAME for relation in relate([draft(one, "one"), draft(other, "other")]))


@pytest.mark.parametrize("table", PAIRS)
def test_nine_of_ten_pairs_that_are_the_same_are_found(table: str) -> None:
    missed = [pair for pair in PAIRS[table]["same"] if not is_same(*pair)]
    assert len(missed) <= 0.1 * len(PAIRS[table]["same"]), missed


@pytest.mark.parametrize("table", PAIRS)
def test_hardly_any_pair_that_differs_is_taken_for_the_same(table: str) -> None:
    taken = [pair for pair in PAIRS[table]["different"] if is_same(*pair)]
    assert len(taken) <= 0.02 * len(PAIRS[table]["different"]), taken


@pytest.mark.parametrize("table", PAIRS)
def test_the_order_of_a_pair_does_not_matter(table: str) -> None:
    pairs = [*PAIRS[table]["same"], *PAIRS[table]["different"]]
    assert [pair for pair in pairs if is_same(*pair) != is_same(*reversed(pair))] == []
