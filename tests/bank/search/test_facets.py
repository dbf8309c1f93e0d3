"""Counting what questions have."""

from collections import Counter

import pytest

from viva.bank.search import facets
from viva.bank.search.facets import counted, facet_lines


def test_each_question_counts_once_for_each_of_its_facets() -> None:
    both = facet_lines([("topic", "git"), ("topic", "sql: joins"), ("lang", "en")])
    stored = both + facet_lines([]) + facet_lines([("lang", "ru")]) + both

    assert counted(stored) == {"topic": Counter({"git": 2, "sql: joins": 2}), "lang": Counter({"en": 2, "ru": 1})}


def test_nothing_has_no_facets() -> None:
    assert counted("") == {}


def test_what_is_remembered_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "REMEMBERED", 3)
    many = "".join(facet_lines([("tag", str(number)), ("lang", "en")]) for number in range(10))

    assert counted(many + many)["lang"] == Counter(en=20)
    assert len(facets.remembered) <= 3
