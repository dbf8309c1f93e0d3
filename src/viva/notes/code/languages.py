"""Which programming language a block of code is in."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

_SAMPLE: Final = 30  # lines that tell what a block is
_LONGEST: Final = 200  # characters of a line that are looked at
_CONTRADICTS: Final = 3  # one line of another language is not enough to overrule a fence
_TELLING_COUNTS: Final = 2
_OUTPUT: Final = frozenset({"output", "stdout"})

_SECTION = re.compile(r"\[\[?[\w. \"-]+\]\]?$")


class _Knowledge(NamedTuple):
    aliases: Mapping[str, str]
    signs: Mapping[str, re.Pattern[str]]
    telling: Mapping[str, re.Pattern[str]]
    families: Sequence[frozenset[str]]


def language_of(lines: Sequence[str], word: str) -> str:
    """What a block is: the word of its fence, unless its lines say otherwise.

    Without a word, the language most lines show signs of, if they are a third of
    the lines that are no comments; `text` where there is none.
    """
    if word.strip().lower() in _OUTPUT:
        return "text"  # whatever it looks like: a program said it
    claimed = canonical(word)
    sample = [line for text in lines[:_SAMPLE] if (line := text.strip()[:_LONGEST])]
    own = _knowledge().signs.get(claimed)
    if own is not None and any(own.match(line) for line in sample):
        return claimed
    best, score = max(_scores(sample).items(), key=lambda item: item[1], default=("text", 0))
    if claimed and claimed != "text":
        related = any(claimed in family and best in family for family in _knowledge().families)
        return claimed if related or own is None or score < _CONTRADICTS else best
    comments = sum(1 for line in sample if line.startswith(("#", "//")))
    least = max(_CONTRADICTS if claimed else 1, (len(sample) - comments) / 3)
    return best if score >= least else "text"


def canonical(word: str) -> str:
    """The usual name for what a fence says: `py3` is python, `sh` is bash."""
    name = word.strip().strip("{}.").split(" ", 1)[0].split(",", 1)[0].lower()
    return _knowledge().aliases.get(name, name)


def _scores(sample: Sequence[str]) -> Counter[str]:
    """How strongly the lines speak for each language."""
    knowledge = _knowledge()
    scores: Counter[str] = Counter()
    for line in sample:
        scores.update(lang for lang, signs in knowledge.signs.items() if signs.match(line))
        for lang, telling in knowledge.telling.items():
            if telling.match(line):
                scores[lang] += _TELLING_COUNTS
    if not sample or sample[0][0] not in '{["':
        del scores["json"]
    if not any(_SECTION.match(line) for line in sample):
        del scores["toml"], scores["ini"]  # without a section, `a = 1` is anything
    return scores


@cache
def _knowledge() -> _Knowledge:
    table = tomllib.loads(files("viva.notes.data").joinpath("code_languages.toml").read_text(encoding="utf-8"))
    return _Knowledge(
        aliases={alias: name for name, aliases in table["aliases"].items() for alias in aliases},
        signs={lang: re.compile("|".join(f"(?:{sign})" for sign in signs)) for lang, signs in table["signs"].items()},
        telling={lang: re.compile(pattern) for lang, pattern in table["telling"].items()},
        families=[frozenset(family) for family in table["families"].values()],
    )
