"""What the bank has already of what a note under review asks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261130_arrived_relatives"
down_revision = "20261130_templates"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Add the column; what is under review now was not compared, and says so by having none."""
    op.add_column("arrival_files", sa.Column("relatives", JSON, nullable=True))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("arrival_files", "relatives")
