"""Words of a text and the stems they are compared by, in Latin and Cyrillic script."""

import re
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

import snowballstemmer

_WORD: Final = re.compile(r"__[a-z]+__|[cfсC]\+\+|[cfCF]\#|={2,3}|[぀-ヿ㐀-鿿]|[^\W_぀-ヿ㐀-鿿]+")
_HUMP: Final = re.compile(r"[A-Z]?[a-z]{2,}\d*|[A-Z]{3,}+(?![a-z])\d*")
_CYRILLIC: Final = re.compile("[а-яё]")
_LATIN: Final = re.compile(r"[a-z]+\Z")
_FLEETING_VOWEL: Final = re.compile(r"(?<=..[бвгджзклмнпрстфхцчшщ])[ое](?=[кц]\Z)")
# Letters that Russian, Ukrainian and Belarusian keyboards mix up in one note.
_SAME_LETTER: Final = str.maketrans("ёэєіїґў", "еееиигу")
_SMALLEST_HUMPED: Final = 6
_CACHED_WORDS: Final = 1 << 18


class Word(NamedTuple):
    """A word as written and where it stands in its text."""

    surface: str
    start: int
    end: int


def words(text: str, whole: Container[str] = ()) -> list[Word]:
    """The words of a text; identifiers are split at underscores and, unless their stem is in `whole`, at humps."""
    return [part for match in _WORD.finditer(text) for part in _parts(match, whole)]


def _parts(match: re.Match[str], whole: Container[str]) -> Iterator[Word]:
    surface, start = match.group(), match.start()
    humps = _humps(surface)
    if not humps or stem(surface) in whole:
        yield Word(surface, start, match.end())
        return
    for first, last in humps:
        yield Word(surface[first:last], start + first, start + last)


@lru_cache(_CACHED_WORDS)
def _humps(surface: str) -> tuple[tuple[int, int], ...]:
    """Where the parts of a camel-cased word lie; empty for any other word."""
    if len(surface) < _SMALLEST_HUMPED or surface.islower() or surface.isupper() or surface.istitle():
        return ()
    spans = tuple(match.span() for match in _HUMP.finditer(surface))
    whole = sum(last - first for first, last in spans) == len(surface)
    return spans if whole and len(spans) > 1 else ()


_english = snowballstemmer.stemmer("english")
_russian = snowballstemmer.stemmer("russian")


@lru_cache(_CACHED_WORDS)
def stem(surface: str) -> str:
    """What a word is compared by: lower case, one spelling per letter, without its ending."""
    lower = surface.lower()
    if _LATIN.match(lower):
        return str(_english.stemWord(lower.replace("isation", "ization")))
    if _CYRILLIC.search(lower):
        # Twice, because what one form loses at once ("токен") another loses in two steps ("токенах").
        once = _russian.stemWord(lower.translate(_SAME_LETTER))
        return _FLEETING_VOWEL.sub("", str(_russian.stemWord(once)))
    return lower.translate(_SAME_LETTER)


def stems(text: str) -> list[str]:
    """The stems of a text in reading order."""
    return [stem(word.surface) for word in words(text)]
