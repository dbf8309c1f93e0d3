"""What checks found in the bank, and what people ignore of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261130_findings"
down_revision = "20261130_attempts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was checked yet."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "checked_wordings",
        sa.Column("question_id", number, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("workspace_id", number, nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_checked_wordings_question_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_checked_wordings_workspace_id"),
        sa.PrimaryKeyConstraint("question_id", "revision", name="pk_checked_wordings"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_checked_wordings_workspace_id", "checked_wordings", ["workspace_id"])
    op.create_table(
        "check_findings",
        sa.Column("question_id", number, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("workspace_id", number, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("col", sa.Integer(), nullable=False),
        sa.Column("mending", sa.String(), nullable=False),
        sa.Column("line_hash", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("details", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_check_findings_question_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_check_findings_workspace_id"),
        sa.PrimaryKeyConstraint("question_id", "revision", "place", name="pk_check_findings"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_check_findings_workspace_id", "check_findings", ["workspace_id"])
    op.create_table(
        "ignored_findings",
        sa.Column("id", number, nullable=False),
        sa.Column("workspace_id", number, nullable=False),
        sa.Column("question_id", number, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("line_hash", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_by", number, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_ignored_findings_question_id"),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name="fk_ignored_findings_made_by"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_ignored_findings_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ignored_findings"),
        sa.UniqueConstraint("question_id", "code", "line_hash", name="uq_ignored_findings_question_id_code_line_hash"),
    )
    op.create_index("ix_ignored_findings_workspace_id", "ignored_findings", ["workspace_id"])


def downgrade() -> None:
    """Forget what was found and ignored."""
    for table in ("ignored_findings", "check_findings", "checked_wordings"):
        op.drop_table(table)
