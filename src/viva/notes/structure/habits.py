"""Prompts whose answer begins on the same line behind a dash, where a list makes a habit of it."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from viva.notes.structure.line import Form
from viva.notes.structure.reasons import ASKED, CHECKED
from viva.notes.structure.words import count_words, words

if TYPE_CHECKING:
    from viva.notes.structure.outline import Prompt

_DASH: Final = re.compile(r"(?<=\S)\s+(?:-|–|—|--|→|=>)\s+(?=\S)")
_GLOSS: Final = re.compile(rf"{_DASH.pattern}|:\s+(?=\S)")
_HABIT: Final = 0.4  # of the entries of a list
_FEW: Final = 2
_STATEMENT: Final = 2  # words an answer has at least
_LONG_FRONT: Final = 14  # words
_LONG_TERM: Final = 6  # words
_TERM_LISTS: Final = (ASKED.template, CHECKED.template)


def split_by_habit(prompts: Sequence["Prompt"]) -> None:
    """Cut prompts at their dash, list by list, where enough of the list reads "question - answer"."""

    def list_of(prompt: "Prompt") -> tuple[int | None, int | None]:
        unit = prompt.unit
        return (unit.head, unit.parent) if unit is not None and unit.line.form is Form.ITEM else (-1, -1)

    for key, group in groupby(prompts, list_of):
        entries = list(group)
        terms = bool(entries) and entries[0].reason.template in _TERM_LISTS
        cuts = [_cut(prompt, _GLOSS if terms else _DASH) for prompt in entries]
        found = sum(cut is not None for cut in cuts)
        if key == (-1, -1) or (not terms and (found < _FEW or found < _HABIT * len(entries))):
            continue
        for prompt, cut in zip(entries, cuts, strict=True):
            if cut is not None:
                prompt.text = prompt.text[:cut].rstrip()
                prompt.end = prompt.at
                prompt.inline = True


def gloss_at(text: str) -> int | None:
    """Where the gloss of a term begins: "ARC - counts references", or None; the term is short and does not ask."""
    found = _DASH.search(text)
    if not found or count_words(text[: found.start()]) > _LONG_TERM or text[: found.start()].endswith("?"):
        return None
    return found.start()


def is_entry(text: str) -> bool:
    """Whether a text is a short term with a gloss behind a dash or a colon."""
    found = _GLOSS.search(text)
    return found is not None and count_words(text[: found.start()]) <= _LONG_TERM


def _cut(prompt: "Prompt", sign: re.Pattern[str]) -> int | None:
    """Where the question ends and a statement begins."""
    found = sign.search(prompt.text)
    if not found:
        return None
    front, back = prompt.text[: found.start()], prompt.text[found.end() :]
    if count_words(front) > _LONG_FRONT or count_words(back) < _STATEMENT or words().asks(back) == 2:
        return None
    return found.start()
