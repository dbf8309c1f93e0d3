"""What is indexed of a question: its texts by how much they say about it, and the facets it is counted by."""

from functools import cached_property
from typing import Final, NamedTuple

from viva.bank.content import Content
from viva.bank.naming import Naming
from viva.bank.search.facets import Facet
from viva.bank.search.shadow import shadow, vocabulary
from viva.bank.wording import searched_in

LONGEST: Final = 150_000
"""Characters of a text that are indexed: PostgreSQL indexes no more than a megabyte of stems with their places."""

_OPENING: Final = 300
"""An answer names its subject in its first lines, up to about so many characters."""

_KNOWN_WORD: Final = range(3, 33)
"""How long a word is that one may have meant."""

_MOST_DIGITS: Final = 2


class Shadows(NamedTuple):
    """What the index keeps of each part of an entry."""

    prompt: str
    terms: str
    opening: str
    answer: str


class Texts:
    """What a question is found by; what its subject is called is looked up when it is asked for."""

    def __init__(self, content: Content, naming: Naming) -> None:
        self.prompt = content.prompt[:LONGEST]
        self.answer = searched_in(content)[:LONGEST]
        """With the options of a multiple choice, and whatever else it is found by."""
        self.content = content
        self._naming = naming

    @cached_property
    def terms(self) -> str:
        """What its subject is called, a line for each name."""
        return self._naming.names_of(self.content)

    def is_named_as(self, other: "Texts") -> bool:
        """Whether its subject is surely called the same as that of another."""
        return self._naming.surely_same(self.content, other.content)

    def shadows(self, since: "Texts | None" = None, kept: Shadows | None = None) -> Shadows:
        """What the index keeps; where `kept` is what it keeps of other texts, what both say is not stemmed again."""
        opening, rest = _opening(self.answer)
        if since is None or kept is None:
            return Shadows(shadow(self.prompt), shadow(self.terms), shadow(opening), shadow(rest))
        opening_before, rest_before = _opening(since.answer)
        return Shadows(
            kept.prompt if self.prompt == since.prompt else shadow(self.prompt),
            kept.terms if self.is_named_as(since) else shadow(self.terms),
            kept.opening if opening == opening_before else shadow(opening),
            kept.answer if rest == rest_before else shadow(rest),
        )

    def known_words(self, since: "Texts | None" = None) -> set[str]:
        """The words that somebody may search for later and misspell; `since` other texts those of new lines."""
        named = since is None or not self.is_named_as(since)
        lines = self.lines(named=named)
        if since is not None:
            before = set(since.lines(named=named))
            lines = [line for line in lines if line not in before]
        found = vocabulary("\n".join(lines))
        return {word for word in found if len(word) in _KNOWN_WORD and _is_word(word)}

    def lines(self, *, named: bool) -> list[str]:
        """What it says, line by line, and what its subject is called."""
        return "\n".join((self.prompt, self.answer, *([self.terms] if named else ()))).split("\n")


class Entry(NamedTuple):
    """What is indexed of a question."""

    question_id: int
    texts: Texts
    facets: tuple[Facet, ...]
    """By what it is counted."""


def _is_word(word: str) -> bool:
    """No number, and nothing like the digits of a hash."""
    return word.isalpha() or (sum(map(str.isdigit, word)) <= _MOST_DIGITS and not word.isdigit())


def _opening(text: str) -> tuple[str, str]:
    """A text cut after the line, or within a long one the word, with which its opening ends."""
    if len(text) <= _OPENING:
        return text, ""
    end = text.rfind("\n", 0, _OPENING)
    if end < _OPENING // 3:
        end = text.rfind(" ", 0, _OPENING)
    if end <= 0:
        end = _OPENING
    return text[:end], text[end:]
