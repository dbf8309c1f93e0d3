"""Questions as a list shows them, and reading them; nothing of SQLAlchemy is needed for it."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from viva.bank.model import QuestionLine, QuestionStatus
from viva.db.reader import Reader, json_from, moment_from
from viva.notes.model import Kind, Level, Need

if TYPE_CHECKING:
    from viva.bank.store import Cells

IN_BANK: Final = "questions.merged_into IS NULL AND questions.withdrawn_at IS NULL"
SHOWN: Final = "questions.vanished_at IS NULL OR questions.noted IS NULL OR questions.noted != questions.revision"
CURRENT: Final = "revisions.question_id = questions.id AND revisions.number = questions.revision"
"""As in `viva.bank.conditions`, in SQL."""

_WITH_ANSWERS: Final = f"""
    SELECT questions.id, questions.noted, questions.offered, questions.status, questions.vanished_at, questions.line,
        revisions.prompt, revisions.kind, revisions.answered, revisions.level, revisions.language, revisions.parts,
        sources.name, revisions.answer
    FROM questions JOIN revisions ON {CURRENT} LEFT JOIN sources ON sources.id = questions.source_id
    WHERE questions.workspace_id + 0 = ? AND questions.id
"""
"""The sum lets SQLite begin with the numbers."""


_ANY: Final = f"SELECT 1 FROM questions WHERE workspace_id = ? AND {IN_BANK} AND ({SHOWN}) LIMIT 1"


class LineRow(NamedTuple):
    """A question as a list shows it, with its answer, as it is stored."""

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
    answer: str


def lines_with_answers(reader: Reader, workspace_id: int, question_ids: Sequence[int]) -> Iterator[LineRow]:
    """Questions with their answers, in no order; vanished ones too."""
    if reader.dialect == "sqlite":
        rows = reader.ask(
            f"{_WITH_ANSWERS} IN (SELECT value FROM json_each(?))", (workspace_id, json.dumps([*question_ids]))
        )
    else:
        rows = reader.ask(f"{_WITH_ANSWERS} = ANY(CAST(? AS BIGINT[]))", (workspace_id, list(question_ids)))
    for row in map(LineRow._make, rows):
        yield row._replace(
            vanished_at=moment_from(row.vanished_at), answered=bool(row.answered), parts=json_from(row.parts)
        )


def any_line(reader: Reader, workspace_id: int) -> bool:
    """Whether there is any question that a list shows."""
    return bool(reader.ask(_ANY, (workspace_id,)))


def question_line(row: "Cells | LineRow") -> QuestionLine:
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


def is_published(row: "Cells | LineRow") -> bool:
    """Whether a source that is no note has worded it."""
    return row.name is None and row.noted is not None
