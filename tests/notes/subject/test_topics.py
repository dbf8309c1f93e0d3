"""Topics and technologies of a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.notes.subject.taxonomy import taxonomy
from viva.notes.subject.topics import tech, topics


@pytest.mark.parametrize(
    ("prompt", "topic"),
    [
        ("What is the GIL?", "gil"),
        ("Чем отличается процесс от потока?", "threading"),
        ("Explain flexbox", "css"),
        ("Что такое индексы в базе данных?", "databases"),
        ("Docker volumes", "docker"),
        ("Django signals", "django"),
    ],
)
def test_a_prompt_names_its_topic(prompt: str, topic: str) -> None:
    assert topic in topics(prompt)


def test_a_narrow_topic_leaves_out_the_wider_one() -> None:
    assert topics("Concurrency with threads and the GIL")[0] != "concurrency"
    assert "concurrency" not in topics("Concurrency with threads and the GIL")


def test_headings_help_where_the_prompt_says_little() -> None:
    assert topics("Introduction", section=("Web", "GraphQL")) == ("graphql",)


def test_an_answer_never_outvotes_the_prompt() -> None:
    assert topics("What is a Docker image?", "Kubernetes. " * 50)[0] == "docker"


def test_nothing_known_has_no_topic() -> None:
    assert topics("Where do you see yourself in five years?") == ()


@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_any_text_has_at_most_five_known_topics(prompt: str, answer: str, section: list[str]) -> None:
    found = topics(prompt, answer, section)
    assert len(found) <= 5
    assert set(found) <= set(taxonomy().topics)


def test_a_framework_brings_its_language() -> None:
    assert tech("Models in Django") == ("django", "python")


def test_the_language_of_code_counts() -> None:
    assert tech("Closures", snippet_langs=["js"]) == ("javascript",)


def test_javascript_is_not_java() -> None:
    assert tech("Closures in JavaScript") == ("javascript",)
    assert tech("Closures in Javascript") == ("javascript",)


def test_an_answer_must_name_a_technology_twice() -> None:
    assert tech("What is an index?", "In MySQL it is a tree.") == ()
    assert tech("What is an index?", "In MySQL it is a tree. MySQL has others.") == ("mysql",)


def test_an_answer_adds_no_second_language() -> None:
    assert tech("Closures in Python", "Java has none, Java had none.") == ("python",)


def test_slang_names_a_technology() -> None:
    assert tech("почему пайтон медленный, а джанго нет") == ("python", "django")
