"""What questions are about: topics, finer concepts, technologies, and the general words around them."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources
from typing import Any, Final, NamedTuple

from viva.notes.subject.phrases import Found, PhraseIndex
from viva.notes.subject.stems import Word

_TOPIC_KEYS: Final = frozenset({"under", "title", "names", "neutral"})
_COMPOUND: Final = {"vs", "types"}


class Meaning(IntEnum):
    """What sort of thing a phrase stands for."""

    CONCEPT = 0
    LANGUAGE = 1
    FRAMEWORK = 2
    TOOL = 3
    ACTION = 4
    THING = 5
    ASK = 6
    IGNORED = 7


class Term(NamedTuple):
    """A phrase's meaning, independent of the language it is written in."""

    meaning: Meaning
    name: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject area; `above` are the wider ones, the nearest first."""

    name: str
    titles: Mapping[str, str]
    above: tuple[str, ...]
    neutral: bool
    """The subject is the same in every programming language."""


@dataclass(frozen=True, slots=True)
class Tech:
    """A language, framework or tool."""

    name: str
    meaning: Meaning
    of: str | None
    topic: str | None


class Taxonomy:
    """The dictionary of everything above; make it once with `taxonomy()`."""

    def __init__(self, *, topics: Mapping[str, Any], techs: Mapping[str, Any], glossary: Mapping[str, Any]) -> None:
        self.topics = {name: _topic(name, topics) for name in topics}
        self.topic_of = {concept: name for name, table in topics.items() for concept in _concepts(name, table)}
        self.compounds = frozenset(
            term.name for phrase, term in _concept_phrases(topics) if _COMPOUND & {*phrase.split()}
        )
        """Concepts that are a comparison or an enumeration in themselves, like "__str__ vs __repr__"."""
        self.techs = {tech.name: tech for tech in _techs(techs)}
        self.fences = {
            fence: name
            for tables in techs.values()
            for name, table in tables.items()
            for fence in _names(table.get("fences", ""))
        }
        named = [*_concept_phrases(topics), *_tech_phrases(techs)]
        self._names: dict[str, list[str]] = {}
        for phrase, term in named:
            self._names.setdefault(term.name, []).append(phrase)
        phrases = [*named, *_glossary_phrases(glossary)]
        self._index: PhraseIndex[tuple[Term, ...]] = PhraseIndex(
            ((phrase, (term,)) for phrase, term in phrases), merge=_both
        )

    def words(self, text: str) -> list[Word]:
        """The words of a text as `terms` wants them."""
        return self._index.words(text)

    def terms(self, text: Sequence[Word]) -> list[Found[tuple[Term, ...]]]:
        """The phrases of a text with all they may mean, the most telling first."""
        return self._index.find(text)

    def names_of(self, name: str) -> Sequence[str]:
        """The phrases that stand for a concept, a topic or a technology, as the data files spell them."""
        titles = self.topics[name].titles.values() if name in self.topics else ()
        return [*titles, *self._names.get(name, ())]

    def above(self, topic: str) -> tuple[str, ...]:
        """The wider topics, the nearest first."""
        return self.topics[topic].above

    def implied(self, concepts: Iterable[str]) -> frozenset[str]:
        """The topics that concepts belong to, with the wider ones; naming them beside adds nothing."""
        topics = {self.topic_of[name] for name in concepts if name in self.topic_of}
        return frozenset(wider for topic in topics for wider in (topic, *self.above(topic)))

    def wider(self, concepts: Iterable[str]) -> frozenset[str]:
        """The topics among and above concepts that are wider than one of them."""
        found: set[str] = set()
        for name in concepts:
            topic = self.topic_of.get(name)
            if topic is not None:
                found.update(self.above(topic) if topic == name else (topic, *self.above(topic)))
        return frozenset(found)

    def is_neutral(self, concept: str) -> bool:
        """Whether a concept is the same in every programming language."""
        topic = self.topic_of.get(concept)
        return topic is not None and self.topics[topic].neutral


@cache
def taxonomy() -> Taxonomy:
    """The one taxonomy of the program, read from its data files."""
    glossary = {**read("glossary"), "asks": read("asks")}
    return Taxonomy(topics=read("taxonomy"), techs=read("tech"), glossary=glossary)


@cache
def synonyms() -> Mapping[str, frozenset[str]]:
    """The concepts of which one explains the main part of the other, both ways."""
    partners: dict[str, frozenset[str]] = {}
    for pair in read("synonyms")["pairs"]:
        for one, other in (pair, reversed(pair)):
            partners[one] = partners.get(one, frozenset()) | {other}
    return partners


@cache
def broad() -> frozenset[str]:
    """The concepts that say little beside a finer one."""
    return frozenset(read("synonyms")["broad"])


@cache
def places() -> frozenset[str]:
    """The concepts that only say where, after a preposition."""
    return frozenset(read("synonyms")["places"])


def concepts(text: str) -> Counter[str]:
    """How often each concept is named in a text."""
    known = taxonomy()
    found = known.terms(known.words(text))
    return Counter(term.name for match in found for term in match.value if term.meaning is Meaning.CONCEPT)


@cache
def keywords(topics: tuple[str, ...], tech: tuple[str, ...]) -> tuple[str, ...]:
    """What an answer about these topics usually mentions in these technologies.

    The words of the technology stand before the general ones; a topic without
    words of its own has those of the nearest wider topic.
    """
    found: dict[str, None] = {}
    for topic in topics:
        table = _keyword_table(topic)
        for name in (*tech, "any"):
            found.update(dict.fromkeys(_names(table.get(name, ""))))
    return tuple(found)


def _keyword_table(topic: str) -> Mapping[str, str]:
    """The table of a topic; one of a person's own has none."""
    tables, known = read("keywords"), taxonomy().topics
    for name in (topic, *known[topic].above) if topic in known else ():
        if name in tables:
            return dict(tables[name])
    return {}


