"""The keyword maps of the taxonomy hold together."""

from collections import defaultdict

import pytest

from viva.notes.subject import keymaps
from viva.notes.subject.stems import stems
from viva.notes.subject.taxonomy import read, taxonomy

SUBJECTS = keymaps.subjects()
TERMS = {term for subject in SUBJECTS for term in keymaps.terms(*subject)}


def test_every_map_is_of_a_topic_and_a_technology_of_the_taxonomy() -> None:
    assert {topic for topic, _tech in SUBJECTS} == set(read("keywords"))
    assert {tech for _topic, tech in SUBJECTS if tech} <= set(taxonomy().techs)


def test_there_are_maps_of_sixty_topics() -> None:
    assert len({topic for topic, _tech in SUBJECTS}) >= 60


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: "-".join(filter(None, subject)))
def test_a_map_has_neither_few_nor_many_terms(subject: tuple[str, str | None]) -> None:
    assert 6 <= len(keymaps.terms(*subject)) <= 15


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: "-".join(filter(None, subject)))
def test_no_two_terms_of_a_map_share_a_name(subject: tuple[str, str | None]) -> None:
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for term in keymaps.terms(*subject):
        for name in keymaps.names(term):
            owners[tuple(stems(name))].add(term)
    assert {name: sorted(owned) for name, owned in owners.items() if len(owned) > 1} == {}


@pytest.mark.parametrize("term", sorted(TERMS))
def test_every_name_of_a_term_has_a_word(term: str) -> None:
    assert keymaps.names(term)[0] == term
    assert all(stems(name) for name in keymaps.names(term))


def test_names_are_given_to_terms_of_maps_alone() -> None:
    assert set(read("terms")) - TERMS == set()


def test_most_terms_have_a_russian_name() -> None:
    russian = [term for term in TERMS if "ru" in keymaps.by_language(keymaps.names(term))]

    assert len(russian) > 0.75 * len(TERMS)


def test_a_term_that_is_a_concept_has_its_names() -> None:
    assert "взаимоблокировка" in keymaps.names("deadlock")


def test_a_framework_has_the_terms_of_its_language_too() -> None:
    assert set(keymaps.terms("orm", "python")) <= set(keymaps.terms("orm", "django"))


@pytest.mark.parametrize("text", ["concurrency", "Concurrency", "конкурентность", "многозадачность"])
def test_a_topic_is_known_by_its_names_in_both_languages(text: str) -> None:
    assert keymaps.topic_named(text) == "concurrency"


def test_what_is_no_topic_has_no_name_of_one() -> None:
    assert keymaps.topic_named("gardening") is None
