"""Verdicts on the code of questions, and what runs of it came to."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261129_verdicts"
down_revision = "20261129_arrivals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was run yet."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    values = sa.JSON().with_variant(JSONB(), "postgresql")
    op.create_table(
        "snippet_trials",
        sa.Column("workspace_id", number, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kit", sa.String(), nullable=False),
        sa.Column("outcome", values, nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_snippet_trials_workspace_id"),
        sa.PrimaryKeyConstraint("workspace_id", "key", name="pk_snippet_trials"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "snippet_verdicts",
        sa.Column("question_id", number, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("workspace_id", number, nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("checked", values, nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_snippet_verdicts_question_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_snippet_verdicts_workspace_id"),
        sa.PrimaryKeyConstraint("question_id", "place", name="pk_snippet_verdicts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_snippet_verdicts_workspace_id", "snippet_verdicts", ["workspace_id"])


def downgrade() -> None:
    """Forget what was run."""
    op.drop_table("snippet_verdicts")
    op.drop_table("snippet_trials")
