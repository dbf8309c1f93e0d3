"""Which human language a question and its answer are in."""

import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

UNKNOWN: Final = "und"
"""ISO 639-2 for a language that nothing tells."""

_LONGEST: Final = 4000  # characters that are looked at; more of them change nothing
_HOME: Final = 1.0  # what the language of the file is worth: more than any one word of another
_CONTENT_WORD: Final = 0.3  # a word that is no function word, in a script of one language or a few
_DISTINCT_LETTER: Final = 0.5
_KEYWORD: Final = 0.4
_MANY_KANA: Final = 0.05  # Japanese is never without them, Chinese quotes a few

_NOT_WORDS = re.compile(
    r"`[^`\n]*`"  # code
    r"|https?://\S+|\]\([^)\s]*\)"  # addresses
    r"|<[^>\n]{0,200}>"  # tags
    r"|(?<![A-Za-z0-9])[A-Za-z0-9]++(?:[._/\\@=(:]++[A-Za-z0-9)]++)+|(?<!\w)\w*+_\w*+"  # paths, calls, identifiers
)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_SCRIPTS: Final = (
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0530, 0x058F, "hy"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x06FF, "ar"),
    (0x0900, 0x097F, "hi"),
    (0x0980, 0x09FF, "bn"),
    (0x0B80, 0x0BFF, "ta"),
    (0x0E00, 0x0E7F, "th"),
    (0x10A0, 0x10FF, "ka"),
    (0x1100, 0x11FF, "ko"),
    (0x3040, 0x30FF, "kana"),
    (0x3400, 0x4DBF, "han"),
    (0x4E00, 0x9FFF, "han"),
    (0xAC00, 0xD7AF, "ko"),
    (0xF900, 0xFAFF, "han"),
)
_CYRILLIC: Final = ("ru", "uk", "be", "bg", "sr")  # of languages that fit equally well the first is meant
_PERSIAN = frozenset("پچژگکی")


_FIRST_UNSPACED: Final = "\u1100"  # from here on, scripts in which a run of letters is more than a word


class _Lexicon(NamedTuple):
    order: Mapping[str, int]
    words: Mapping[str, tuple[tuple[str, float], ...]]
    letters: Mapping[str, tuple[str, ...]]


def detect(text: str, default: str = UNKNOWN) -> str:
    """The ISO 639-1 code of the language of `text`, or `default` if its words do not tell.

    Function words decide and technical words do not, so Russian full of English
    terms is Russian, and a bare "Garbage collector" is in the language of the file,
    which is what `default` should be.
    """
    sample = text if len(text) <= _LONGEST else text[:_LONGEST]
    votes = _votes(_NOT_WORDS.sub(" ", sample))
    if default != UNKNOWN and votes:
        votes[default] += _HOME
    if not votes:
        return default
    order = _lexicon().order
    return max(votes, key=lambda lang: (votes[lang], lang == default, -order.get(lang, len(order))))


def _votes(text: str) -> dict[str, float]:
    """How strongly the words speak for each language."""
    lexicon = _lexicon()
    votes: dict[str, float] = defaultdict(float)
    scripts: Counter[str] = Counter()
    for word in _WORD.findall(text):
        lower = word.lower()
        speakers = lexicon.words.get(lower)
        if not speakers and lower.isascii():
            continue
        if len(word) > 1 and word[-1].isupper() and word.isupper():
            continue  # an abbreviation or a word of SQL
        for lang, weight in speakers or ():
            votes[lang] += weight
        if lower.isascii():
            continue
        for letter in {*lower} & lexicon.letters.keys():
            for lang in lexicon.letters[letter]:
                votes[lang] += _DISTINCT_LETTER / len(lexicon.letters[letter])
        if lower[-1] >= _FIRST_UNSPACED:
            scripts.update(filter(None, map(_script, lower)))
        elif script := _script(lower[0]):
            scripts[script] += 1
    _add_scripts(votes, scripts, text)
    return votes


def _add_scripts(votes: dict[str, float], scripts: Counter[str], text: str) -> None:
    """Let every word of another script vote, for the likeliest language that is written in it."""
    words = scripts.pop("cyrillic", 0)
    if words:
        heard = [lang for lang in _CYRILLIC if lang in votes]
        votes[max(heard, key=lambda lang: (votes[lang], lang == "ru"), default="ru")] += words * _CONTENT_WORD
    kana, han = scripts.pop("kana", 0), scripts.pop("han", 0)
    if kana or han:
        votes["ja" if kana > _MANY_KANA * (kana + han) else "zh"] += (kana + han) * _CONTENT_WORD
    for lang, count in scripts.items():
        persian = lang == "ar" and not _PERSIAN.isdisjoint(text)
        votes["fa" if persian else lang] += count


def _script(letter: str) -> str:
    """The script of a letter, named by its language where it has only one; empty for Latin."""
    code = ord(letter)
    if code < _SCRIPTS[0][0]:
        return ""
    return next((name for first, last, name in _SCRIPTS if first <= code <= last), "")


@cache
def _lexicon() -> _Lexicon:
    table = tomllib.loads(files("viva.notes.data").joinpath("languages.toml").read_text(encoding="utf-8"))
    keywords = {lang: frozenset(words.split()) for lang, words in table["keywords"].items()}
    speakers: dict[str, list[str]] = {}
    for lang, words in table["words"].items():
        for word in dict.fromkeys(words.split()):
            speakers.setdefault(word, []).append(lang)
    letters: dict[str, list[str]] = {}
    for lang, own in table["letters"].items():
        for letter in dict.fromkeys(own):
            letters.setdefault(letter, []).append(lang)
    return _Lexicon(
        order={lang: place for place, lang in enumerate(table["words"])},
        words={
            word: tuple(
                (lang, (_KEYWORD if word in keywords.get(lang, ()) else 1.0) / _shared(lang, langs)) for lang in langs
            )
            for word, langs in speakers.items()
        },
        letters={letter: tuple(langs) for letter, langs in letters.items()},
    )


def _shared(lang: str, langs: list[str]) -> float:
    """Among how many languages of its script a word is divided: the square root, for it still fits each of them."""
    same = sum(1 for other in langs if (other in _CYRILLIC) == (lang in _CYRILLIC))
    return math.sqrt(same)
