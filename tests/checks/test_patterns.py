"""The language in which rules say what a statement means."""

import pytest

from viva.checks.facts.patterns import beginnings, compiled, concept_names, expression, words_begin
from viva.checks.model import Family
from viva.checks.rulebook import tables
from viva.checks.statements import plainly

FIELDS = ("says", "about", "here", "unless", "unless_above", "unless_answered")


def finds(pattern: str, text: str) -> bool:
    made = compiled([pattern])
    return made is not None and made.search(plainly(text)) is not None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("gil", "The GIL is"),
        ("lock*", "several locks"),
        ("one|two thread*", "two threads"),
        ("one_thread", "one  `thread`"),
        ("( a b | c ) d", "c d"),
        ("dict ... unordered", "dict: a mutable, unordered mapping"),
        ("a the? b", "a b"),
        ("a ( the | an )? b", "a an b"),
        ("the? b", "b"),
        ("$gil is", "the global interpreter lock is"),
        ("еще", "Ещё"),
        ("/o\\(1\\)/", "is O(1) then"),
    ],
)
def test_a_pattern_finds(pattern: str, text: str) -> None:
    assert finds(pattern, text)
    known = beginnings(pattern)
    assert known is None or known & words_begin(plainly(text))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("lock", "several locks"),
        ("gil", "vigil"),
        ("dict ... unordered", "dict is not unordered"),
        ("dict ... unordered", "a dict keeps its order while a set is unordered"),
        ("oauth ... authentication", "OAuth is for authorization, but not for authentication"),
        ("словарь ... неупорядочен*", "словарь упорядочен, а множество неупорядочено"),
        ("a .. b", "a one two three four b"),
        ("a ... b", "a; b"),
    ],
)
def test_a_pattern_does_not_find(pattern: str, text: str) -> None:
    assert not finds(pattern, text)


@pytest.mark.parametrize("pattern", ["( a", "a )", "", "( | a )", "$nothing", "a**b", "*", "a-b"])
def test_a_mistake_in_a_pattern_is_an_error(pattern: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        expression(pattern)


def test_every_pattern_of_every_rule_can_be_read_and_most_tell_their_words() -> None:
    patterns = [pattern for _code, table in tables(Family.FACT) for pattern in table.get("says", ())]

    for _code, table in tables(Family.FACT):
        for one in (table, *table.get("also", ())):
            for pattern in (pattern for name in FIELDS for pattern in one.get(name, ())):
                assert expression(pattern)
    assert sum(beginnings(pattern) is None for pattern in patterns) < len(patterns) / 10


def test_every_concept_is_used() -> None:
    written = str([table for _code, table in tables(Family.FACT)])

    assert [name for name in concept_names() if f"${name}" not in written] == []
