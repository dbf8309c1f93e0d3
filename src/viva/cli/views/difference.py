"""What is different between two wordings of a question."""

from collections.abc import Iterator
from dataclasses import fields
from difflib import unified_diff
from enum import StrEnum
from typing import Any

from viva.bank.content import Content
from viva.cli.output import Part

Line = tuple[Part, ...]

CONTEXT = 1
"""Lines shown around what changed."""

_STYLES = {"+": "green", "-": "red"}


def changed(before: Content, after: Content) -> Iterator[Line]:
    """What changed, part by part, as lines with - and +; texts with a line of their surroundings."""
    for field in fields(Content):
        was, now = getattr(before, field.name), getattr(after, field.name)
        if was == now:
            continue
        if field.name in {"prompt", "answer"}:
            yield from _texts(was, now)
        else:
            yield from _values(field.name, was, now)


def _texts(was: str, now: str) -> Iterator[Line]:
    lines = unified_diff(was.split("\n"), now.split("\n"), lineterm="", n=CONTEXT)
    for line in lines:
        if not line.startswith(("---", "+++", "@@")):
            yield ((f"{line[:1]} {line[1:]}", _STYLES.get(line[:1], "")),)


def _values(name: str, was: Any, now: Any) -> Iterator[Line]:
    label = name.replace("_", " ")
    if not isinstance(was, tuple):
        was, now = (() if value is None else (value,) for value in (was, now))
    for sign, these, those in (("-", was, now), ("+", now, was)):
        for value in these:
            if value not in those:
                yield ((f"{sign} {label}: {_said(value)}", _STYLES[sign]),)


def _said(value: Any) -> str:
    if isinstance(value, tuple):
        return " · ".join(map(_said, value))
    return value.value if isinstance(value, StrEnum) else str(value)
