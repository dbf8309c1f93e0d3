"""Keyword maps as plain values: what the taxonomy, the notes and people say one should know on a subject."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from viva.notes.model import Group
from viva.notes.subject import keymaps
from viva.notes.subject.stems import stems

Names = Mapping[str, tuple[str, ...]]
"""What something is called, by language."""

GENERAL = ""
"""The technology of what holds in every one."""


class TermKey(NamedTuple):
    """What a person's word about a term is known by; `tech` is GENERAL for what holds in every technology."""

    topic: str
    tech: str
    term: str


class TermOrigin(StrEnum):
    """Where a term comes from."""

    TAXONOMY = "taxonomy"
    NOTES = "notes"
    """Questions about the subject name it, and the taxonomy's map has it not."""
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person says about a term."""

    names: Names = field(default_factory=dict)
    """Beside those it has anyway."""
    group: Group | None = None
    hidden: bool = False


UNSAID = Said()

Seen = Mapping[str, Said]
"""What somebody saw that is said about terms, by their names; of those that are not there, nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A term of a map, whoever mentions it."""

    name: str
    names: tuple[str, ...]
    """All of them, its own first."""
    origin: TermOrigin
    said: Said

    def by_language(self) -> Names:
        """Its names by the language a person gave them in, or else by their script."""
        told = {name for names in self.said.names.values() for name in names}
        by_script = keymaps.by_language(name for name in self.names if name not in told)
        languages = sorted({*by_script, *self.said.names})
        return {each: (*by_script.get(each, ()), *self.said.names.get(each, ())) for each in languages}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of a map, and the questions that cover it: those that mention it by any of its names."""

    name: str
    names: Names
    """What it is called, by language, itself among them."""
    origin: TermOrigin
    group: Group | None
    hidden: bool
    said: Said
    """What people say about it: sent along with a change, it is what was seen."""
    questions: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a keyword map is about, in numbers."""

    topic: str
    tech: str | None
    titles: Mapping[str, str]
    """Of the topic, by language."""
    questions: int
    """How many are about it."""
    terms: int
    holes: tuple[str, ...]
    """The terms that no question covers."""

    @property
    def covered(self) -> int:
        """How many terms a question covers."""
        return self.terms - len(self.holes)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordMap:
    """The terms one should know on a topic, in a technology or in all."""

    subject: Subject
    terms: tuple[Term, ...]
    hidden: tuple[Term, ...]
    """Those that a person has taken out."""


def places_of(topic: str, tech: str | None) -> tuple[tuple[str, str], ...]:
    """Where what people say about a map is looked for, the nearest first."""
    return tuple((topic, name) for name in (*keymaps.techs(tech), GENERAL))


def entries(
    topic: str, tech: str | None, said: Mapping[TermKey, Said], noted: Iterable[Sequence[str]] = ()
) -> list[Entry]:
    """The terms of a map: of the taxonomy, of people, and of the notes where the others have none such.

    `noted` are the names of each of the latter.
    """
    own: dict[str, Said] = {}
    for place in places_of(topic, tech):
        for key, what in said.items():
            if key[:2] == place:
                own.setdefault(key.term, what)
    in_notes = {names[0]: names for names in noted}
    listed = dict.fromkeys(keymaps.terms(topic, tech), TermOrigin.TAXONOMY)
    for term in own:
        listed.setdefault(term, TermOrigin.NOTES if term in in_notes else TermOrigin.PERSON)
    made = [
        _entry(in_notes[term] if origin is TermOrigin.NOTES else keymaps.names(term), origin, own.get(term, UNSAID))
        for term, origin in listed.items()
    ]
    known = {spelling for entry in made for spelling in _spellings(entry.names)}
    for names in in_notes.values():
        spellings = set(_spellings(names))
        if known.isdisjoint(spellings):
            made.append(_entry(names, TermOrigin.NOTES, UNSAID))
            known |= spellings
    return made


def meant(listed: Sequence[Entry], text: str) -> Entry | None:
    """The term that is called so, by its own name rather than by another."""
    folded = text.casefold()
    own = (entry for entry in listed if entry.name.casefold() == folded)
    other = (entry for entry in listed if folded in map(str.casefold, entry.names))
    return next(own, None) or next(other, None)


def all_names(said: Mapping[TermKey, Said]) -> Iterator[tuple[TermKey, tuple[str, ...]]]:
    """The terms that people speak of and do not hide, with all their names."""
    for key, what in said.items():
        if not what.hidden:
            yield key, _entry(keymaps.names(key.term), TermOrigin.PERSON, what).names


def _entry(names: Sequence[str], origin: TermOrigin, said: Said) -> Entry:
    own = [name for language in sorted(said.names) for name in said.names[language]]
    return Entry(name=names[0], names=keymaps.distinct((names[0], *own, *names[1:])), origin=origin, said=said)


def _spellings(names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Names as they are compared."""
    return map(_spelling, names)


@cache
def _spelling(name: str) -> tuple[str, ...]:
    return tuple(stems(name))
