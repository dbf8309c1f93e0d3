"""Which questions and wordings count, as conditions of queries."""

import re
from itertools import count

from sqlalchemy import ColumnElement, TextClause, and_, or_, text

from viva.bank.fitting import fits
from viva.bank.model import Filter
from viva.bank.tables import QuestionRow, RevisionRow

CURRENT = and_(RevisionRow.question_id == QuestionRow.id, RevisionRow.number == QuestionRow.revision)

NOTED = and_(RevisionRow.question_id == QuestionRow.id, RevisionRow.number == QuestionRow.noted)


def in_bank(question: type[QuestionRow]) -> ColumnElement[bool]:
    """Whether a question is one of the bank, and neither a part of another nor taken back."""
    return and_(question.merged_into.is_(None), question.withdrawn_at.is_(None))


def shown(question: type[QuestionRow]) -> ColumnElement[bool]:
    """Whether a question is in the notes, or has a person's wording, which they cannot take away."""
    return or_(question.vanished_at.is_(None), question.noted.is_(None), question.noted != question.revision)


IN_BANK = in_bank(QuestionRow)
SHOWN = shown(QuestionRow)

UNCOMPARED = or_(QuestionRow.compared.is_(None), QuestionRow.compared != QuestionRow.revision)
"""Whether the wording that counts was not compared with all others yet."""


def fitting(wanted: Filter, workspace_id: int) -> TextClause:
    """Whether a question of the bank, with its current wording and its source, is wanted."""
    sql, values = fits(wanted, workspace_id)
    numbers = count()
    named = re.sub(r"\?", lambda _mark: f":fits_{next(numbers)}", sql)
    return text(named).bindparams(**{f"fits_{number}": value for number, value in enumerate(values)})
