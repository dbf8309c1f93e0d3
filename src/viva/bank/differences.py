"""What is different between two wordings of a question."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from difflib import unified_diff
from itertools import islice
from typing import Any, Final, NamedTuple

from viva.bank.content import Content, Task

TEXTS: Final = ("prompt", "answer", "task")
"""What is compared line by line; all else is compared value by value."""

_CONTEXT = 1
"""Lines shown around what changed."""


class DiffLine(NamedTuple):
    """A line of a text: with the sign + it is new, with - it is gone, and with a blank it only stands beside."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What is different about one part of a wording."""

    name: str
    """Of the part, as in Content."""
    lines: tuple[DiffLine, ...] = ()
    """Of a text."""
    removed: tuple[Any, ...] = ()
    added: tuple[Any, ...] = ()
    """Values of the part, of which there may be one or several; options are counted from 0."""
    reordered: bool = False
    """The same values stand in another order."""


def differences(before: Content, after: Content) -> Iterator[Difference]:
    """What changed, part by part."""
    for field in fields(Content):
        was, now = getattr(before, field.name), getattr(after, field.name)
        if was == now:
            continue
        if field.name in TEXTS:
            yield Difference(name=field.name, lines=tuple(_lines(_text(was), _text(now))))
            continue
        olds, news = (_values(value) for value in (was, now))
        yield Difference(
            name=field.name,
            removed=tuple(value for value in olds if value not in news),
            added=tuple(value for value in news if value not in olds),
            reordered=set(olds) == set(news),
        )


def _text(value: str | Task | None) -> str:
    """A text, or all of a task one below the other."""
    if isinstance(value, Task):
        wrong = (f"{label}\n{code}" for label, code in value.wrong)
        return "\n".join(filter(None, (value.prompt, value.starter, value.tests, value.solution, *wrong)))
    return value or ""


def _lines(was: str, now: str) -> Iterator[DiffLine]:
    old, new = (text.split("\n") if text else [] for text in (was, now))
    for line in islice(unified_diff(old, new, lineterm="", n=_CONTEXT), 2, None):  # behind the names of two files
        if not line.startswith("@@"):
            yield DiffLine(line[:1], line[1:])


def _values(value: Any) -> tuple[Any, ...]:
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)
