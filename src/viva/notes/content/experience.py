"""Questions that ask for a story rather than for knowledge, and what to listen for in one."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final, TypedDict, cast

from viva.notes.model import Group, KeyPoint

_LONGEST: Final = 400  # characters of a prompt that are looked at
_OTHER_LETTERS: Final = ("ru", "uk", "zh", "ja")


def is_experience(prompt: str) -> bool:
    """Whether a prompt asks what a person has done themselves.

    "How would you design…" asks for knowledge and is none; "how have you used…" is one.
    """
    asked = prompt[:_LONGEST]
    latin, others = _patterns()
    return bool(latin.search(asked) or (not asked.isascii() and others.search(asked)))


def rubric(language: str) -> tuple[KeyPoint, ...]:
    """What to listen for in a story, as key points without a source line; English where the language is missing."""
    rubrics = _table()["rubric"]
    points = rubrics.get(language, rubrics["en"])
    return tuple(KeyPoint(0, text, Group(group)) for group, texts in points.items() for text in texts)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How people ask in languages with Latin letters, and in others."""
    asks = _table()["asks"]
    latin = [pattern for language, patterns in asks.items() if language not in _OTHER_LETTERS for pattern in patterns]
    others = [pattern for language in _OTHER_LETTERS for pattern in asks[language]]
    return re.compile("|".join(latin), re.IGNORECASE), re.compile("|".join(others), re.IGNORECASE)


class _Table(TypedDict):
    asks: dict[str, list[str]]
    rubric: dict[str, dict[str, list[str]]]


@cache
def _table() -> _Table:
    text = files("viva.notes.data").joinpath("experience.toml").read_text(encoding="utf-8")
    return cast("_Table", tomllib.loads(text))
