"""Notes whose files were deleted."""

import sqlalchemy as sa
from alembic import op

revision = "20261121_gone_notes"
down_revision = "20261121_bank"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Say of each note when its file was found deleted; so far of none."""
    op.add_column("sources", sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Forget it."""
    with op.batch_alter_table("sources") as sources:
        sources.drop_column("gone_at")
