"""The shadow of a text: its words as the search index knows them, folded, split and stemmed.

Both databases index the same shadow, made of letters and digits only, so that
neither one's own idea of a word matters.
"""

import re
import threading
from collections.abc import Iterator
from typing import NamedTuple

import snowballstemmer

_WORD = re.compile(r"\w+(?:\+\+|#(?!\w))?")
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # scripts that put no blanks between words
_PART = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_CAMEL = re.compile(r"(?<=[a-zа-яё0-9])(?=[A-ZА-ЯЁ])|(?<=[A-ZА-ЯЁ])(?=[A-ZА-ЯЁ][a-zа-яё])")
_UNSPACED_SCRIPT = re.compile(f"[{_UNSPACED}]")
_SPOKEN = {"+": "plus", "#": "sharp"}
_CYRILLIC = re.compile(r"[а-я]")
_LATIN = re.compile(r"[a-z]")

REMEMBERED = 200_000
"""Words whose shadows are kept at hand: looking one up costs a hundredth of making it."""


LONGEST_WORD = 100
"""Characters of a word that count; what is longer is no word, and PostgreSQL refuses to look for it."""


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
    return " ".join(map(_shadows.__getitem__, _WORD.findall(text)))


def words(text: str) -> Iterator[Word]:
    """The words of a text."""
    for match in _WORD.finditer(text):
        yield Word(match.start(), match.end(), _parts(match[0]), tuple(_shadows[match[0]].split()))


def stem(word: str) -> str:
    """The stem of a folded word: Russian for Cyrillic, English for Latin letters, other scripts as they are."""
    if _CYRILLIC.search(word):
        return str(_stemmers.russian.stemWord(word))
    if _LATIN.search(word):
        return str(_stemmers.english.stemWord(word))
    return word


def _parts(word: str) -> tuple[str, ...]:
    if word[-1] in _SPOKEN:
        base = word.rstrip("+#")
        return (_fold(base) + "".join(_SPOKEN[sign] for sign in word[len(base) :]),)
    return tuple(_fold(piece) for part in _PART.findall(word) for piece in _CAMEL.split(part))


def _fold(word: str) -> str:
    return word.casefold().replace("ё", "е")[:LONGEST_WORD]


class _Shadows(dict[str, str]):
    """The shadow of each word that was seen, made when it is asked for."""

    def __missing__(self, word: str) -> str:
        """Of an identifier the shadow has the parts and the whole, so that it is found by either."""
        parts = _parts(word)
        stems = [stem(part) for part in parts]
        if len(parts) > 1 and not _UNSPACED_SCRIPT.search(word):
            stems.append("".join(parts)[:LONGEST_WORD])
        if len(self) >= REMEMBERED:
            self.clear()
        self[word] = made = " ".join(stems)
        return made


class _Stemmers(threading.local):
    """A stemmer keeps the word it works on, so each thread has its own."""

    def __init__(self) -> None:
        self.english = snowballstemmer.stemmer("english")
        self.russian = snowballstemmer.stemmer("russian")


_shadows = _Shadows()
_stemmers = _Stemmers()
