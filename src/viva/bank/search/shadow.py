"""The shadow of a text: its words as the search index knows them, folded, split and stemmed.

Both databases index the same shadow and search for pieces of it as they are,
so that neither one's own idea of a word matters.
"""

import re
import sys
import threading
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import snowballstemmer

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u0670\u0900-\u0dff\u0e31-\u0e4e"  # they belong to the letter before
)
_LETTER = rf"[\w{_MARKS}]"
SIGNS = {
    "==": "doubleequals",
    "===": "tripleequals",
    "!=": "notequals",
    "!==": "notidentical",
    ":=": "colonequals",
    "=>": "arrowfunction",
    "&&": "doubleampersand",
    "??": "doublequestion",
    ".net": "dotnet",
}
"""What is a word although it is not all letters, and the name it is known by."""

_WORD = re.compile(
    rf"{_LETTER}+(?:\+\+|#(?!\w)|\.js(?!\w)|(?:-{_LETTER}+){{1,3}})?"
    r"|(?<=[\s`(\"'«“,|])(?:===?|!==?|:=|=>|&&|\?\?)(?=[\s`)\"'»”,|.?]|\Z)|\A(?:===?|!==?|:=|=>|&&|\?\?)(?=\s|\Z)"
    r"|(?<![\w.])\.(?:net|NET|Net)(?!\w)"
)
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # scripts that put no blanks between words
_PART = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}_]){_LETTER})+")
_CAMEL = re.compile(r"(?<=[a-zа-яё0-9])(?=[A-ZА-ЯЁ])|(?<=[A-ZА-ЯЁ])(?=[A-ZА-ЯЁ][a-zа-яё])")
_UNSPACED_SCRIPT = re.compile(f"[{_UNSPACED}]")
TAILS = {"+": "plus", "#": "sharp"}
"""Signs that a word may end with, and how they are spoken."""

_CYRILLIC = re.compile(r"[а-я]")
_LATIN = re.compile(r"[a-z]")
_STRIPPED = re.compile("[\u00c0-\u024f\u0370-\u03ff\u1e00-\u1fff]")  # letters of Latin and Greek that may carry accents
_SPELT = str.maketrans(
    {
        "ё": "е",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        **dict.fromkeys(map(chr, range(0x300, 0x370))),
    }
)

REMEMBERED = 200_000
"""Words whose shadows are kept at hand: looking one up costs a hundredth of making it."""

LONGEST_WORD = 100
"""Characters of a word that count; what is longer is no word."""


class Form(NamedTuple):
    """What the index knows of a word as written.

    `words` are the plain words it is made of, folded, and the whole, if it is
    made of several: `readHTTPHeader` is read, http, header and readhttpheader.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    whole: str
    """The stem of the whole; empty for a plain word."""
    shadow: str
    """The stems of the parts, joined."""
    all: str
    """The shadow, and the whole behind it."""


class Word(NamedTuple):
    """One word of a text and where it stands."""

    start: int
    end: int
    form: Form


def shadow(text: str) -> str:
    """What the index keeps of a text: its words in their order, and behind them the wholes of those made of several.

    Behind, so that the parts of `lru_cache` stay neighbours of the words around them.
    """
    forms = [_forms[word] for word in _WORD.findall(text)]
    stems = [form.shadow for form in forms]
    stems += [form.whole for form in forms if form.whole]
    return " ".join(stems)


def words(text: str) -> Iterator[Word]:
    """The words of a text."""
    for match in surfaces(text):
        if (form := _forms[match[0]]).stems:
            yield Word(match.start(), match.end(), form)


def surfaces(text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
    """The words between two places of a text as they are written; some may have no form to speak of."""
    return _WORD.finditer(text, start, end)


def form_of(surface: str) -> Form:
    """What the index knows of a word as written."""
    return _forms[surface]


def vocabulary(text: str) -> set[str]:
    """The plain words of a text, folded and unstemmed."""
    return {word for surface in set(_WORD.findall(text)) for word in _forms[surface].words}


def stem(word: str) -> str:
    """The stem of a folded word: Russian for Cyrillic, English for Latin letters, other scripts as they are."""
    if _CYRILLIC.search(word):
        return str(_stemmers.russian.stemWord(word))
    if _LATIN.search(word):
        return str(_stemmers.english.stemWord(word))
    return word


def fold(word: str) -> str:
    """One spelling for all ways to write a word: small letters, without accents on Latin ones, е for ё."""
    if word.isascii():
        return word.lower()[:LONGEST_WORD]
    folded = unicodedata.normalize("NFKC", word).casefold()
    if _STRIPPED.search(folded):
        folded = "".join(
            unicodedata.normalize("NFD", letter)[0] if _STRIPPED.match(letter) else letter for letter in folded
        )
    folded = folded.translate(_SPELT)
    return "".join(each for each in folded if each.isalnum() or unicodedata.category(each)[0] == "M")[:LONGEST_WORD]


def _parts(word: str) -> list[str]:
    if (sign := word.lower()) in SIGNS:
        return [SIGNS[sign]]
    if word[-1] in TAILS:
        base = word.rstrip("+#")
        return [fold(base) + "".join(TAILS[sign] for sign in word[len(base) :])]
    if word.isascii() and word.islower() and word.isalpha():
        return [word[:LONGEST_WORD]]
    pieces = [fold(piece) for part in _PART.findall(word) for piece in _CAMEL.split(part)]
    return [piece for piece in pieces if piece]


class _Forms(dict[str, Form]):
    """The form of each word that was seen, made when it is asked for."""

    def __missing__(self, word: str) -> Form:
        """Of an identifier there are the parts and the whole, so that it is found by either."""
        parts = tuple(_parts(word))
        stems = tuple(map(stem, parts))
        joined = "".join(parts)[:LONGEST_WORD] if len(parts) > 1 and not _UNSPACED_SCRIPT.search(word) else ""
        whole = stem(joined) if joined else ""
        if len(self) >= REMEMBERED:
            self.clear()
        self[word] = made = Form(
            (*parts, joined) if joined else parts,
            stems,
            whole,
            together := " ".join(stems),
            f"{together} {whole}" if whole else together,
        )
        return made


class _Stemmers(threading.local):
    """A stemmer keeps the word it works on, so each thread has its own."""

    def __init__(self) -> None:
        self.english = snowballstemmer.stemmer("english")
        self.russian = snowballstemmer.stemmer("russian")


_forms = _Forms()
_stemmers = _Stemmers()
