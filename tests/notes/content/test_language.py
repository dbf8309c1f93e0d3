import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.notes.content.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What is the difference between a list and a tuple?", "en"),
        ("Was ist der Unterschied zwischen einer Liste und einem Tupel?", "de"),
        ("Quelle est la différence entre une liste et un tuple ?", "fr"),
        ("¿Cuál es la diferencia entre una lista y una tupla?", "es"),
        ("Qual é a diferença entre uma lista e uma tupla?", "pt"),
        ("Qual è la differenza tra una lista e una tupla?", "it"),
        ("Wat is het verschil tussen een lijst en een tuple?", "nl"),
        ("Jaka jest różnica między listą a krotką?", "pl"),
        ("Jaký je rozdíl mezi seznamem a n-ticí?", "cs"),
        ("Liste ile demet arasındaki fark nedir?", "tr"),
        ("Vad är skillnaden mellan en lista och en tupel?", "sv"),
        ("Apa perbedaan antara list dan tuple?", "id"),
        ("Sự khác nhau giữa list và tuple là gì?", "vi"),
        ("Care este diferența dintre o listă și un tuplu?", "ro"),
        ("Чем список отличается от кортежа?", "ru"),
        ("Чим список відрізняється від кортежу?", "uk"),
        ("Чым спіс адрозніваецца ад картэжа?", "be"),
        ("Каква е разликата между списък и кортеж?", "bg"),
        ("列表和元组有什么区别？", "zh"),
        ("リストとタプルの違いは何ですか", "ja"),
        ("리스트와 튜플의 차이는 무엇인가요?", "ko"),
        ("Ποια είναι η διαφορά;", "el"),
        ("ما الفرق بين القائمة والصف؟", "ar"),
        ("מה ההבדל בין רשימה לטאפל?", "he"),
        ("รายการต่างจากทูเพิลอย่างไร", "th"),
        ("सूची और टपल में क्या अंतर है?", "hi"),
    ],
)
def test_a_question_tells_its_language(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    "text", ["Garbage collector", "asyncio, multiprocessing", "GIL", "SELECT FROM WHERE", "__init__.py"]
)
@pytest.mark.parametrize("default", ["ru", "de", "en", "und"])
def test_technical_words_alone_take_the_language_of_the_file(text: str, default: str) -> None:
    assert detect(text, default) == default


def test_one_function_word_does_not_leave_the_language_of_the_file() -> None:
    assert detect("Decorators and generators", "ru") == "ru"


def test_an_english_question_in_a_russian_file_is_english() -> None:
    assert detect("What is the GIL?", "ru") == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Как работает garbage collector в CPython",
        "async/await, event loop и корутины",
        "Чем rate limiter token bucket отличается от leaky bucket for distributed systems",
    ],
)
def test_russian_with_english_terms_is_russian(text: str) -> None:
    assert detect(text, "en") == "ru"


def test_a_few_wrong_letters_do_not_change_the_language() -> None:
    assert detect("Что такое iтератор и как он связан с генератором, iтерация по списку") == "ru"


@pytest.mark.parametrize(
    "text", ["`the of and to`", "https://example.org/what/is/the", "the_of.and_to()", "[x](what-is-the-difference)"]
)
def test_code_and_addresses_have_no_say(text: str) -> None:
    assert detect(text, "pl") == "pl"


def test_nothing_tells_nothing() -> None:
    assert (detect(""), detect("", "fr"), detect("42 != 43")) == ("und", "fr", "und")


@given(st.text())
def test_any_text_has_a_code(text: str) -> None:
    assert detect(text, "en").isalpha()
