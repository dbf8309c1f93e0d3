"""What a note says in words: its sentences, each with its place, its surroundings and the answer it is part of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from viva.notes.code.blocks import CodeBlock
from viva.notes.content.sentences import sentences
from viva.notes.model import Draft, Kind, Reading

_MARK: Final = re.compile(
    r"(?P<quote>\s*(?:>\s?)*)(?P<indent>\s*)(?:(?P<bullet>[-*+•–—]|\(?\d{1,3}[.)]|\(?[a-zа-я]\))\s+)?(?P<head>#{1,6}\s+)?"
)
_TABLE_RULE: Final = re.compile(r"[\s|:+=-]+$")
_ENDS: Final = re.compile(r"[.!?…:;。！？]\W*$")
_LONG_LINE: Final = 70  # characters after which a line that ends nothing was probably wrapped
_LONGEST: Final = 1_200  # characters of a sentence that are looked at
_LONGEST_ANSWER: Final = 20_000
_LONGEST_PARAGRAPH: Final = 40  # lines
_LEAD: Final = re.compile(r":\W*$")
# Marks and spellings that say the same, one character for one, so that places stay.
_PLAIN: Final = str.maketrans("ё`*_’‘“”«»„іїєґ", 'е   \'\'"""""ииег')


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence; `plain` is what it is compared by, of the same length as `text`."""

    text: str
    plain: str
    line: int
    lines: tuple[tuple[int, int], ...]
    """Where each of its lines begins: offset in `text`, and number of the source line."""
    context: str
    """The question, the headings and the points above it, plainly."""
    before: str
    """The sentence before it in the same paragraph, plainly."""
    after: str
    """The sentence after it in the same paragraph, plainly."""
    answer: str
    """All of the answer it stands in, plainly."""
    is_prompt: bool

    def line_at(self, offset: int) -> int:
        """The source line of a place in the sentence."""
        return max((line for start, line in self.lines if start <= offset), default=self.line)


class _Paragraph(NamedTuple):
    first: int
    texts: list[str]
    context: str


def plainly(text: str) -> str:
    """Lower case, one spelling for each letter and mark, the same length."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower.translate(_PLAIN)


def statements(reading: Reading, blocks: Sequence[CodeBlock], drafts: Sequence[Draft]) -> Iterator[Statement]:
    """The sentences of a note in order; code, and the options of multiple choice, state nothing."""
    owner, options, prompts = _owners(drafts)
    answers: dict[int, str] = {}
    for paragraph in _paragraphs(reading, blocks, owner):
        numbers = [reading.numbers[paragraph.first + offset] for offset in range(len(paragraph.texts))]
        if numbers[0] in options:
            continue
        draft = owner.get(numbers[0])
        answer = ""
        if draft is not None:
            if id(draft) not in answers:
                answers[id(draft)] = plainly(draft.answer[:_LONGEST_ANSWER])
            answer = answers[id(draft)]
        yield from _sentences(paragraph, numbers, answer, is_prompt=numbers[0] in prompts)


def _owners(drafts: Sequence[Draft]) -> tuple[dict[int, Draft], set[int], set[int]]:
    """Which question each line belongs to, the lines of options, and the lines of prompts."""
    owner: dict[int, Draft] = {}
    options: set[int] = set()
    prompts: set[int] = set()
    for draft in drafts:
        if draft.answer_span:
            owner.update(dict.fromkeys(range(draft.answer_span.first, draft.answer_span.last + 1), draft))
    for draft in drafts:
        span = draft.prompt_span
        owner.update(dict.fromkeys(range(span.first, span.last + 1), draft))
        if draft.kind is Kind.MCQ:
            options.update(option.line for option in draft.options)
            options.update(range(span.first, span.last + 1))
        else:
            prompts.add(draft.line)
    return owner, options, prompts


