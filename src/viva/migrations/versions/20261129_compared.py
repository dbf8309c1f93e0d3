"""Which wording of each question was compared with all others, instead of which notes were."""

import sqlalchemy as sa
from alembic import op

revision = "20261129_compared"
down_revision = "20261121_search"
branch_labels = None
depends_on = None

QUESTIONS = sa.table("questions", *(sa.column(name) for name in ("compared", "revision", "source_id")))
SOURCES = sa.table("sources", sa.column("id"), sa.column("related", sa.Boolean()))


def upgrade() -> None:
    """What was written by hand waits: nothing says when it was compared."""
    op.add_column("questions", sa.Column("compared", sa.Integer(), nullable=True))
    related = sa.select(SOURCES.c.id).where(SOURCES.c.related)
    op.get_bind().execute(
        sa.update(QUESTIONS).where(QUESTIONS.c.source_id.in_(related)).values(compared=QUESTIONS.c.revision)
    )
    with op.batch_alter_table("sources") as sources:
        sources.drop_column("related")


def downgrade() -> None:
    """Let all notes wait: comparing once more does no harm."""
    op.add_column("sources", sa.Column("related", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("questions") as questions:
        questions.drop_column("compared")
