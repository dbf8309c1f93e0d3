"""What a job says of itself, as figures and names that are put into words for whoever looks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261130_told_jobs"
down_revision = "20261130_ran_arrivals"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Add the column; jobs of before have none, and keep the words that were written then."""
    op.add_column("jobs", sa.Column("told", JSON, nullable=True))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("jobs", "told")
