"""The query language: what a person types, taken apart into words and filters.

    garbage "reference counting" -java topic:memory,gc level:L2 -is:unanswered

Words must all be there; those in quotes stand side by side; OR between two
words is one of them; a minus says what must not be there. A filter is one of
the known names before a colon: anything else with a colon is just words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from viva.bank.search.filters import Condition, checked, filter_named
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _

MOST_WORDS: Final = 50
"""Words of a query; a database takes a few times more."""

_OPENED: Final = '"«“„'
_QUOTED: Final = r"[\"«“„](?P<{name}>[^\"»”“]*)(?P<{name}_end>[\"»”“]?)"
_PIECE: Final = re.compile(
    r"(?P<minus>-(?=[^\s-]))?"
    r"(?:(?P<name>\w+):(?=[^\s:])(?:" + _QUOTED.format(name="value") + r"|(?P<bare>\S+))"
    r"|" + _QUOTED.format(name="phrase") + r"|(?P<word>[^\s\"«“„]+|\S))"
)
_BETWEEN: Final = re.compile(r"(?<=\w[\w+#])[/,;|&](?=\w\w)")
"""Marks between words that are written together without being one name, as I/O is."""

_OR: Final = frozenset({"OR", "ИЛИ", "|", "||"})
_AND: Final = frozenset({"AND", "И"})
_JOINING: Final = _OR | _AND


class Word(NamedTuple):
    """Something to look for, as typed."""

    text: str
    quoted: bool = False
    """Its words stand side by side, and none of them may be left out."""
    unfinished: bool = False
    """More letters may follow: it is what is being typed."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for."""

    wanted: tuple[tuple[Word, ...], ...] = ()
    """Of each, one of the alternatives must be there."""
    unwanted: tuple[Word, ...] = ()
    conditions: tuple[Condition, ...] = ()

    def corrected(self, instead: dict[str, str]) -> "Query":
        """The same with other texts for some words, which are finished then."""
        return replace(
            self,
            wanted=tuple(
                tuple(
                    word._replace(text=instead[word.text], unfinished=False) if word.text in instead else word
                    for word in words
                )
                for words in self.wanted
            ),
        )

    def without(self, condition: Condition) -> "Query":
        """The same without one of its filters."""
        return replace(self, conditions=tuple(each for each in self.conditions if each != condition))


def parsed(text: str) -> Query:
    """What a person means by a text; InvalidInput when a filter is given a value it can never have."""
    wanted: list[tuple[Word, ...]] = []
    unwanted: list[Word] = []
    conditions: list[Condition] = []
    joins = False
    pieces = list(_PIECE.finditer(text))
    for piece in pieces:
        condition = _condition(piece)
        if condition:
            conditions.append(condition)
            continue
        if not piece["minus"] and piece["word"] in _JOINING and piece is not pieces[0] and piece is not pieces[-1]:
            joins = bool(wanted) and piece["word"] not in _AND
            continue
        words = list(_words(piece, ends=piece.end() == len(text)))
        if piece["minus"]:
            unwanted += words
        elif joins and words:
            wanted[-1] = (*wanted[-1], words[0])
            wanted += [(word,) for word in words[1:]]
        else:
            wanted += [(word,) for word in words]
        joins = False
    if sum(map(len, wanted)) + len(unwanted) > MOST_WORDS:
        raise InvalidInput(_("Search for at most {count} words at once.").format(count=MOST_WORDS))
    return Query(tuple(wanted), tuple(unwanted), _merged(conditions))


def conditions_in(text: str) -> Iterator[tuple[int, int, Condition]]:
    """The filters of a query one by one, with the places where each of them begins and ends."""
    for piece in _PIECE.finditer(text):
        condition = _condition(piece)
        if condition:
            yield piece.start(), piece.end(), condition


def _condition(piece: re.Match[str]) -> Condition | None:
    name = filter_named(piece["name"]) if piece["name"] else None
    if name is None:
        return None
    bare: str | None = piece["bare"]
    values = bare.split(",") if bare else [piece["value"]]
    values = [value.strip(_OPENED) for value in values]
    kept = tuple(checked(name, value) for value in values if value.strip())
    return Condition(name, kept, excluded=bool(piece["minus"])) if kept else None


def _words(piece: re.Match[str], *, ends: bool) -> Iterator[Word]:
    if piece["phrase"] is not None:
        yield Word(piece["phrase"], quoted=True, unfinished=ends and not piece["phrase_end"])
        return
    text = piece["word"] or f"{piece['name']}:{piece['value'] if piece['bare'] is None else piece['bare']}"
    parts = [part for part in _BETWEEN.split(text) if part]
    for number, part in enumerate(parts, start=1):
        yield Word(part, unfinished=ends and number == len(parts))


def _merged(conditions: list[Condition]) -> tuple[Condition, ...]:
    """A filter given twice takes the values of both."""
    values: dict[tuple[str, bool], Condition] = {}
    for each in conditions:
        known = values.get((each.name, each.excluded))
        together = dict.fromkeys((*known.values, *each.values)) if known else each.values
        values[each.name, each.excluded] = replace(each, values=tuple(together))
    return tuple(values.values())
