"""Questions with a key, wordings of a person beside those of the notes, and the log of changes."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from viva.kernel.ids import new_key

revision = "20261121_own_wordings"
down_revision = "20261121_gone_notes"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(JSONB(), "postgresql")

QUESTIONS = sa.table(
    "questions",
    *(sa.column(name) for name in ("id", "key", "revision", "noted", "revisions", "source_id", "merged_into")),
)
REVISIONS = sa.table("revisions", sa.column("question_id"), sa.column("source_id"))
OF_A_QUESTION = ("relations.one_id", "relations.other_id", "labels.question_id", "question_search.question_id")


def _column(name: str, kind: Any, *, nullable: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, kind, nullable=nullable)


def upgrade() -> None:
    """All there is comes from the notes."""
    with op.batch_alter_table("questions") as questions:
        questions.add_column(_column("key", sa.String(), nullable=True))
        for name in ("noted", "offered", "revisions"):
            questions.add_column(_column(name, sa.Integer(), nullable=True))
        questions.add_column(_column("withdrawn_at", MOMENT, nullable=True))
        questions.add_column(_column("merged_into", BIG, nullable=True))
        questions.alter_column("source_id", existing_type=BIG, nullable=True)
    with op.batch_alter_table("revisions") as revisions:
        revisions.add_column(sa.Column("origin", sa.String(), nullable=False, server_default="notes"))
        revisions.alter_column("source_id", existing_type=BIG, nullable=True)
    for name in ("by_person", "denied"):  # with a default, so that SQLite need not make the table anew
        op.add_column("relations", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    _fill()
    with op.batch_alter_table("questions") as questions:
        questions.alter_column("key", existing_type=sa.String(), nullable=False)
        questions.alter_column("revisions", existing_type=sa.Integer(), nullable=False)
        questions.create_foreign_key("fk_questions_merged_into", "questions", ["merged_into"], ["id"])
        questions.create_unique_constraint("uq_questions_workspace_id_key", ["workspace_id", "key"])
        questions.drop_index("ix_questions_workspace_id")  # the constraint's own index serves
        questions.create_index("ix_questions_merged_into", ["merged_into"])
    op.create_table(
        "changes",
        _column("id", BIG),
        _column("workspace_id", BIG),
        _column("verb", sa.String()),
        _column("made_at", MOMENT),
        _column("made_by", BIG),
        _column("steps", JSON),
        _column("undone_at", MOMENT, nullable=True),
        _column("undone_by", BIG, nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_changes_workspace_id"),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name="fk_changes_made_by"),
        sa.ForeignKeyConstraint(["undone_by"], ["people.id"], name="fk_changes_undone_by"),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
    )
    op.create_index("ix_changes_workspace_id", "changes", ["workspace_id"])


def downgrade() -> None:
    """Forget changes, and what was never in the notes: the older program could not show it."""
    op.drop_table("changes")
    connection = op.get_bind()
    own = sa.select(QUESTIONS.c.id).where(sa.or_(QUESTIONS.c.source_id.is_(None), QUESTIONS.c.merged_into.is_not(None)))
    ids = list(connection.scalars(own))
    for place in OF_A_QUESTION:
        table, column = place.split(".")
        name = "rowid" if table == "question_search" and connection.dialect.name == "sqlite" else column
        key: sa.ColumnClause[int] = sa.column(name)
        connection.execute(sa.delete(sa.table(table, key)).where(key.in_(ids)))
    connection.execute(sa.delete(REVISIONS).where(REVISIONS.c.question_id.in_(ids)))
    connection.execute(sa.delete(QUESTIONS).where(QUESTIONS.c.id.in_(ids)))
    op.drop_column("relations", "by_person")
    op.drop_column("relations", "denied")
    of_its_question = sa.select(QUESTIONS.c.source_id).where(QUESTIONS.c.id == REVISIONS.c.question_id)
    connection.execute(
        sa.update(REVISIONS).where(REVISIONS.c.source_id.is_(None)).values(source_id=of_its_question.scalar_subquery())
    )
    with op.batch_alter_table("revisions") as revisions:
        revisions.drop_column("origin")
        revisions.alter_column("source_id", existing_type=BIG, nullable=False)
    with op.batch_alter_table("questions") as questions:
        questions.drop_index("ix_questions_merged_into")
        questions.drop_constraint("uq_questions_workspace_id_key", type_="unique")
        questions.drop_constraint("fk_questions_merged_into", type_="foreignkey")
        for name in ("key", "noted", "offered", "revisions", "withdrawn_at", "merged_into"):
            questions.drop_column(name)
        questions.alter_column("source_id", existing_type=BIG, nullable=False)
        questions.create_index("ix_questions_workspace_id", ["workspace_id"])


def _fill() -> None:
    connection = op.get_bind()
    ids = list(connection.scalars(sa.select(QUESTIONS.c.id)))
    set_key = sa.update(QUESTIONS).where(QUESTIONS.c.id == sa.bindparam("which")).values(key=sa.bindparam("new"))
    if ids:
        connection.execute(set_key, [{"which": one, "new": new_key()} for one in ids])
    connection.execute(sa.update(QUESTIONS).values(noted=QUESTIONS.c.revision, revisions=QUESTIONS.c.revision))
