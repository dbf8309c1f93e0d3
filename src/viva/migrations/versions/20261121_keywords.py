"""What people say about the terms of keyword maps."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261121_keywords"
down_revision = "20261121_jobs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has said anything yet."""
    op.create_table(
        "keywords",
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("topic", "tech", "term")),
        sa.Column("names", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("necessity", sa.String(), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_keywords_workspace_id"),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name="fk_keywords_made_by"),
        sa.PrimaryKeyConstraint("workspace_id", "topic", "tech", "term", name="pk_keywords"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Forget what they said."""
    op.drop_table("keywords")
