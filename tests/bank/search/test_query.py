"""Taking a query apart."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.bank.search.expression import AnyOf, Pattern
from viva.bank.search.filters import Condition, FilterName
from viva.bank.search.query import Query, Word, parsed
from viva.bank.search.ranking import sought
from viva.kernel.errors import InvalidInput

PIECES = st.sampled_from(
    [
        "gil",
        '"',
        "«",
        "topic:",
        "topic:gil",
        "level:L2",
        "level:",
        "-",
        "--",
        "OR",
        "AND",
        ":",
        "a:b",
        "C++",
        ",",
        "/",
        "|",
        "==",
        " ",
    ]
)


def texts(query: Query) -> list[list[str]]:
    return [[word.text for word in words] for words in query.wanted]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("garbage collector", [["garbage"], ["collector"]]),
        ('"garbage collector" python', [["garbage collector"], ["python"]]),
        ("«сборка мусора»", [["сборка мусора"]]),
        ("mutex OR semaphore lock", [["mutex", "semaphore"], ["lock"]]),
        ("мьютекс ИЛИ семафор", [["мьютекс", "семафор"]]),
        ("OR gate", [["OR"], ["gate"]]),
        ("try/except/finally", [["try"], ["except"], ["finally"]]),
        ("I/O", [["I/O"]]),
        ("std::vector", [["std::vector"]]),
        ("http://x", [["http://x"]]),
        ("a:b", [["a:b"]]),
        ("topic:", [["topic:"]]),
        ('"never closed', [["never closed"]]),
        ("C++ c# .net node.js", [["C++"], ["c#"], [".net"], ["node.js"]]),
        ("a - b", [["a"], ["-"], ["b"]]),
    ],
)
def test_words(text: str, expected: list[list[str]]) -> None:
    assert texts(parsed(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("topic:gil", Condition(FilterName.TOPIC, ("gil",))),
        ("Topic:GIL", Condition(FilterName.TOPIC, ("gil",))),
        ("level:l2", Condition(FilterName.LEVEL, ("L2",))),
        ("level:L1,L2", Condition(FilterName.LEVEL, ("L1", "L2"))),
        ("level:L1 level:L2", Condition(FilterName.LEVEL, ("L1", "L2"))),
        ("-tech:go", Condition(FilterName.TECH, ("go",), excluded=True)),
        ('source:"my notes.md"', Condition(FilterName.SOURCE, ("my notes.md",))),
        ("note:a.md", Condition(FilterName.SOURCE, ("a.md",))),
        ("group:l2:must", Condition(FilterName.GROUP, ("L2:must",))),
        ("language:ru", Condition(FilterName.LANG, ("ru",))),
    ],
)
def test_filters(text: str, expected: Condition) -> None:
    assert parsed(text) == Query(conditions=(expected,))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("level:L9", "The filter level knows no “L9”: choose one of L1, L2, L3."),
        ("is:unansered", "The filter is knows no “unansered”: .* Did you mean “is:unanswered”?"),
        ("kind:poem", "The filter kind knows no “poem”: choose one of question, topic, mcq, todo."),
    ],
)
def test_a_value_that_a_filter_never_has_is_told_with_those_it_has(text: str, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence.replace("?", r"\?")):
        parsed(text)


def test_only_the_last_word_is_unfinished_and_only_while_nothing_follows() -> None:
    assert parsed("one two").wanted == ((Word("one"),), (Word("two", unfinished=True),))
    assert parsed("one ").wanted == ((Word("one"),),)
    assert parsed("one topic:gil").wanted == ((Word("one"),),)


def test_a_phrase_is_unfinished_until_it_is_closed() -> None:
    assert parsed('"one tw').wanted == ((Word("one tw", quoted=True, unfinished=True),),)
    assert parsed('"one tw"').wanted == ((Word("one tw", quoted=True),),)


def test_what_must_not_be_there() -> None:
    assert parsed('list -java -"linked list"').unwanted == (Word("java"), Word("linked list", quoted=True))


@given(st.text() | st.lists(PIECES).map("".join) | st.lists(PIECES).map(" ".join))
def test_no_query_fails_otherwise_than_with_a_sentence(text: str) -> None:
    with suppress(InvalidInput):
        sought(parsed(text), lambda _beginning: ())


def test_a_word_that_its_own_beginning_finds_is_looked_for_once() -> None:
    known = sought(parsed("код"), lambda _beginning: ())
    stemmed = sought(parsed("данные"), lambda _beginning: ("дан",))  # whose stem is shorter than what was typed

    assert known.everything == Pattern(("код",), unfinished=True)
    assert stemmed.everything == AnyOf((Pattern(("дан",)), Pattern(("данные",), unfinished=True)))
