"""What prompts ask for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.notes.relations.asks import Ask, Intent, asks


def only(prompt: str) -> Ask:
    (ask,) = asks(prompt)
    return ask


@pytest.mark.parametrize(
    ("prompt", "intent"),
    [
        ("Closures", Intent.INTRODUCE),
        ("What is a closure?", Intent.INTRODUCE),
        ("How does a closure work?", Intent.INTRODUCE),
        ("What is the purpose of closures?", Intent.INTRODUCE),
        ("Что такое замыкание?", Intent.INTRODUCE),
        ("Зачем нужны замыкания?", Intent.INTRODUCE),
        ("How do you create a closure?", Intent.HOW),
        ("Как создать замыкание?", Intent.HOW),
        ("Why are closures slow?", Intent.WHY),
        ("Почему замыкания медленные?", Intent.WHY),
        ("When should you use closures?", Intent.WHEN),
        ("What are the advantages of closures?", Intent.PROS),
        ("Best practices for closures", Intent.PRACTICE),
        ("Which closures do you know?", Intent.LIST),
        ("Какие бывают замыкания?", Intent.LIST),
        ("Describe your experience with closures", Intent.EXPERIENCE),
        ("Does a closure keep its variables alive?", Intent.WHETHER),
        ("Хранит ли замыкание переменные?", Intent.WHETHER),
        ("True or False? A closure copies its variables", Intent.WHETHER),
    ],
)
def test_a_prompt_tells_what_it_wants_of_its_subject(prompt: str, intent: Intent) -> None:
    ask, *_ = asks(prompt)
    assert (ask.intent, "closure" in ask.subject) == (intent, True)


@pytest.mark.parametrize(
    "prompt",
    ["List vs tuple", "What is the difference between a list and a tuple?", "Чем список отличается от кортежа?"],
)
def test_a_comparison_is_of_both(prompt: str) -> None:
    assert only(prompt) == Ask(Intent.COMPARE, frozenset({"list", "tuple"}), frozenset(), frozenset(), frozenset())


def test_a_joined_prompt_asks_for_each_and_for_all() -> None:
    assert [set(ask.subject) for ask in asks("Decorators and generators")] == [
        {"decorators"},
        {"generators"},
        {"decorators", "generators"},
    ]


def test_a_choice_is_not_a_joined_prompt() -> None:
    assert [set(ask.subject) for ask in asks("Decorators or generators?")] == [{"decorators", "generators"}]


@pytest.mark.parametrize(
    "prompt",
    [
        "Explain generators and their advantages",
        "Generators (yield, send)",
        "Generators: yield, send",
        "Generators - functions that pause",
        "Explain generators, especially in large programs",
        "Объясните генераторы и их преимущества",
        "What are generators, and when would you use a list?",
    ],
)
def test_what_only_explains_the_subject_is_not_asked_for(prompt: str) -> None:
    assert only(prompt) == only("Generators")


def test_an_abbreviation_in_brackets_is_the_subject_once_more() -> None:
    assert {"token-authentication"} in [set(ask.subject) for ask in asks("Token-based authentication (JWT)")]
    assert {"jwt"} in [set(ask.subject) for ask in asks("Token-based authentication (JWT)")]


def test_an_abbreviation_in_brackets_is_asked_for_as_the_main_subject_is() -> None:
    assert {ask.intent for ask in asks("How do you delete a JSON web token (JWT)?")} == {Intent.HOW}


def test_a_tool_is_not_the_subject() -> None:
    assert only("How do you remove duplicates using a set?").subject == {"remove-duplicates"}


def test_an_action_that_is_the_subject_itself_is_an_introduction() -> None:
    assert only("How do you mock objects?") == only("Mocking")


def test_a_framework_frames_the_subject() -> None:
    assert only("Routing in Flask").frame == {"flask"}
    assert only("Routing in Flask").subject == {"routing"}


def test_a_framework_alone_is_the_subject() -> None:
    assert only("What is Flask?").subject == {"flask"}


def test_a_framework_that_a_concept_implies_adds_nothing() -> None:
    assert only("Flask blueprints") == only("Blueprints")


def test_a_place_says_little() -> None:
    assert only("Magic methods in classes").subject == {"dunder-methods"}


def test_a_later_sentence_counts_when_it_asks_for_something() -> None:
    assert [set(ask.subject) for ask in asks("GIL. What is a race condition?")] == [{"gil"}, {"race-condition"}]
    assert [set(ask.subject) for ask in asks("What is the GIL? Why do we care about it?")] == [{"gil"}]


def test_a_sentence_that_sets_the_scene_is_not_asked_for() -> None:
    prompt = "You have a set of measurements from last year. How do you find outliers?"
    assert "set" not in {name for ask in asks(prompt) for name in ask.subject}


@pytest.mark.parametrize("prompt", ["", "???", "Introduction", "How does it work?"])
def test_a_prompt_that_names_nothing_asks_nothing(prompt: str) -> None:
    assert asks(prompt) == ()


def test_the_same_words_in_two_languages_are_the_same_ask() -> None:
    assert only("How do you delete an element?") == only("Как удалить элемент?")


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert not any(ask.is_empty for ask in asks(text))
