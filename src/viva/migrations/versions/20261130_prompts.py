"""On PostgreSQL the words of prompts have an index of their own."""

from alembic import op

revision = "20261130_prompts"
down_revision = "20261130_findings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take them out of the vectors that are there; the database keeps them up to date."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "ALTER TABLE question_search "
            "ADD COLUMN prompt tsvector NOT NULL GENERATED ALWAYS AS (ts_filter(words, '{a}')) STORED"
        )
        op.create_index("ix_question_search_prompt", "question_search", ["prompt"], postgresql_using="gin")


def downgrade() -> None:
    """All of them are in the vectors too."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_question_search_prompt", "question_search")
        op.drop_column("question_search", "prompt")
