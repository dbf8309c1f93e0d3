"""What is indexed of a question: its texts by how much they say about it, and the facets it is counted by."""

from typing import Final, NamedTuple

from viva.bank.search.facets import Facet
from viva.bank.search.shadow import shadow, vocabulary

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


class Texts(NamedTuple):
    """What a question is found by."""

    prompt: str
    answer: str
    """With the options of a multiple choice, and whatever else it is found by."""
    terms: str
    """What its subject is called, a line for each name."""

    def shadows(self) -> Shadows:
        """What the index keeps."""
        opening, rest = _opening(self.answer[:LONGEST])
        return Shadows(shadow(self.prompt[:LONGEST]), shadow(self.terms), shadow(opening), shadow(rest))

    def known_words(self, since: "Texts | None" = None) -> set[str]:
        """The words that somebody may search for later and misspell; `since` other texts those of new lines."""
        lines = self.lines()
        if since is not None:
            before = set(since.lines())
            lines = [line for line in lines if line not in before]
        found = vocabulary("\n".join(lines))
        return {word for word in found if len(word) in _KNOWN_WORD and _is_word(word)}

    def lines(self) -> list[str]:
        """All that is indexed, line by line."""
        return "\n".join((self.prompt[:LONGEST], self.terms, self.answer[:LONGEST])).split("\n")


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
