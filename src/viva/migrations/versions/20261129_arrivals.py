"""Notes that have arrived and are looked over before they come into the bank."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261129_arrivals"
down_revision = "20261129_receipts"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Nothing has arrived yet."""
    op.create_table(
        "arrivals",
        sa.Column("id", BIG, nullable=False),
        sa.Column("workspace_id", BIG, nullable=False),
        sa.Column("made_by", BIG, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("job_id", BIG, nullable=True),
        sa.Column("skipped", JSON, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_arrivals_workspace_id"),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name="fk_arrivals_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_arrivals"),
    )
    op.create_index("ix_arrivals_workspace_id_id", "arrivals", ["workspace_id", "id"])
    op.create_table(
        "arrival_files",
        sa.Column("id", BIG, nullable=False),
        sa.Column("arrival_id", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("picture", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", BIG, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("read", sa.Boolean(), nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("questions", "judged", "rejected")),
        sa.Column("imported", JSON, nullable=True),
        sa.ForeignKeyConstraint(["arrival_id"], ["arrivals.id"], name="fk_arrival_files_arrival_id"),
        sa.PrimaryKeyConstraint("id", name="pk_arrival_files"),
        sa.UniqueConstraint("arrival_id", "position", name="uq_arrival_files_position"),
    )
    op.create_table(
        "arrival_corrections",
        sa.Column("file_id", BIG, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("said", JSON, nullable=False),
        sa.Column("made_by", BIG, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["arrival_files.id"], name="fk_arrival_corrections_file_id"),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name="fk_arrival_corrections_made_by"),
        sa.PrimaryKeyConstraint("file_id", "number", name="pk_arrival_corrections"),
    )


def downgrade() -> None:
    """Forget what has not come into the bank."""
    op.drop_table("arrival_corrections")
    op.drop_table("arrival_files")
    op.drop_table("arrivals")
