"""The snippets of a note, each where it stands: with its question, its section, and what stands below it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from viva.bank.content import Code, Content, Parts
from viva.notes import formats
from viva.notes.code.blocks import CodeBlock, body, code_blocks
from viva.notes.model import Draft, Note, Reading, Span
from viva.snippets.model import Case

_FARTHEST = 40  # lines below a snippet that may be about it
_PROGRAMS = frozenset({"python", "javascript", "typescript", "sql"})
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")


def cases_in(note: Note) -> list[Case]:
    """All code of a note in the order of its lines, that outside of questions too."""
    reading = formats.read(note.source, note.text)
    blocks = _with_lines(code_blocks(reading.texts))
    owners = _Owners(reading, note.drafts)
    return [_case(note, reading, blocks, place, owners) for place in range(len(blocks))]


class _Owners:
    """Which question a line belongs to, and which section."""

    def __init__(self, reading: Reading, drafts: Sequence[Draft]) -> None:
        spans = [
            (span, draft) for draft in drafts for span in (draft.prompt_span, draft.answer_span) if span is not None
        ]
        self._spans = sorted(spans, key=lambda one: one[0])
        self._starts = [span.first for span, _draft in self._spans]
        self._headings = [reading.numbers[place] for place, text in enumerate(reading.texts) if _HEADING.match(text)]

    def question(self, line: int) -> Draft | None:
        """The question at a line."""
        place = bisect_right(self._starts, line)
        at = (draft for span, draft in reversed(self._spans[max(0, place - 2) : place]) if span.last >= line)
        return next(at, None)

    def section(self, line: int) -> tuple[str, ...]:
        """The section at a line outside of questions: that of the question above, or below if a heading is between."""
        place = bisect_right(self._starts, line)
        above = self._spans[place - 1] if place else None
        headings = self._headings[bisect_right(self._headings, above[0].last if above else 0) :]
        if above is not None and not (headings and headings[0] < line):
            return above[1].section
        return self._spans[place][1].section if place < len(self._spans) else ()


def _case(note: Note, reading: Reading, blocks: Sequence[CodeBlock], place: int, owners: _Owners) -> Case:
    block = blocks[place]
    span = Span(reading.numbers[block.body_first], reading.numbers[block.body_last])
    question = owners.question(span.first)
    return Case(
        source=note.source,
        span=span,
        lang=block.lang,
        text=body(reading.texts, block),
        notation=block.notation,
        section=question.section if question else owners.section(span.first),
        question=question.line if question else None,
        after=_after(reading.texts, blocks, place),
    )


@dataclass(frozen=True, slots=True)
class Written:
    """Where the code of a question stands in what it says."""

    texts: Sequence[str]
    """The lines of its prompt, its answer and its options."""
    blocks: Sequence[CodeBlock]
    asked: tuple[tuple[int, Code], ...]
    """Code that the notes have in the prompt, and the wording has not, with its place among the code it has."""


def written_in(content: Content, parts: Parts) -> Written:
    """Find the code of a question of the bank."""
    texts = [*content.prompt.split("\n"), *content.answer.split("\n"), *content.options]
    blocks = _blocks_in(tuple(texts))
    written = {body(texts, block) for block in blocks}
    asked = [(place, code) for place, code in enumerate(parts.snippets) if code.text not in written]
    return Written(texts, blocks, tuple(asked))


@lru_cache(maxsize=256)
def _blocks_in(texts: tuple[str, ...]) -> tuple[CodeBlock, ...]:
    """The code of a question; kept, since whoever works on one sees it again after each step."""
    return _with_lines(code_blocks(texts))


def _with_lines(blocks: Iterable[CodeBlock]) -> tuple[CodeBlock, ...]:
    return tuple(block for block in blocks if block.body_first <= block.body_last)


def cases_of(question_id: int, content: Content, parts: Parts) -> list[Case]:
    """All code of a question of the bank; lines count from its prompt, and code of the prompt itself begins at 0."""
    found = written_in(content, parts)
    programs = [place for place, code in found.asked if code.lang in _PROGRAMS]
    answer = _first_lines(found.texts, found.blocks, content.prompt.count("\n") + 1)
    asked = [
        Case(
            source="",
            span=Span(0, place),
            lang=code.lang,
            text=code.text,
            section=content.section,
            question=question_id,
            after=answer if programs[-1:] == [place] else (),
        )
        for place, code in found.asked
    ]
    return asked + [
        Case(
            source="",
            span=Span(block.body_first + 1, block.body_last + 1),
            lang=block.lang,
            text=body(found.texts, block),
            notation=block.notation,
            section=content.section,
            question=question_id,
            after=_after(found.texts, found.blocks, place),
        )
        for place, block in enumerate(found.blocks)
    ]


def _first_lines(texts: Sequence[str], blocks: Sequence[CodeBlock], answer: int) -> tuple[str, ...]:
    """How an answer begins, which may be with what the program of the prompt prints."""
    first = next((block.first for block in blocks if block.lang in _PROGRAMS), len(texts))
    return tuple(takewhile(lambda line: not _HEADING.match(line), texts[answer : min(first, answer + _FARTHEST)]))


def _after(texts: Sequence[str], blocks: Sequence[CodeBlock], place: int) -> tuple[str, ...]:
    """The lines below a block that may say what it prints: up to the next program or heading."""
    last = blocks[place].last
    following = (other.first for other in blocks[place + 1 :] if other.lang in _PROGRAMS)
    end = min(next(following, len(texts)), last + 1 + _FARTHEST)
    return tuple(takewhile(lambda line: not _HEADING.match(line), texts[last + 1 : end]))
