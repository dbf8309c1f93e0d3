"""The shadow of a text: its words as the search index knows them, folded, split and stemmed.

Both databases index the same shadow, made of letters and digits only, so that
neither one's own idea of a word matters.
"""

import re
import threading
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:_+[^\W_]+)*(?:\+\+|#(?!\w))?")
_PART = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-zа-яё0-9])(?=[A-ZА-ЯЁ])|(?<=[A-ZА-ЯЁ])(?=[A-ZА-ЯЁ][a-zа-яё])")
_SPOKEN = {"+": "plus", "#": "sharp"}
_CYRILLIC = re.compile(r"[а-я]")
_LATIN = re.compile(r"[a-z]")


class Word(NamedTuple):
    """One word of a text and where it stands.

    `parts` are the plain words an identifier is made of, folded:
    `readHTTPHeader` is read, http, header.
    """

    start: int
    end: int
    parts: tuple[str, ...]
    stems: tuple[str, ...]


def shadow(text: str) -> str:
    """What the index keeps of a text."""
    return " ".join([stem for word in _WORD.findall(text) for stem in _stems(word)])


def words(text: str) -> Iterator[Word]:
    """The words of a text."""
    for match in _WORD.finditer(text):
        yield Word(match.start(), match.end(), _parts(match[0]), _stems(match[0]))


@lru_cache(maxsize=100_000)
def _stems(word: str) -> tuple[str, ...]:
    split = _parts(word)
    stems = tuple(stem(part) for part in split)
    return (*stems, "".join(split)) if len(split) > 1 else stems


def _parts(word: str) -> tuple[str, ...]:
    if word[-1] in _SPOKEN:
        base = word.rstrip("+#")
        return (_fold(base) + "".join(_SPOKEN[sign] for sign in word[len(base) :]),)
    return tuple(_fold(piece) for part in _PART.findall(word) for piece in _CAMEL.split(part))


def _fold(word: str) -> str:
    return word.casefold().replace("ё", "е")


class _Stemmers(threading.local):
    """A stemmer keeps the word it works on, so each thread has its own."""

    def __init__(self) -> None:
        self.english = snowballstemmer.stemmer("english")
        self.russian = snowballstemmer.stemmer("russian")


_stemmers = _Stemmers()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a folded word: Russian for Cyrillic, English for Latin letters, other scripts as they are."""
    if _CYRILLIC.search(word):
        return str(_stemmers.russian.stemWord(word))
    if _LATIN.search(word):
        return str(_stemmers.english.stemWord(word))
    return word
