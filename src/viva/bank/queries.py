"""What the page of a question asks for, made once: to make a statement costs more than to answer it."""

from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, Integer, Select, bindparam, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from viva.bank.conditions import CURRENT, IN_BANK, SHOWN
from viva.bank.tables import QuestionRow, ReadingRow, RelationRow, RevisionRow, SourceRow
from viva.db.base import FreeText, Json
from viva.db.direct import among_ids

QUESTION: BindParameter[int] = bindparam("question")
WORKSPACE: BindParameter[int] = bindparam("workspace")

_WORDING = (
    RevisionRow.prompt,
    RevisionRow.answer,
    RevisionRow.kind,
    RevisionRow.answered,
    RevisionRow.level,
    RevisionRow.author_number,
    RevisionRow.author_status,
    RevisionRow.language,
    RevisionRow.experience,
    RevisionRow.parts,
)
_STATE = (
    QuestionRow.id,
    QuestionRow.key,
    QuestionRow.version,
    QuestionRow.status,
    QuestionRow.offered,
    QuestionRow.vanished_at,
    QuestionRow.withdrawn_at,
    QuestionRow.merged_into,
)
_PLACE = (QuestionRow.line, QuestionRow.place, SourceRow.name, SourceRow.location)

ONE = (
    select(
        *(*_STATE, QuestionRow.created_at, *_PLACE),
        *(*_WORDING, RevisionRow.number, RevisionRow.origin, RevisionRow.made_at, RevisionRow.made_by),
    )
    .join(RevisionRow, CURRENT)
    .outerjoin(SourceRow, SourceRow.id == QuestionRow.source_id)
    .where(QuestionRow.id == QUESTION, QuestionRow.workspace_id == WORKSPACE)
)
"""A question with its current revision, and the name and location of its source."""

LINE = (
    QuestionRow.id,
    QuestionRow.noted,
    QuestionRow.offered,
    QuestionRow.status,
    QuestionRow.vanished_at,
    QuestionRow.line,
    RevisionRow.prompt,
    RevisionRow.kind,
    RevisionRow.answered,
    RevisionRow.level,
    RevisionRow.language,
    RevisionRow.parts,
    SourceRow.name,
)
"""The columns of a question as a list shows it."""

MERGED = (
    select(QuestionRow.id)
    .where(QuestionRow.merged_into == QUESTION, QuestionRow.workspace_id == WORKSPACE)
    .order_by(QuestionRow.id)
)
"""The questions that were merged into one."""


def _related(here: InstrumentedAttribute[int], there: InstrumentedAttribute[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            QuestionRow.id,
            QuestionRow.noted,
            QuestionRow.line,
            RevisionRow.prompt,
            SourceRow.name,
            RelationRow.kind,
            RelationRow.score,
            RelationRow.reason,
            RelationRow.by_person,
            (RelationRow.one_id == here).label("forwards"),
        )
        .join(QuestionRow, QuestionRow.id == there)
        .join(RevisionRow, CURRENT)
        .outerjoin(SourceRow, SourceRow.id == QuestionRow.source_id)
        .where(here == QUESTION, RelationRow.workspace_id == WORKSPACE, ~RelationRow.denied, IN_BANK, SHOWN)
        .order_by(RelationRow.score.desc(), QuestionRow.id)
    )


RELATED = (_related(RelationRow.one_id, RelationRow.other_id), _related(RelationRow.other_id, RelationRow.one_id))
"""Its relations to others, those in which it comes first before those in which it comes second."""


@cache
def states(dialect: str) -> Select[*tuple[Any, ...]]:
    """Questions with the wordings that count."""
    query = select(*_STATE, *_WORDING).join(RevisionRow, CURRENT)
    return query.where(among_ids(QuestionRow.id, dialect), QuestionRow.workspace_id + 0 == WORKSPACE)


@cache
def account_between(dialect: str) -> Select[*tuple[Any, ...]]:
    """Of the account of a source the runs between two lines, and the hash of what was read there."""
    if dialect == "sqlite":
        run = func.json_each(ReadingRow.account).table_valued("value").c.value
        begins, ends = func.json_extract(run, "$[0]"), func.json_extract(run, "$[1]")
        together = func.json_group_array(func.json(run))
    else:
        run = func.jsonb_array_elements(ReadingRow.account).table_valued(Column("value", Json)).c.value
        begins, ends = run[0].as_integer(), run[1].as_integer()
        together = func.jsonb_agg(run)
    between = (begins <= bindparam("last", type_=Integer), ends >= bindparam("first", type_=Integer))
    runs = select(type_coerce(together, Json)).where(*between).scalar_subquery()
    return (
        select(SourceRow.sha256, ReadingRow.reasons, runs.label("account"))
        .join(ReadingRow, ReadingRow.source_id == SourceRow.id)
        .where(
            SourceRow.workspace_id == WORKSPACE,
            SourceRow.location == bindparam("location", type_=FreeText()),
            SourceRow.gone_at.is_(None),
        )
    )


def length_of_part(name: str, dialect: str) -> ColumnElement[int]:
    """How many values a part of a wording has, where it is a list."""
    if dialect == "sqlite":
        return func.json_array_length(RevisionRow.parts, f"$.{name}", type_=Integer)
    return func.jsonb_array_length(func.jsonb_extract_path(RevisionRow.parts, name), type_=Integer)
