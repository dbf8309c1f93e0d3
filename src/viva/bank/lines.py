"""Questions as a list shows them, and reading them; nothing of SQLAlchemy is needed for it."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from viva.bank.fitting import CURRENT, IN_BANK, SHOWN, fits
from viva.bank.model import Filter, Page, QuestionLine, QuestionStatus
from viva.db.pieces import Piece, first
from viva.db.reader import Reader, json_from, moment_from
from viva.notes.model import Kind, Level, Need

if TYPE_CHECKING:
    from viva.bank.store import Cells

ALL: Final = Filter()

_COLUMNS: Final = (
    "questions.id, questions.noted, questions.offered, questions.status, questions.vanished_at, questions.line, "
    "revisions.prompt, revisions.kind, revisions.answered, revisions.level, revisions.language, "
    "CAST(revisions.parts AS TEXT), sources.name"
)
_QUESTIONS: Final = f"questions JOIN revisions ON {CURRENT} LEFT JOIN sources ON sources.id = questions.source_id"
_IN_NOTES: Final = "questions.source_id IS NULL, sources.name, questions.source_id, questions.position, questions.id"
_ANY: Final = f"SELECT 1 FROM questions WHERE workspace_id = ? AND {IN_BANK} AND ({SHOWN}) LIMIT 1"
_WITH_ANSWERS: Final = (
    f"SELECT {_COLUMNS}, revisions.answer FROM {_QUESTIONS} WHERE questions.workspace_id + 0 = ? AND questions.id"
)
"""The sum lets SQLite begin with the numbers."""

REMEMBERED: Final = 2_000
"""Lines that are kept as they were made, two kilobytes each."""

_SHORT: Final = 4_000
"""Characters of those that are kept; the others have long programs in them."""


class Answered(NamedTuple):
    """A question as a list shows it, with what it answers."""

    question: QuestionLine
    answer: str
    code: tuple[str, ...]
    """The pieces of code in the answer."""


class _Row(NamedTuple):
    """A question as a list shows it, as it is stored."""

    id: int
    noted: int | None
    offered: int | None
    status: str
    vanished_at: datetime | None
    line: int
    prompt: str
    kind: str
    answered: bool
    level: str | None
    language: str
    parts: dict[str, Any]
    name: str | None


class Lines:
    """The questions of one workspace as lists show them, in one state of the database."""

    def __init__(self, reader: Reader, workspace_id: int) -> None:
        self._reader = reader
        self._workspace_id = workspace_id

    def page(self, wanted: Filter = ALL, *, limit: int, offset: int = 0) -> Page:
        """Questions in the order of their sources and places, and how many there are in all."""
        condition, values = fits(wanted, self._workspace_id)
        found = Piece(f"SELECT {_COLUMNS} FROM {_QUESTIONS} WHERE {condition}", values)
        sql, values = first(limit, found, _IN_NOTES)
        rows = self._reader.ask(f"{sql} OFFSET ?", (*values, offset))
        return Page(tuple(_line(*row).question for row in rows), self.count(wanted))

    def count(self, wanted: Filter = ALL) -> int:
        """How many questions there are."""
        condition, values = fits(wanted, self._workspace_id)
        ((count,),) = self._reader.ask(f"SELECT count(*) FROM {_QUESTIONS} WHERE {condition}", values)
        return int(count)

    def is_empty(self) -> bool:
        """Whether there is no question that a list shows without a filter."""
        return not self._reader.ask(_ANY, (self._workspace_id,))

    def with_answers(self, question_ids: Sequence[int]) -> Iterator[Answered]:
        """Questions with their answers, in no order; vanished ones too."""
        ids = [*question_ids]
        if self._reader.dialect == "sqlite":
            among = Piece("IN (SELECT value FROM json_each(?))", (json.dumps(ids),))
        else:
            among = Piece("= ANY(CAST(? AS BIGINT[]))", (ids,))
        rows = self._reader.ask(f"{_WITH_ANSWERS} {among.sql}", (self._workspace_id, *among.values))
        return (_line(*line)._replace(answer=answer) for *line, answer in rows)


def question_line(row: "Cells | _Row") -> QuestionLine:
    """A question as a list shows it."""
    return QuestionLine(
        id=row.id,
        prompt=row.prompt,
        kind=Kind(row.kind),
        status=QuestionStatus(row.status),
        answered=row.answered,
        level=Level(row.level) if row.level else None,
        language=row.language,
        section=tuple(row.parts.get("section", ())),
        tech=tuple(row.parts.get("tech", ())),
        topics=tuple(row.parts.get("topics", ())),
        needs=tuple(map(Need, row.parts.get("needs", ()))),
        tags=tuple(row.parts.get("tags", ())),
        source=row.name,
        is_published=is_published(row),
        line=row.line,
        vanished_at=row.vanished_at,
        offered=row.offered is not None,
    )


def is_published(row: "Cells | _Row") -> bool:
    """Whether a source that is no note has worded it."""
    return row.name is None and row.noted is not None


def _line(*stored: Any) -> Answered:
    """Of a short one what was made of it before: whoever types on sees mostly the same questions again."""
    *_more, prompt, _kind, _answered, _level, _language, parts, _name = stored
    return (_remembered if len(prompt) + len(parts) < _SHORT else _made)(*stored)


def _made(*stored: Any) -> Answered:
    """A line of what is stored of it, and of nothing else."""
    row = _Row(*stored)
    row = row._replace(
        vanished_at=moment_from(row.vanished_at), answered=bool(row.answered), parts=json_from(row.parts)
    )
    return Answered(question_line(row), "", tuple(text for _lang, text in row.parts.get("snippets", ())))


_remembered = lru_cache(maxsize=REMEMBERED)(_made)
