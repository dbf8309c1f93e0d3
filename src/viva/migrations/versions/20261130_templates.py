"""Templates of interviews with their revisions."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_templates"
down_revision = "20261129_verdicts"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """There is no template yet."""
    op.create_table(
        "interview_templates",
        sa.Column("id", BIG, nullable=False),
        sa.Column("workspace_id", BIG, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_interview_templates_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_interview_templates"),
        sa.UniqueConstraint("workspace_id", "key", name="uq_interview_templates_workspace_id_key"),
    )
    op.create_table(
        "interview_template_revisions",
        sa.Column("template_id", BIG, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", BIG, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"], ["interview_templates.id"], name="fk_interview_template_revisions_template_id"
        ),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name="fk_interview_template_revisions_made_by"),
        sa.PrimaryKeyConstraint("template_id", "number", name="pk_interview_template_revisions"),
    )


def downgrade() -> None:
    """Forget all templates."""
    op.drop_table("interview_template_revisions")
    op.drop_table("interview_templates")
