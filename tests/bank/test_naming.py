"""What the subject of a question is called besides its own words."""

from viva.bank.content import Content
from viva.bank.keymap import Said, TermKey
from viva.bank.naming import Naming

NURSERY = TermKey("concurrency", "python", "nursery")


def names(content: Content, said: Said | None = None) -> list[str]:
    return Naming({NURSERY: said} if said else {}).names_of(content).split("\n")


def test_an_english_question_has_the_russian_names_of_its_subject() -> None:
    found = names(Content(prompt="What is a decorator?", language="en"))

    assert "декоратор" in found
    assert "decorator" not in found


def test_a_topic_has_its_names_in_both_languages() -> None:
    assert {"декоратор", "decorator"} <= set(names(Content(prompt="Why?", language="en", topics=("decorators",))))


def test_a_russian_question_has_the_english_ones() -> None:
    assert "decorator" in names(Content(prompt="Что такое декоратор?", language="ru"))


def test_keywords_have_their_first_name() -> None:
    found = names(Content(prompt="Why?", language="en", keywords=("untrusted data", "race condition")))

    assert found == ["недоверенные данные", "состояние гонки"]


def test_a_term_that_is_mentioned_brings_the_names_that_people_gave_it() -> None:
    said = Said(names={"ru": ("ясли задач",), "en": ("task nursery",)})

    found = names(Content(prompt="Why?", answer="It waits for its nurseries.", language="en"), said)

    assert found == ["nursery", "task nursery", "ясли задач"]


def test_a_hidden_term_brings_none() -> None:
    said = Said(names={"ru": ("ясли задач",)}, hidden=True)

    assert names(Content(prompt="What is a nursery?", language="en"), said) == [""]
