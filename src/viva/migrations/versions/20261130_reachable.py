"""Interviews whose links are reached from the local network."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_reachable"
down_revision = "20261130_prompts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """None is, before its owner says so."""
    op.add_column("interviews", sa.Column("reachable_since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Links are for this machine alone."""
    op.drop_column("interviews", "reachable_since")
