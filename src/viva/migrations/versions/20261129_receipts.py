"""What requests that changed something answered."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261129_receipts"
down_revision = "20261129_compared"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was asked for yet."""
    op.create_table(
        "receipts",
        *(
            sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)
            for name in ("workspace_id", "person_id")
        ),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("answer", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_receipts_workspace_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_receipts_person_id"),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "key", name="pk_receipts"),
    )
    op.create_index("ix_receipts_made_at", "receipts", ["made_at"])


def downgrade() -> None:
    """Forget the answers."""
    op.drop_table("receipts")
