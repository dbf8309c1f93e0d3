"""Gates and picks in the language that is spoken: what is shown can be typed, and means the same."""

from collections.abc import Iterator

import pytest
from hypothesis import given

from tests.interviews.templates.test_file import GATES, PICKS
from viva.interviews.templates.gates import Gate, gate_of, in_words
from viva.interviews.templates.model import Pick, pick_in_words, pick_of
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import LANGUAGES, speak


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    yield
    speak("en")


@pytest.mark.parametrize("language", LANGUAGES)
@given(GATES)
def test_a_gate_that_is_shown_is_read_as_it_was(language: str, gate: Gate) -> None:
    speak(language)

    assert gate_of(in_words(gate)) == gate


@pytest.mark.parametrize("language", LANGUAGES)
@given(PICKS)
def test_a_pick_that_is_shown_is_read_as_it_was(language: str, pick: Pick) -> None:
    speak(language)

    assert pick_of(pick_in_words(pick)) == pick


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("каждый вопрос Must на ступени Must или глубже", "every Must at tier Must or deeper"),
        ("Каждый Must", "every Must at tier Must or deeper"),
        ("две трети вопросов Should в теме gil", "two thirds of Should in topic gil at tier Must or deeper"),
        ("60 % вопросов Should", "3/5 of Should at tier Must or deeper"),
        ("треть всех вопросов на ступени Okay или глубже", "one third of all at tier Okay or deeper"),
        ("каждый вопрос в разделе «Веб и данные»", 'every question in section "Веб и данные" at tier Must or deeper'),
        ("ни одного раздела ниже 1,5", "no section under 1.5"),
        ("ни одной темы ниже 2", "no topic under 2"),
        ("среднее не ниже 2.5 в разделе Язык", "a mean of at least 2.5 in section Язык"),
        ("без красных флагов", "no red flag"),
    ],
)
def test_a_gate_may_be_typed_in_russian(russian: str, english: str) -> None:
    assert str(gate_of(russian)) == english


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("два вопроса по теме concurrency уровня L2, сначала Must", "two of topic concurrency at L2, Must first"),
        ("1 вопрос по любой теме в python, только Should", "one of any topic in python, only Should"),
        ("двенадцать вопросов по теме gil", ""),
        ("12 вопросов по теме gil", "12 of topic gil"),
    ],
)
def test_a_pick_may_be_typed_in_russian(russian: str, english: str) -> None:
    if english:
        assert str(pick_of(russian)) == english
    else:
        with pytest.raises(InvalidInput):
            pick_of(russian)


def test_what_is_missing_is_told_in_the_language_that_is_spoken() -> None:
    speak("ru")

    with pytest.raises(InvalidInput, match="«ниже»"):
        gate_of("ни одного раздела выше 1")
