"""The data of the taxonomy hold together, and concepts are found by the names people use."""

import tomllib
from collections import defaultdict
from importlib import resources
from typing import Any

import pytest

from viva.notes.subject.stems import stems
from viva.notes.subject.taxonomy import broad, concepts, keywords, places, synonyms, taxonomy


def data(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("viva.notes") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def concept_names() -> list[tuple[str, str]]:
    """Every concept with every name it has."""
    rows = [
        (key if key != "names" else topic, line)
        for topic, table in data("taxonomy").items()
        for key, line in table.items()
    ]
    return [
        (concept, name.strip())
        for concept, line in rows
        if isinstance(line, str) and concept != "under"
        for name in line.split(",")
    ]


def test_every_concept_has_one_topic() -> None:
    keys = [key for topic, table in data("taxonomy").items() for key in (topic, *table)]
    own = [key for key in keys if key not in {"under", "title", "names", "neutral"}]
    assert sorted(own) == sorted(set(own))


def test_a_name_belongs_to_one_concept() -> None:
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for concept, name in concept_names():
        exact = name.startswith("=") and not name.startswith("==")
        owners[(name,) if exact else tuple(stems(name))].add(concept)
    assert {name: sorted(concepts) for name, concepts in owners.items() if len(concepts) > 1} == {}


@pytest.mark.parametrize("topic", sorted(data("taxonomy")))
def test_a_topic_is_titled_in_both_languages(topic: str) -> None:
    assert set(taxonomy().topics[topic].titles) == {"en", "ru"}


def test_keywords_are_given_for_known_topics_and_technologies() -> None:
    known, tables = taxonomy(), data("keywords")
    assert {topic for topic in tables if topic not in known.topics} == set()
    assert {tech for table in tables.values() for tech in table if tech not in {*known.techs, "any"}} == set()


def test_synonyms_and_broad_concepts_are_known() -> None:
    assert {*synonyms(), *broad(), *places()} <= set(taxonomy().topic_of)


def test_technologies_point_at_known_topics_and_languages() -> None:
    known = taxonomy()
    assert {tech.topic for tech in known.techs.values()} - {None} <= set(known.topics)
    assert {tech.of for tech in known.techs.values()} - {None} <= set(known.techs)


CALLED = {
    "decorators": ["декоратором", "decorator", "декоратер"],
    "class": ["про классы", "клас"],
    "type-hints": ["тайп хинты", "type annotations"],
    "bulk-update": ["балк апдейта", "bulk_update"],
    "coroutine": ["корутину", "сопрограммы"],
    "event-loop": ["ивент луп", "луп", "eventloop"],
    "gil": ["гил", "the Global Interpreter Lock", "GIL"],
    "tuple": ["тапла", "кортежей", "tuples"],
    "set": ["сеты", "a set"],
    "json": ["джейсон", "JSON"],
    "post-save-signal": ["post_save", "сигналы Django"],
    "n-plus-one": ["the N+1 problem"],
    "deep-copy": ["shallow and deep copy"],
    "cap-theorem": ["CAP theorem"],
    "chain-of-responsibility": ["Chain of Responsibility"],
    "oauth2": ["OAuth 2.0", "OAuth2"],
    "threading": ["многопоточность", "Multi Threading"],
}


@pytest.mark.parametrize(("concept", "text"), [(concept, text) for concept, texts in CALLED.items() for text in texts])
def test_a_concept_is_found_by_what_people_call_it(concept: str, text: str) -> None:
    assert concept in concepts(text)


def test_concepts_are_counted() -> None:
    assert concepts("A mutex is a lock. A mutex is owned.")["lock"] == 3


def test_common_words_are_no_concepts() -> None:
    assert concepts("Setting up the rest of the team was a normal process of listing regular things") == {}


def test_keywords_depend_on_the_technology() -> None:
    python, javascript = keywords(("concurrency",), ("python",)), keywords(("concurrency",), ("javascript",))
    assert {"asyncio", "GIL"} <= set(python)
    assert {"promise", "web worker"} <= set(javascript)
    assert not {"asyncio", "GIL"} & set(javascript)


def test_a_topic_without_keywords_has_those_of_the_wider_one() -> None:
    assert keywords(("kubernetes",), ()) != ()
    assert keywords(("basics",), ()) == ()
    assert keywords(("vue",), ()) == keywords(("javascript",), ()) != ()
