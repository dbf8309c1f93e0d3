"""A draft made anew of lines that a person chose, with everything that reading finds in such lines."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

from viva.notes import formats
from viva.notes.code.blocks import code_blocks
from viva.notes.drafts import Drafts
from viva.notes.model import Draft, Note, Reason, Span
from viva.notes.structure.layout import Laid
from viva.notes.structure.line import Form, Line, visible
from viva.notes.structure.outline import Prompt
from viva.notes.structure.scan import scan
from viva.notes.structure.tables import Row, table_rows

CHOSEN: Final = Reason("a person chose these lines")

_HOLLOW: Final = frozenset({Form.BLANK, Form.RULE, Form.TAG, Form.NAVIGATION})
_OF_THE_PROMPT: Final = ("prompt", "kind", "number", "status", "level", "reason")
_OF_A_CHOICE: Final = ("kind", "options", "correct", "answered", "needs", "key_points")


class Redrafting:
    """Makes drafts of one note out of any of its lines."""

    def __init__(self, note: Note) -> None:
        reading = formats.read(note.source, note.text)
        self._texts = reading.texts
        self._numbers = reading.numbers
        self._blocks = code_blocks(reading.texts)
        self._drafts = Drafts(note.source, reading, self._blocks)

    def has_text(self, span: Span) -> bool:
        """Whether anything stands in these lines."""
        first, stop = self._range(span)
        return any(text.strip() for text in self._texts[first:stop])

    def crowded(self, span: Span) -> int | None:
        """The first of these lines that holds several texts, such as the cells of a row."""
        first, stop = self._range(span)
        pairs = pairwise(self._numbers[first:stop])
        return next((one for one, other in pairs if one == other), None)

    def trimmed(self, span: Span) -> Span | None:
        """The lines without blank ones at both ends; None when nothing is left."""
        first, stop = self._range(span)
        while first < stop and not self._texts[first].strip():
            first += 1
        while stop > first and not self._texts[stop - 1].strip():
            stop -= 1
        return Span(self._numbers[first], self._numbers[stop - 1]) if first < stop else None

    def draft(self, old: Draft, prompt: Span, answer: Span | None) -> Draft:
        """The draft that `old` becomes with these lines; what is said of it elsewhere (section, options) stays.

        There is text in all of them.
        """
        made = self._made(old, prompt, answer)
        same = prompt == old.prompt_span
        kept: dict[str, Any] = {name: getattr(old, name) for name in _OF_THE_PROMPT} if same else {}
        inside = all(prompt.first <= each.line <= prompt.last for each in old.options)
        if old.options and inside:
            kept |= {name: getattr(old, name) for name in _OF_A_CHOICE}
        return replace(made, **{"level": made.level or old.level, "follows": old.follows, **kept})

    def _made(self, old: Draft, prompt: Span, answer: Span | None) -> Draft:
        first, stop = self._range(prompt)
        lines = self._lines(first, stop)
        asking = [line for line in lines if line.form not in _HOLLOW and line.form is not Form.CODE] or lines
        row = self._rows.get(first) if stop - first == 1 and "|" in self._texts[first] else None
        words = [row.text] if row else [visible(line.body) for line in asking if line.body]
        text = old.prompt if prompt == old.prompt_span else " ".join(words) or self._texts[first].strip()
        at = None
        if answer is not None:
            begin, end = self._range(answer)
            at = (begin, end - 1)
        inline = answer is not None and answer.first == prompt.first
        found = Prompt(first, stop - 1, text, CHOSEN, row=row, inline=inline)
        made = self._drafts.draft(Laid(found, stop - 1, at, old.section), old.language)
        return made if row else replace(made, number=asking[0].number or None)

    @cached_property
    def _rows(self) -> Mapping[int, Row]:
        """The rows of tables that ask something, by their positions."""
        return {row.at: row for row in table_rows(scan(self._texts, self._blocks), set())}

    def _lines(self, first: int, stop: int) -> Sequence[Line]:
        texts = self._texts[first:stop]
        return scan(texts, code_blocks(texts))

    def _range(self, span: Span) -> tuple[int, int]:
        """The texts that stand on these source lines."""
        return bisect_left(self._numbers, span.first), bisect_left(self._numbers, span.last + 1)
