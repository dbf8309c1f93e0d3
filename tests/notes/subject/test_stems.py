"""Words and their stems, as prompts are compared by them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.notes.subject.stems import stem, stems, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("decorators", "decorator"),
        ("декораторами", "декоратор"),
        ("список", "списка"),
        ("токенах", "токены"),
        ("ещё", "еще"),
        ("єто", "это"),
        ("normalisation", "normalization"),
    ],
)
def test_forms_of_one_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("post_save", ["post", "save"]),
        ("ContextManager", ["Context", "Manager"]),
        ("RESTful", ["RESTful"]),
        ("__init__.py", ["__init__", "py"]),
        ("C++ and C#", ["C++", "and", "C#"]),
        ("== vs ===", ["==", "vs", "==="]),
        ("什么是GIL", ["什", "么", "是", "GIL"]),
    ],
)
def test_a_text_falls_into_the_words_people_mean(text: str, parts: list[str]) -> None:
    assert [word.surface for word in words(text)] == parts


def test_a_name_that_is_known_whole_stays_whole() -> None:
    assert [word.surface for word in words("JavaScript", whole={"javascript"})] == ["JavaScript"]


@given(st.text())
def test_every_word_stands_where_it_says(text: str) -> None:
    assert all(text[word.start : word.end] == word.surface for word in words(text))


@given(st.text())
def test_any_text_has_stems(text: str) -> None:
    assert len(stems(text)) == len(words(text))
