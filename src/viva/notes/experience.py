"""Questions that ask for a story rather than for knowledge, and what to listen for in one."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from viva.notes.model import Group, KeyPoint


def is_experience(prompt: str) -> bool:
    """Whether a prompt asks what a person has done themselves.

    "How would you design…" asks for knowledge and is none; "how have you used…" is one.
    """
    return _patterns().search(prompt[:400]) is not None


def rubric(language: str) -> tuple[KeyPoint, ...]:
    """What to listen for in a story, as key points without a source line; English where the language is missing."""
    rubrics = _table()["rubric"]
    points = rubrics.get(language, rubrics["en"])
    return tuple(KeyPoint(0, text, Group(group)) for group, texts in points.items() for text in texts)


@cache
def _patterns() -> re.Pattern[str]:
    return re.compile(
        "|".join(pattern for patterns in _table()["asks"].values() for pattern in patterns), re.IGNORECASE
    )


@cache
def _table() -> dict[str, dict[str, dict[str, list[str]]]]:
    return tomllib.loads(files("viva.notes.data").joinpath("experience.toml").read_text(encoding="utf-8"))
