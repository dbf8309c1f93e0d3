"""What running the code of a note under review found."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261130_ran_arrivals"
down_revision = "20261130_reachable"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Add the column; the code of what is under review now was not run, and says so by having none."""
    op.add_column("arrival_files", sa.Column("ran", JSON, nullable=True))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("arrival_files", "ran")