@cache
def read(name: str) -> dict[str, Any]:
    """A data file."""
    file = resources.files("viva.notes") / "data" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _names(line: str) -> list[str]:
    return [name.strip() for name in line.split(",") if name.strip()]


def _both(one: tuple[Term, ...], other: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple(sorted({*one, *other}))


def _topic(name: str, topics: Mapping[str, Any]) -> Topic:
    above: list[str] = []
    narrower = topics[name]
    while "under" in narrower:
        above.append(narrower["under"])
        narrower = topics[above[-1]]
    english, russian = topics[name]["title"]
    neutral = any(topics[wider].get("neutral", False) for wider in (name, *above))
    return Topic(name, {"en": english, "ru": russian}, tuple(above), neutral)


def _concepts(topic: str, table: Mapping[str, Any]) -> list[str]:
    return [topic, *(key for key in table if key not in _TOPIC_KEYS)]


def _concept_phrases(topics: Mapping[str, Any]) -> Iterator[tuple[str, Term]]:
    for topic, table in topics.items():
        for concept in _concepts(topic, table):
            for name in _names(table.get("names", "") if concept == topic else table[concept]):
                yield name, Term(Meaning.CONCEPT, concept)


def _techs(tables: Mapping[str, Any]) -> Iterator[Tech]:
    for meaning, table in tables.items():
        for name, row in table.items():
            yield Tech(name, Meaning[meaning.upper()], row.get("of"), row.get("topic"))


def _tech_phrases(tables: Mapping[str, Any]) -> Iterator[tuple[str, Term]]:
    for meaning, table in tables.items():
        for tech, row in table.items():
            for name in _names(row["names"]):
                yield name, Term(Meaning[meaning.upper()], tech)


def _glossary_phrases(tables: Mapping[str, Any]) -> Iterator[tuple[str, Term]]:
    for meaning in (Meaning.ACTION, Meaning.THING):
        for word, line in tables[f"{meaning.name.lower()}s"].items():
            for name in _names(line):
                yield name, Term(meaning, word)
    for line in tables["ignored"].values():
        for name in _names(line):
            yield name, Term(Meaning.IGNORED, "")
    for intent, table in tables["asks"].items():
        for line in table.values():
            for name in _names(line):
                yield name, Term(Meaning.ASK, intent)
