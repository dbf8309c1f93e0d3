"""Questions that stand in the rows of Markdown tables."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from viva.notes.formats.columns import Columns, Holds, columns_of
from viva.notes.model import Reason
from viva.notes.structure.line import Form, Line, visible
from viva.notes.structure.words import Words, count_words, plain, words

ROW: Final = Reason("row of a table whose column {column} holds questions")
_BAR: Final = re.compile(r"(?<!\\)\|")
_RULE: Final = re.compile(r"[\s|:-]+$")
_BREAK: Final = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_SAID_ELSEWHERE: Final = (Holds.NUMBER, Holds.LEVEL, Holds.STATUS, Holds.TAGS)
_SIGNS: Final = frozenset("✅☑✔✓❌🟡🔴🟢⬜")
_FEW_ROWS: Final = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One question in a table, by position, with what other columns say of it."""

    at: int
    text: str
    reason: Reason
    answer: str = ""
    """What the cells say that answer, without the bars between them."""
    beside: str = ""
    """What further cells say, each behind the name of its column."""
    number: str = ""
    level: str = ""
    status: str = ""

    @property
    def answered(self) -> bool:
        """Whether any cell answers."""
        return bool(self.answer)


def table_rows(lines: Sequence[Line], aside: set[int]) -> list[Row]:
    """Rows that ask: the column is known by its name, or because most of its cells ask."""
    lexicon = words()
    rows: list[Row] = []
    for first, last in _tables(lines):
        if first not in aside and last - first > _FEW_ROWS - 1 and not lines[last].plain_only:
            rows += _rows(lines, first, last, lexicon)
    return rows


def _tables(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    i = 0
    while i < len(lines):
        if lines[i].form is not Form.TABLE:
            i += 1
            continue
        first = i
        while i < len(lines) and lines[i].form is Form.TABLE:
            i += 1
        yield first, i - 1


def _cells(line: Line) -> list[str]:
    body = line.body.strip()
    body = body.removeprefix("|")
    body = body[:-1] if body.endswith("|") and not body.endswith("\\|") else body
    return [cell.strip() for cell in _BAR.split(body)]


def _rows(lines: Sequence[Line], first: int, last: int, lexicon: Words) -> Iterator[Row]:
    header = _cells(lines[first])
    body = [i for i in range(first + 1, last + 1) if not _RULE.match(lines[i].body)]
    cells = {i: _cells(lines[i]) for i in body}
    columns = columns_of(header)
    asked = _asked_column(header, list(cells.values()), columns, lexicon)
    if asked is None:
        return
    answering = _answer_columns(list(cells.values()), asked, columns)
    elsewhere = [index for holds in _SAID_ELSEWHERE for index in columns.at.get(holds, ())] if columns else []
    told = {asked, *answering, *elsewhere}
    for i in body:
        row = cells[i]
        text = visible(row[asked]) if asked < len(row) else ""
        if not text:
            continue
        answers = [_said(row[index]) for index in answering if index < len(row)]
        yield Row(
            i,
            text,
            Reason(ROW.template, {"column": plain(header[asked]) or str(asked + 1)}),
            answer="\n\n".join(answer for answer in answers if plain(answer) and plain(answer) not in lexicon.empty),
            beside="\n\n".join(_named(header, row, told)),
            number=columns.first(Holds.NUMBER, row) if columns else "",
            level=columns.first(Holds.LEVEL, row) if columns else "",
            status=next((cell for cell in row if cell in _SIGNS), columns.first(Holds.STATUS, row) if columns else ""),
        )


def _said(cell: str) -> str:
    """A cell as it reads alone: its line ends are lines, and its bars need no stroke before them."""
    return _BREAK.sub("\n", cell).replace("\\|", "|").strip()


def _named(header: Sequence[str], row: Sequence[str], told: Collection[int]) -> Iterator[str]:
    """The cells that nothing else is made of, each behind the name of its column."""
    for index, cell in enumerate(row):
        if index not in told and cell and cell not in _SIGNS:
            name = header[index] if index < len(header) else ""
            yield f"{name}: {_said(cell)}" if name else _said(cell)


def _asked_column(
    header: Sequence[str], body: Sequence[Sequence[str]], columns: Columns | None, lexicon: Words
) -> int | None:
    if columns is not None and columns.at.get(Holds.PROMPT):
        return columns.at[Holds.PROMPT][0]
    for index in range(len(header)):
        asking = sum(index < len(row) and lexicon.asks(visible(row[index])) == 2 for row in body)
        if body and asking * 2 >= len(body):
            return index
    named = [index for index, name in enumerate(header) if lexicon.names_list(name) or plain(name) in _SUBJECT_NAMES]
    return named[0] if named and named[0] == 0 else None


_SUBJECT_NAMES: Final = frozenset(
    (
        "topic",
        "term",
        "concept",
        "subject",
        "тема",
        "термин",
        "понятие",
        "thema",
        "begriff",
        "tema",
        "término",
        "concepto",
        "termo",
        "conceito",
        "sujet",
        "terme",
        "notion",
        "主题",
        "概念",
    )
)


def _answer_columns(body: Sequence[Sequence[str]], asked: int, columns: Columns | None) -> list[int]:
    """The columns that answer: those named so, else the further column with the most words."""
    named = [*columns.at.get(Holds.ANSWER, ()), *columns.at.get(Holds.EXPLANATION, ())] if columns else []
    if columns and columns.at.get(Holds.ANSWER):
        return named
    taken = {index for held in columns.at.values() for index in held} if columns else set()
    said: Counter[int] = Counter()
    for row in body:
        for index in range(asked + 1, len(row)):
            said[index] += count_words(row[index]) if row[index] not in _SIGNS else 0
    free = [index for index, _ in said.most_common() if index not in taken]
    return named + free[:1]
