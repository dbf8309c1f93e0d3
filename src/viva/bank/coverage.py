"""Which questions are about a subject, and which cover a term of it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from viva.bank.keymap import Entry, Said, TermKey, entries
from viva.bank.mentions import Label, phrases_of
from viva.notes.subject import keymaps
from viva.notes.subject.taxonomy import Meaning, taxonomy

Ids = frozenset[int]

Mentioned = Mapping[str, Ids]
"""The questions that mention a name, by the name."""

_NONE: Ids = frozenset()


class Asked:
    """The questions that are asked, by what they are about."""

    def __init__(self, labels: Iterable[Label]) -> None:
        everything: set[int] = set()
        found: dict[str, dict[str, set[int]]] = {"topic": {}, "tech": {}, "keyword": {}}
        for question_id, facet, value in labels:
            everything.add(question_id)
            if facet is not None and value is not None:
                found[facet].setdefault(value, set()).add(question_id)
        self.all = frozenset(everything)
        self.on_topic: dict[str, set[int]] = {}
        """With those on narrower topics."""
        for topic, ids in found["topic"].items():
            for wider in (topic, *_above(topic)):
                self.on_topic.setdefault(wider, set()).update(ids)
        self.in_tech = found["tech"]
        self.with_keyword = found["keyword"]
        self.in_a_language = frozenset(each for tech, ids in self.in_tech.items() if _is_language(tech) for each in ids)


class Coverage:
    """One topic in one technology or in all, seen from the questions that are asked.

    A name of several words speaks for itself wherever it stands. A single word
    means the term only in questions that share the widest topic with the map,
    or with the concept that it is: a lock is another thing in databases. And a
    question in another programming language says nothing about this one.
    """

    def __init__(self, topic: str, tech: str | None, asked: Asked) -> None:
        self.topic = topic
        self.tech = tech
        self._asked = asked
        self._homes: dict[frozenset[str], Ids] = {}

    @cached_property
    def questions(self) -> Ids:
        """The questions about the subject: on its topic or a narrower one, in its technology."""
        on_topic = frozenset(self._asked.on_topic.get(self.topic, ()))
        return on_topic if self.tech is None else on_topic & self._asked.in_tech.get(self.tech, set())

    def names(self, said: Mapping[TermKey, Said]) -> Iterator[str]:
        """All names by which something of the subject may be mentioned."""
        for entry in entries(self.topic, self.tech, said):
            yield from entry.names
        for names in self._notable():
            yield from names

    def noted(self, mentioned: Mentioned) -> list[tuple[str, ...]]:
        """The names of what questions about the subject speak of: its finer concepts, and keywords people gave."""
        given = {keyword: self._asked.with_keyword.get(keyword, _NONE) for keyword in self._given}
        return [
            names
            for names in self._notable()
            if names[0] in given or any(not self.questions.isdisjoint(mentioned.get(name, _NONE)) for name in names)
        ]

    def of(self, entry: Entry, mentioned: Mentioned) -> Ids:
        """The questions that cover a term: they mention it, or somebody made it a keyword of theirs."""
        at_home = self._near(frozenset(_widest(topic) for topic in (self.topic, *keymaps.homes(entry.name))))
        found: set[int] = set()
        for name in entry.names:
            found |= self._fitting & self._asked.with_keyword.get(name, set())
            found |= mentioned[name] & (self._fitting if says_it_all(name) else at_home)
        return frozenset(found)

    def _near(self, topics: frozenset[str]) -> Ids:
        """The fitting questions on these topics; most terms of a map share them."""
        if topics not in self._homes:
            self._homes[topics] = self._fitting.intersection(
                each for topic in topics for each in self._asked.on_topic.get(topic, ())
            )
        return self._homes[topics]

    def _notable(self) -> Iterator[tuple[str, ...]]:
        yield from map(keymaps.concept_names, keymaps.own_concepts(self.topic))
        yield from map(keymaps.names, self._given)

    @cached_property
    def _given(self) -> list[str]:
        return sorted(
            keyword for keyword, ids in self._asked.with_keyword.items() if not self.questions.isdisjoint(ids)
        )

    @cached_property
    def _fitting(self) -> Ids:
        """The questions that are in no other programming language."""
        language = next((tech for tech in keymaps.techs(self.tech) if _is_language(tech)), None)
        if language is None:
            return self._asked.all
        return self._asked.all - (self._asked.in_a_language - self._asked.in_tech.get(language, set()))


def says_it_all(name: str) -> bool:
    """Whether a name has several words, so that it means nothing else."""
    return any(len(phrase) > 1 for phrase in phrases_of(name))


def _widest(topic: str) -> str:
    return (topic, *_above(topic))[-1]


def _above(topic: str) -> tuple[str, ...]:
    return taxonomy().above(topic) if topic in taxonomy().topics else ()


def _is_language(tech: str) -> bool:
    known = taxonomy().techs.get(tech)
    return known is not None and known.meaning is Meaning.LANGUAGE
