"""The words of a text as the index knows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.bank.search.shadow import shadow, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("thread", "Threads"),
        ("running", "runs"),
        ("асинхронность", "асинхронности"),
        ("потоков", "потоки"),
        ("ещё", "еще"),
        ("Straße", "STRASSE"),
    ],
)
def test_inflections_have_one_shadow(one: str, other: str) -> None:
    assert shadow(one) == shadow(other)


@pytest.mark.parametrize(
    ("word", "stems"),
    [
        ("readHTTPHeader", "read http header readhttphead"),
        ("max_retries", "max retri maxretri"),
        ("__init__", "init"),
        ("asyncio.gather()", "asyncio gather"),
        ("utf8", "utf8"),
    ],
)
def test_identifiers_are_split_and_kept_whole(word: str, stems: str) -> None:
    assert shadow(word) == stems


@pytest.mark.parametrize(("name", "stems"), [("C++", "cplusplus"), ("c++17", "cplusplus 17"), ("C#", "csharp")])
def test_languages_with_signs_in_their_names_are_words(name: str, stems: str) -> None:
    assert shadow(name) == stems


def test_a_number_sign_before_a_word_is_no_part_of_the_word_before() -> None:
    assert shadow("issue#12") == "issu 12"


def test_writing_without_spaces_is_found_by_each_character() -> None:
    assert shadow("线程") == "线 程"


@given(st.text())
def test_a_shadow_holds_nothing_that_a_database_would_understand(text: str) -> None:
    assert not set(shadow(text)) & set("\"'\\:*()<>&|!-+^{}\0\n\t")


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    found = list(words(text))

    assert all(0 <= word.start < word.end <= len(text) for word in found)
    stems = [stem for word in found for stem in word.form.stems]
    assert shadow(text).split() == stems + [word.form.whole for word in found if word.form.whole]
