"""What is different between two wordings of a question."""

from collections.abc import Iterator
from dataclasses import fields
from difflib import unified_diff
from typing import Any

from viva.bank.content import Content, Necessity, Point
from viva.cli.output import Part
from viva.cli.views import words
from viva.kernel.i18n import _
from viva.notes.model import Kind, Status

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
    old, new = (text.split("\n") if text else [] for text in (was, now))
    lines = unified_diff(old, new, lineterm="", n=CONTEXT)
    for line in lines:
        if not line.startswith(("---", "+++", "@@")):
            yield ((f"{line[:1]} {line[1:]}", _STYLES.get(line[:1], "")),)


def _values(name: str, was: Any, now: Any) -> Iterator[Line]:
    if not isinstance(was, tuple):
        was, now = (() if value is None else (value,) for value in (was, now))
    if name == "correct":
        was, now = (tuple(number + 1 for number in numbers) for numbers in (was, now))
    for sign, these, those in (("-", was, now), ("+", now, was)):
        for value in these:
            if value not in those:
                first, *rest = _said(value).split("\n")
                yield ((f"{sign} {words.field(name)}: {first}", _STYLES[sign]),)
                yield from (((f"{sign}   {line}", _STYLES[sign]),) for line in rest)
    if set(was) == set(now):
        told = _("{name} in another order").format(name=words.field(name))
        yield (("~ " + told, "yellow"),)


def _said(value: Any) -> str:
    match value:
        case Point(text, group):
            return f"{text} ({words.group(group)})"
        case Necessity(level, group):
            return f"{level}: {words.group(group)}"
        case bool():
            return _("yes") if value else _("no")
        case Kind():
            return words.kind(value)
        case Status():
            return _("done") if value is Status.DONE else _("partly")
        case _:
            return str(value)