class _Above:
    """What stands above a line: the heading, the line that leads in a list, and the points it is below."""

    def __init__(self) -> None:
        self._heading, self._lead = "", ""
        self._points: list[tuple[int, str]] = []

    def context(self, look: "_Look", draft: Draft | None) -> str:
        """All that a line is read after; then the line is above what follows."""
        while self._points and (look.is_heading or self._points[-1][0] >= look.indent):
            self._points.pop()
        if look.is_plain:
            self._lead = ""
        asked = (*draft.section[-1:], draft.prompt, " ".join(draft.tech)) if draft else ()
        context = plainly("\n".join([self._heading, *asked, self._lead, *(point for _indent, point in self._points)]))
        if look.is_heading:
            self._heading = look.text
        elif look.is_point:
            self._points.append((look.indent, look.text))
        elif _LEAD.search(look.text):
            self._lead = look.text
        return context


class _Look(NamedTuple):
    """What a line is by its marks."""

    text: str
    indent: int
    is_point: bool
    is_heading: bool
    is_row: bool

    @property
    def is_plain(self) -> bool:
        """Whether it may go on what the line before began."""
        return not (self.is_point or self.is_heading or self.is_row)


def _look(text: str) -> _Look:
    stripped = text.strip()
    mark = _MARK.match(text)
    bullet, head, indent = (mark["bullet"], mark["head"], mark["indent"]) if mark else (None, None, "")
    return _Look(stripped, len(indent), bool(bullet), bool(head), stripped.startswith("|"))


def _paragraphs(reading: Reading, blocks: Sequence[CodeBlock], owner: dict[int, Draft]) -> Iterator[_Paragraph]:
    """Runs of lines that are read as one, each with what stands above it."""
    code = {index for block in blocks for index in range(block.first, block.last + 1)}
    above = _Above()
    run: _Paragraph | None = None
    for index, text in enumerate(reading.texts):
        look = _look(text)
        is_text = index not in code and look.text and not _TABLE_RULE.match(look.text)
        if run and is_text and look.is_plain and _goes_on(run.texts, look.text):
            run.texts.append(text)
            continue
        if run:
            yield run
        context = above.context(look, owner.get(reading.numbers[index])) if is_text else ""
        run = _Paragraph(index, [text], context) if is_text else None
    if run:
        yield run


def _goes_on(texts: Sequence[str], text: str) -> bool:
    """Whether the last of some lines ends in the next one only because it was wrapped."""
    before = texts[-1]
    if len(texts) >= _LONGEST_PARAGRAPH or _ENDS.search(before) or before.lstrip().startswith(("#", "|")):
        return False
    first = next((char for char in text if char.isalnum()), "")
    return first.islower() or len(before.rstrip()) >= _LONG_LINE or before.rstrip().endswith(",")


def _sentences(paragraph: _Paragraph, numbers: Sequence[int], answer: str, *, is_prompt: bool) -> Iterator[Statement]:
    whole = "\n".join(paragraph.texts)
    starts: list[tuple[int, int]] = []
    at = 0
    for text, number in zip(paragraph.texts, numbers, strict=True):
        starts.append((at, number))
        at += len(text) + 1
    said = list(sentences(whole))
    plain = [plainly(text[:_LONGEST]) for text in said]
    at = 0
    for number, sentence in enumerate(said):
        at = max(whole.find(sentence, at), at)
        text = sentence[:_LONGEST]
        end = at + len(text)
        yield Statement(
            text=text,
            plain=plain[number],
            lines=(lines := _lines_of(starts, at, end)),
            line=lines[0][1],
            context=paragraph.context,
            before=plain[number - 1] if number else "",
            after=plain[number + 1] if number + 1 < len(said) else "",
            answer=answer,
            is_prompt=is_prompt,
        )
        at = end


def _lines_of(starts: Sequence[tuple[int, int]], at: int, end: int) -> tuple[tuple[int, int], ...]:
    """The lines that hold a part of what lies between `at` and `end`, by their offset from `at`."""
    first = max(index for index, (start, _number) in enumerate(starts) if start <= at)
    return tuple((max(start - at, 0), number) for start, number in starts[first:] if start < end)
