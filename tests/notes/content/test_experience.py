import pytest

from viva.notes.content.experience import is_experience, rubric
from viva.notes.model import Group


@pytest.mark.parametrize(
    "prompt",
    [
        "Describe your experience with Docker",
        "Tell me about a time you disagreed with a colleague",
        "What projects have you worked on?",
        "How have you used caching?",
        "What was the most challenging bug you have fixed?",
        "Have you ever migrated a large database?",
        "Give an example of a situation where you had to meet a hard deadline",
        "Why did you choose PostgreSQL?",
        "Расскажите об опыте работы с Kafka",
        "Расскажите о случае, когда вы ошиблись",
        "Приходилось ли вам оптимизировать запросы?",
        "Какие брокеры вы использовали в проектах?",
        "Твой самый сложный проект",
        "Beschreiben Sie Ihre Erfahrung mit Kubernetes",
        "Haben Sie schon einmal einen Monolithen zerlegt?",
        "Describe tu experiencia con Django",
        "Cuéntame sobre un proyecto del que aprendiste",
        "Descreva sua experiência com testes",
        "Você já trabalhou com microsserviços?",
        "Décrivez votre expérience avec Terraform",
        "谈谈你的项目经验",
    ],
)
def test_a_prompt_that_asks_for_a_story_is_an_experience_question(prompt: str) -> None:
    assert is_experience(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        "How would you design a rate limiter?",
        "What is a project in Maven?",
        "How do you create a decorator?",
        "Describe a situation where deadlocks occur",
        "When would you use an abstract class?",
        "How to improve the user experience",
        "What can you do with a generator?",
        "Explain your answer",
        "Что такое опытный образец?",
        "Как вы понимаете полиморфизм?",
        "Расскажите о декораторах",
        "Какие есть виды индексов?",
        "Was macht ein Index?",
        "¿Qué es un proyecto?",
        "Garbage collector",
    ],
)
def test_a_prompt_that_asks_for_knowledge_is_none(prompt: str) -> None:
    assert not is_experience(prompt)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_rubric_has_points_of_every_group_in_order_and_no_source_line(language: str) -> None:
    points = rubric(language)
    assert {point.group for point in points} == set(Group)
    assert [point.group for point in points] == sorted((point.group for point in points), key=list(Group).index)
    assert {point.line for point in points} == {0}


def test_the_russian_rubric_is_russian() -> None:
    assert rubric("ru") != rubric("en")


def test_a_language_without_a_rubric_gets_the_english_one() -> None:
    assert rubric("sv") == rubric("en")
