"""Questions that ask for a story rather than for knowledge, and what to listen for in one."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final, TypedDict, cast

from viva.notes.content.language import UNKNOWN
from viva.notes.model import Group, KeyPoint

_LONGEST: Final = 400  # characters of a prompt that are looked at


def is_experience(prompt: str, language: str = UNKNOWN) -> bool:
    """Whether a prompt asks what a person has done themselves.

    "How would you design…" asks for knowledge and is none; "how have you used…" is one.
    Whatever the `language`, the prompt may be in English, whose words tell no other language.
    """
    return bool(_asks(language).search(prompt[:_LONGEST]))


def rubric(language: str) -> tuple[KeyPoint, ...]:
    """What to listen for in a story, as key points without a source line; English where the language is missing."""
    rubrics = _table()["rubric"]
    points = rubrics.get(language, rubrics["en"])
    return tuple(KeyPoint(0, text, Group(group)) for group, texts in points.items() for text in texts)


@cache
def _asks(language: str) -> re.Pattern[str]:
    """How people ask for a story in a language; in all of them, where the language is unknown."""
    asks = _table()["asks"]
    chosen = ("en", language) if language in asks else asks
    return re.compile("|".join(pattern for one in dict.fromkeys(chosen) for pattern in asks[one]), re.IGNORECASE)


class _Table(TypedDict):
    asks: dict[str, list[str]]
    rubric: dict[str, dict[str, list[str]]]


@cache
def _table() -> _Table:
    text = files("viva.notes.data").joinpath("experience.toml").read_text(encoding="utf-8")
    return cast("_Table", tomllib.loads(text))
