"""The author's own word for how advanced a question is, and for how far they have come with it."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, NamedTuple

from viva.notes.content.parts import clean_prompt
from viva.notes.model import Level, Status

_NUMBERED = re.compile(
    r"(?:level|lvl|уровень|stufe|niveau|nivel|nível|livello|poziom|seviye|úroveň|l)\s*[-:#]?\s*([1-3])", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")
_WORD_OR_SIGN = re.compile(r"[^\W_]+|[^\w\s,.;:|/()\[\]{}<>\"'*=–—-]+")
_LIST_NUMBER = re.compile(r"\d{1,3}[.)]\s+")
_TAG = re.compile(r"\[([^\[\]]{1,40})\](?!\()|\(([^()]{1,40})\)|【([^【】]{1,40})】")
_JOINERS = str.maketrans("", "", "\u200d\ufe0f")
_MOST_WORDS: Final = 6  # of a heading that only states a level
_LONGEST_LEGEND: Final = 200
_SIGN = re.compile("[\u2190-\U0010ffff]")  # where arrows, symbols and pictures begin, behind all letters of Europe
_LETTER_IS = re.compile(r"\b([^\W\d_])\s*=\s*([^\W\d_]+)")

_NO_SIGNS: Final[Mapping[str, Level]] = MappingProxyType({})


class _Words(NamedTuple):
    levels: Mapping[str, Level]
    around: frozenset[str]
    unmistakable: frozenset[str]
    statuses: Mapping[str, Status]
    signs: Mapping[str, Status]
    behind: re.Pattern[str]


def level_of(heading: str, signs: Mapping[str, Level] = _NO_SIGNS) -> Level | None:
    """The level that a heading or line states, or None.

    A heading states one if it says nothing else: "L1 (Beginner)", "Level: senior",
    "Questions for juniors". Inside a longer line only a tag counts ("[easy] …") or
    a sign of the file's legend; "Advanced Python features" is a subject.
    """
    return _stated(clean_prompt(heading)) or split_level(heading, signs)[1]


def split_level(text: str, signs: Mapping[str, Level] = _NO_SIGNS) -> tuple[str, Level | None]:
    """A prompt without the tag or the sign of its level, and that level.

    Of two signs the last one counts.
    """
    line = text.strip()
    for tag in _TAG.finditer(line):
        behind = tag.end() == len(line.rstrip("*_ ")) and line[tag.start() - 1].isspace()
        if tag.start() != 0 and not behind:
            continue
        level = _stated(tag[1] or tag[2] or tag[3])
        if level and (not tag[2] or not _words().unmistakable.isdisjoint(_WORD.findall(tag[2].lower()))):
            return (line[: tag.start()].rstrip() + line[tag.end() :]).strip(), level
    return _split_sign(text, signs) if signs else (text, None)


def _split_sign(text: str, signs: Mapping[str, Level]) -> tuple[str, Level | None]:
    line = text.strip().translate(_JOINERS)
    body = line.rstrip("*_ ")
    marks = line[len(body) :]
    level: Level | None = None
    while sign := next((sign for sign in signs if sign and body.endswith(sign)), None):
        level = level or signs[sign]
        body = body.removesuffix(sign).rstrip(" /")
    if level:
        return body + marks.strip(), level
    first = next((sign for sign in signs if sign and line.startswith(sign)), None)
    return (line.removeprefix(first).lstrip(), signs[first]) if first else (text, None)


def _stated(text: str) -> Level | None:
    """The level that a text consists of, as far as it says only one."""
    line = _LIST_NUMBER.sub("", text.strip().strip("*_-–—:· "))
    if line.endswith("?"):
        return None
    if numbered := _NUMBERED.fullmatch(line):
        return Level(f"L{numbered[1]}")
    known = _words()
    words = _WORD.findall(line.lower())
    if len(words) > _MOST_WORDS or any(word not in known.levels and word not in known.around for word in words):
        return None
    stated = {known.levels[word] for word in words if word in known.levels}
    return stated.pop() if len(stated) == 1 else None


def legend(lines: Iterable[str]) -> dict[str, Level]:
    """The signs that a file explains ("👶 easy ⭐ medium 🚀 expert"), with their levels.

    A legend stands on one line with two signs at least, or on lines of one sign each.
    """
    alone: dict[str, Level] = {}
    for text in lines:
        if text.isascii() or len(text) > _LONGEST_LEGEND or not _SIGN.search(text):
            continue
        found = _explained(text)
        if len(set(found.values())) > 1:
            return found
        if len(found) == 1 and _stated("".join(letter for letter in text if not _is_sign(letter))):
            alone |= found
    return alone if len(set(alone.values())) > 1 else {}


def letters(lines: Iterable[str]) -> dict[str, Level]:
    """The letters that a file explains as levels: "E = easy, M = medium, H = hard" on one line."""
    for text in lines:
        if "=" in text and len(text) <= _LONGEST_LEGEND:
            found = {letter: _stated(word) for letter, word in _LETTER_IS.findall(text)}
            known = {letter: level for letter, level in found.items() if level is not None}
            if len(set(known.values())) > 1:
                return known
    return {}


def _explained(text: str) -> dict[str, Level]:
    """Signs of a line, each with the level word beside it."""
    levels = _words().levels
    pieces = _WORD_OR_SIGN.findall(text.translate(_JOINERS))
    signs = [piece for piece in pieces if all(map(_is_sign, piece))]
    stated = [levels[piece.lower()] for piece in pieces if piece.lower() in levels]
    return dict(zip(signs, stated, strict=True)) if len(signs) == len(stated) else {}


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter) == "So"


def status_of(text: str) -> tuple[str, Status | None]:
    """A prompt without the mark of how far its author has come, and what that mark says.

    Words count only behind a dash or in brackets at the end: "-- Done", "(partly)".
    """
    known = _words()
    line = text.strip().translate(_JOINERS)
    for sign, status in known.signs.items():
        if line.endswith(sign) or line.startswith(sign):
            return line.strip(sign).strip(), status
    if found := known.behind.search(line):
        status = Status.DONE if found["box"] else known.statuses[found["word"].lower()]
        return line[: found.start()].rstrip(), status
    return text, None


@cache
def _words() -> _Words:
    table = tomllib.loads(files("viva.notes.data").joinpath("levels.toml").read_text(encoding="utf-8"))
    statuses = {word: Status(status) for status, words in table["status"].items() for word in words}
    either = "|".join(sorted(map(re.escape, statuses), key=len, reverse=True))
    return _Words(
        levels={word: Level(level) for level, words in table["levels"].items() for word in words},
        around=frozenset(table["around"]["words"]),
        unmistakable=frozenset(table["unmistakable"]["words"]),
        statuses=statuses,
        signs={sign: Status(status) for status, signs in table["signs"].items() for sign in signs},
        behind=re.compile(
            rf"(?:\s[-–—]{{1,3}}\s{{0,3}}|\s?[\[(])(?P<word>{either})[\])]?[.!]?$|\s\[(?P<box>[xX])\]$", re.IGNORECASE
        ),
    )
