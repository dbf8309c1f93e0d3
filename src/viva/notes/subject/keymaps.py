"""Keyword maps: the terms one should know on a topic in a technology, with their names in both languages."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from viva.notes.subject.stems import stems
from viva.notes.subject.taxonomy import Meaning, keywords, read, taxonomy

_CYRILLIC: Final = re.compile("[а-яё]", re.IGNORECASE)


def subjects() -> tuple[tuple[str, str | None], ...]:
    """The topics with a map of their own, in the order of the taxonomy, each followed by its technologies."""
    tables = read("keywords")
    return tuple(
        (topic, None if tech == "any" else tech) for topic in taxonomy().topics for tech in tables.get(topic, ())
    )


def terms(topic: str, tech: str | None = None) -> tuple[str, ...]:
    """The terms of a map: those of the technology, of the language it belongs to, and the general ones."""
    return keywords((topic,), techs(tech)) if topic in taxonomy().topics else ()


def techs(tech: str | None) -> tuple[str, ...]:
    """A technology and the language it belongs to."""
    known = taxonomy().techs.get(tech or "")
    return tuple(name for name in (tech, known.of if known else None) if name)


def own_concepts(topic: str) -> tuple[str, ...]:
    """The finer things a topic is about, with those of the narrower topics that have no map of their own."""
    known, tables = taxonomy(), read("keywords")
    family = {name for name, other in known.topics.items() if topic in other.above and name not in tables}
    return tuple(
        concept
        for concept, its_topic in known.topic_of.items()
        if concept != topic and (its_topic == topic or its_topic in family)
    )


@cache
def names(term: str) -> tuple[str, ...]:
    """All that a term is called in English and Russian, itself first.

    A term that is not told apart in terms.toml, and is a concept or technology
    of the taxonomy by its very name, has the names of that.
    """
    given = read("terms").get(term)
    more = [name.strip() for name in given.split(",") if name.strip()] if given is not None else _of_concept(term)
    return distinct((term, *more))


@cache
def concept_names(concept: str) -> tuple[str, ...]:
    """All that a concept is called, without the marks of the data files."""
    return distinct(name.removeprefix("=") for name in taxonomy().names_of(concept))


@cache
def homes(term: str) -> tuple[str, ...]:
    """The topics of the concepts that a whole term is a name of."""
    known = taxonomy().topic_of
    return tuple(known[concept] for concept in _named(term) if concept in known)


def by_language(all_names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Names by the language whose script they are in."""
    found: dict[str, list[str]] = {}
    for name in all_names:
        found.setdefault(language_of(name), []).append(name)
    return {language: tuple(each) for language, each in sorted(found.items())}


def language_of(name: str) -> str:
    """Russian for a name with Cyrillic letters, English for all others."""
    return "ru" if _CYRILLIC.search(name) else "en"


def topic_named(text: str) -> str | None:
    """The topic that is called so, in either language."""
    if text in taxonomy().topics:
        return text
    folded = text.casefold()
    titled = [topic.name for topic in taxonomy().topics.values() if folded in map(str.casefold, topic.titles.values())]
    meant = titled or [concept for concept in _named(text) if concept in taxonomy().topics]
    return meant[0] if meant else None


def distinct(all_names: Iterable[str]) -> tuple[str, ...]:
    """Names without those that differ in their case alone."""
    first: dict[str, str] = {}
    for name in all_names:
        first.setdefault(name.casefold(), name)
    return tuple(first.values())


def _of_concept(term: str) -> list[str]:
    own = sorted(stems(term))
    return [name for concept in _named(term) if sorted(stems(concept)) == own for name in concept_names(concept)]


def _named(text: str) -> list[str]:
    """The concepts and technologies that a whole text is a name of."""
    known = taxonomy()
    words = known.words(text)
    return [
        term.name
        for found in known.terms(words)
        for term in found.value
        if (found.first, found.last) == (0, len(words)) and term.meaning <= Meaning.TOOL
    ]
