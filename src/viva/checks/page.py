"""What rules look at: one note read and understood, or one question of the bank laid out like a note."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from viva.bank.content import Content, Parts
from viva.checks.statements import Statement, statements
from viva.notes import formats
from viva.notes.account import account_of
from viva.notes.code.blocks import CodeBlock, body, code_blocks
from viva.notes.drafts import Drafts
from viva.notes.model import Account, Draft, KeyPoint, Kind, Reading, Reason, Role, Snippet, Span, Text
from viva.notes.structure.layout import lay_out
from viva.notes.structure.outline import outline
from viva.notes.text.decoding import decode


@dataclass(frozen=True)
class Page:
    """One note with all that was understood of it; `folder` is where its neighbours are, if it is a file."""

    path: str
    text: Text
    reading: Reading
    blocks: Sequence[CodeBlock]
    drafts: Sequence[Draft]
    account: Account | None = None
    folder: Path | None = None

    @cached_property
    def statements(self) -> list[Statement]:
        """What the note says in words."""
        return list(statements(self.reading, self.blocks, self.drafts))

    @cached_property
    def snippets(self) -> list[Snippet]:
        """All its code, in questions or not; drawings are none."""
        numbers = self.reading.numbers
        return [
            Snippet(
                Span(numbers[block.body_first], numbers[block.body_last]), block.lang, body(self.reading.texts, block)
            )
            for block in self.blocks
            if block.notation is None and block.body_first <= block.body_last
        ]

    @cached_property
    def in_code(self) -> frozenset[int]:
        """The source lines of code, fences included."""
        numbers = self.reading.numbers
        return frozenset(numbers[index] for block in self.blocks for index in range(block.first, block.last + 1))

    def prose(self) -> Iterator[tuple[int, str]]:
        """The numbered lines that are no code."""
        for number, text in zip(self.reading.numbers, self.reading.texts, strict=True):
            if number not in self.in_code:
                yield number, text

    def line(self, number: int) -> str:
        """A source line."""
        lines = self.text.lines
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def column(self, number: int, fragment: str, near: int = 0) -> int:
        """Where a fragment stands in a source line, from 1; 1 where its format spells it otherwise."""
        at = self.line(number).find(fragment, near) if fragment else -1
        return at + 1 if at >= 0 else 1

    def column_in_code(self, number: int, column: int, text: str) -> int:
        """Where a column of dedented code stands in its source line."""
        line = self.line(number)
        start = line.find(text.strip()) if text.strip() else -1
        return start - (len(text) - len(text.lstrip())) + column + 1 if start >= 0 else column + 1


def read_page(path: str, data: bytes, folder: Path | None = None) -> Page:
    """Read a note for checking; InvalidInput, worded to follow its name, when it is no text."""
    text = decode(data)
    reading = formats.read(path, text)
    blocks = code_blocks(reading.texts)
    laid, roles = lay_out(outline(reading.texts, blocks, cards=reading.format in {"csv", "tsv"}))
    account = account_of(len(text.lines), reading.numbers, roles, reading.aside)
    drafts = Drafts(path, reading, blocks).make(laid)
    return Page(path, text, reading, blocks, drafts, account, folder)


def page_of(path: str, content: Content, parts: Parts) -> Page:
    """Lay out a question of the bank: the prompt on line 1, its answer from line 3 on."""
    lines = [" ".join(content.prompt.split()), "", *content.answer.split("\n")]
    if not content.answer.strip():
        lines = lines[:1]
    reading = Reading("markdown", lines, range(1, len(lines) + 1))
    blocks = [block for block in code_blocks(lines) if block.first]
    snippets = tuple(
        Snippet(Span(block.body_first + 1, block.body_last + 1), block.lang, body(lines, block))
        for block in blocks
        if block.notation is None and block.body_first <= block.body_last
    )
    draft = Draft(
        source=path,
        line=1,
        prompt=lines[0],
        kind=content.kind,
        reason=Reason("a question of the bank"),
        prompt_span=Span(1, 1),
        answer_span=Span(3, len(lines)) if len(lines) > 1 else None,
        answer=content.answer,
        answered=parts.answered,
        section=content.section,
        level=content.level,
        language=content.language,
        tech=content.tech,
        topics=content.topics,
        keywords=content.keywords,
        snippets=snippets,
        key_points=tuple(KeyPoint(1, point.text, point.group) for point in content.key_points),
        needs=parts.needs,
        experience=content.experience,
    )
    return Page(path, Text(lines, "utf-8"), reading, blocks, [draft])


def lines_with_role(page: Page, role: Role) -> frozenset[int]:
    """The source lines that have a role in the account."""
    if page.account is None:
        return frozenset()
    return frozenset(number for number, is_ in enumerate(page.account.roles, 1) if is_ == role)


def by_line(drafts: Sequence[Draft]) -> Mapping[int, Draft]:
    """Which question each line belongs to, as prompt or answer."""
    owner: dict[int, Draft] = {}
    for draft in drafts:
        for span in (draft.answer_span, draft.prompt_span):
            if span:
                owner.update(dict.fromkeys(range(span.first, span.last + 1), draft))
    return owner


def is_choice(draft: Draft) -> bool:
    """Whether wrong statements are part of a question."""
    return draft.kind is Kind.MCQ or bool(draft.options)
