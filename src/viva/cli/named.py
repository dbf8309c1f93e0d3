"""The questions that a command line names: by number, range or key, or in the lines of standard input."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from viva.bank.errors import merged_away, no_question
from viva.kernel.errors import InvalidInput, NotFound
from viva.kernel.i18n import _
from viva.kernel.ids import ALPHABET, LENGTH

if TYPE_CHECKING:
    from viva.app import Unit
    from viva.bank.model import State

STANDARD_INPUT = "-"

_NUMBER = re.compile(r"[0-9]{1,19}")
_RANGE = re.compile(rf"({_NUMBER.pattern})-({_NUMBER.pattern})")
_KEY = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")

Name = int | str | tuple[int, int]
"""A number, a key, or the first and last number of a range."""


def check(_type: object, words: Sequence[str] | str | None) -> None:
    """Refuse words that can name no question, as a mistake of the command line."""
    for word in [words] if isinstance(words, str) else words or ():
        if word == STANDARD_INPUT or _name(word) is not None:
            continue
        if word.startswith("-"):
            raise ValueError(_("There is no option “{word}” here.").format(word=word))
        raise ValueError(_no_name(word))


def read_names(words: Iterable[str]) -> list[Name]:
    """What the words name; `-` stands for the lines of standard input."""
    names: list[Name] = []
    for word in words:
        names += _names_in(sys.stdin) if word == STANDARD_INPUT else _parsed([word])
    return names


def find(unit: "Unit", names: Iterable[Name]) -> "dict[int, State]":
    """The questions that are named, as they are, each once and in this order; NotFound when one is not in the bank.

    A range takes those of its numbers that there are.
    """
    ids = list(dict.fromkeys(question_id for name in names for question_id in _ids(unit, name)))
    states = unit.bank.states(ids)
    for question_id in ids:
        if question_id not in states or states[question_id].withdrawn:
            raise no_question(question_id)
    return {question_id: states[question_id] for question_id in ids}


def one_id(unit: "Unit", word: str) -> int:
    """The number of the one question that a word names, be it merged or taken back."""
    ids = [question_id for name in read_names([word]) for question_id in _ids(unit, name)]
    if len(ids) != 1:
        raise InvalidInput(_("Name one question here, not {count}.").format(count=len(ids)))
    return ids[0]


def refuse_merged(found: "Iterable[State]") -> None:
    """Say so before a person writes anything about a question that leads to another."""
    for state in found:
        if state.merged_into is not None:
            raise merged_away(state.id, state.merged_into)


def find_one(unit: "Unit", word: str) -> "State":
    """The one question that a word names."""
    found = find(unit, read_names([word]))
    if len(found) != 1:
        raise InvalidInput(_("Name one question here, not {count}.").format(count=len(found)))
    return next(iter(found.values()))


def _parsed(words: Iterable[str]) -> Iterator[Name]:
    for word in words:
        name = _name(word)
        if name is None:
            raise InvalidInput(_no_name(word))
        yield name


def _name(word: str) -> Name | None:
    if _NUMBER.fullmatch(word):
        return int(word)
    if pair := _RANGE.fullmatch(word):
        return int(pair[1]), int(pair[2])
    return word if _KEY.fullmatch(word) else None


def _no_name(word: str) -> str:
    return _("“{word}” names no question: give a number, a range such as 12-15, or a key.").format(word=word)


def _names_in(lines: Iterable[str]) -> Iterator[Name]:
    """The first word of each line; indented ones say more about the one above, whatever they begin with."""
    for number, line in enumerate(lines, 1):
        word = next(iter(line.split()), None)
        if word is None or line[0].isspace():
            continue
        name = _name(word)
        if name is None:
            told = _("Line {number} of standard input names no question: it begins with “{word}”.")
            raise InvalidInput(told.format(number=number, word=word))
        yield name


def _ids(unit: "Unit", name: Name) -> Sequence[int]:
    if isinstance(name, int):
        return [name]
    if isinstance(name, str):
        return [unit.bank.question_id(name)]
    first, last = name
    found = unit.bank.question_ids(first, last)
    if not found:
        raise NotFound(_("There are no questions {first} to {last} in the bank.").format(first=first, last=last))
    return found
