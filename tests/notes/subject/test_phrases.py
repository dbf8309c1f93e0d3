"""Finding phrases by the stems of their words."""

import pytest

from viva.notes.subject.phrases import PhraseIndex


def index_of(*phrases: str) -> PhraseIndex[str]:
    return PhraseIndex(((phrase, phrase) for phrase in phrases), merge=lambda one, other: f"{one}|{other}")


def found(index: PhraseIndex[str], text: str) -> list[str]:
    return [match.value for match in index.find(index.words(text))]


def test_the_longest_phrase_wins() -> None:
    assert found(index_of("lock", "global interpreter lock"), "the Global Interpreter Lock") == [
        "global interpreter lock"
    ]


def test_a_word_belongs_to_one_phrase_only() -> None:
    assert found(index_of("event loop", "loop device"), "event loop device") == ["event loop"]


def test_inflection_does_not_matter() -> None:
    assert found(index_of("контекстный менеджер"), "про контекстных менеджеров") == ["контекстный менеджер"]


def test_an_exact_word_is_not_found_by_its_stem() -> None:
    assert found(index_of("=set"), "setting up a Set") == ["=set"]


def test_an_exact_word_with_a_capital_is_case_sensitive() -> None:
    assert found(index_of("=REST"), "the rest of REST") == ["=REST"]


def test_a_phrase_of_two_words_is_found_written_as_one() -> None:
    assert found(index_of("hash table"), "HashTable or hashtable") == ["hash table", "hash table"]


@pytest.mark.parametrize("slip", ["Гененатор", "генераторр", "гнератор"])
def test_a_long_word_is_found_with_one_slip_of_the_pen(slip: str) -> None:
    assert found(index_of("генератор"), slip) == ["генератор"]


@pytest.mark.parametrize("other", ["operator", "synchronous", "desert"])
def test_another_word_is_not_taken_for_a_slip(other: str) -> None:
    assert found(index_of("generator", "asynchronous", "decorator"), other) == []


def test_what_a_phrase_means_twice_is_merged() -> None:
    index: PhraseIndex[str] = PhraseIndex(
        [("lambda", "function"), ("lambda", "cloud")], merge=lambda one, other: f"{one} or {other}"
    )
    assert found(index, "lambda") == ["function or cloud"]


def test_a_phrase_needs_a_word() -> None:
    with pytest.raises(ValueError, match="without a word"):
        index_of("...")
