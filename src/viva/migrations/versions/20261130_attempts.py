"""Code that people edit to run it again, before they take it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261130_attempts"
down_revision = "20261130_interviews"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody tried anything yet."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "snippet_attempts",
        sa.Column("question_id", number, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("made_by", number, nullable=False),
        sa.Column("workspace_id", number, nullable=False),
        sa.Column("base", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kit", sa.String(), nullable=False),
        sa.Column("job_id", number, nullable=True),
        sa.Column("checked", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_snippet_attempts_question_id"),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name="fk_snippet_attempts_made_by"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_snippet_attempts_workspace_id"),
        sa.PrimaryKeyConstraint("question_id", "place", "made_by", name="pk_snippet_attempts"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Forget what was tried."""
    op.drop_table("snippet_attempts")
