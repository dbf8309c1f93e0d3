from collections.abc import Iterator

import pytest

from viva.kernel.i18n import _, choose_language, ngettext, say, speak, speaking


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    speak("en")


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"VIVA_LANG": "en", "LANG": "ru_RU.UTF-8"}, "en"),
        ({"LC_ALL": "ru", "LANG": "en_US"}, "ru"),
        ({"LC_ALL": "", "LC_MESSAGES": "ru_RU", "LANG": "en_US"}, "ru"),
        ({"VIVA_LANG": "RU-ru"}, "ru"),
    ],
)
def test_the_first_variable_that_is_set_chooses_the_language(environ: dict[str, str], language: str) -> None:
    assert choose_language(environ) == language


def test_texts_are_english_until_another_language_is_spoken() -> None:
    assert _("Options") == "Options"
    speak("ru")
    assert _("Options") == "Параметры"


@pytest.mark.parametrize(
    ("count", "form"),
    [(1, "вопрос"), (2, "вопроса"), (5, "вопросов"), (11, "вопросов"), (21, "вопрос"), (104, "вопроса")],
)
def test_russian_has_three_forms_for_counts(count: int, form: str) -> None:
    speak("ru")
    text = ngettext("{count} question", "{count} questions", count)
    assert text.format(count=count) == f"{count} {form}"


def test_a_language_is_spoken_for_a_block_and_the_one_of_before_again_after_it() -> None:
    speak("ru")
    with speaking("en"):
        assert _("Options") == "Options"
    assert _("Options") == "Параметры"


def test_a_template_made_elsewhere_is_translated_before_it_is_filled_in() -> None:
    speak("ru")
    assert say("from {source}:{line}", {"source": "a.md", "line": 3}) == "из a.md:3"
