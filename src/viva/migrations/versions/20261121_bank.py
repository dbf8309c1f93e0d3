"""Notes, their questions with revisions, how these hang together, and the search index."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.types import TypeEngine

revision = "20261121_bank"
down_revision = "20261121_accounts"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
FTS = "CREATE VIRTUAL TABLE question_search USING fts5(prompt, answer, tokenize = 'unicode61 remove_diacritics 0')"
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def _column(name: str, kind: TypeEngine[Any], *, nullable: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, kind, nullable=nullable)


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")


def upgrade() -> None:
    """Make the tables and the index."""
    _notes()
    _questions()
    _around_questions()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(FTS)
    else:
        op.create_table(
            "question_search",
            _column("question_id", BIG),
            _column("words", TSVECTOR()),
            _refers("question_search", "question_id", "questions"),
            sa.PrimaryKeyConstraint("question_id", name="pk_question_search"),
        )
        op.create_index("ix_question_search_words", "question_search", ["words"], postgresql_using="gin")


def downgrade() -> None:
    """Drop them."""
    for table in (
        "question_search",
        "assets",
        "relations",
        "labels",
        "revisions",
        "questions",
        "findings",
        "readings",
        "sources",
    ):
        op.drop_table(table)


def _notes() -> None:
    op.create_table(
        "sources",
        _column("id", BIG),
        _column("workspace_id", BIG),
        _column("location", sa.String()),
        _column("name", sa.String()),
        _column("sha256", sa.String()),
        _column("reader_version", sa.Integer()),
        _column("encoding", sa.String()),
        _column("format", sa.String()),
        _column("lines", JSON),
        _column("pictures", JSON),
        _column("repairs", sa.Integer()),
        _column("related", sa.Boolean()),
        _column("imported_at", MOMENT),
        _column("imported_by", BIG),
        _refers("sources", "workspace_id", "workspaces"),
        _refers("sources", "imported_by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.UniqueConstraint("workspace_id", "location", name="uq_sources_workspace_id_location"),
    )
    op.create_table(
        "readings",
        _column("source_id", BIG),
        _column("workspace_id", BIG),
        _column("account", JSON),
        _column("reasons", JSON),
        _column("repairs", JSON),
        _column("notices", JSON),
        _refers("readings", "source_id", "sources"),
        _refers("readings", "workspace_id", "workspaces"),
        sa.PrimaryKeyConstraint("source_id", name="pk_readings"),
    )
    op.create_table(
        "findings",
        _column("id", BIG),
        _column("workspace_id", BIG),
        _column("source_id", BIG),
        _column("code", sa.String()),
        _column("line", sa.Integer()),
        _column("subject", sa.String()),
        _refers("findings", "workspace_id", "workspaces"),
        _refers("findings", "source_id", "sources"),
        sa.PrimaryKeyConstraint("id", name="pk_findings"),
    )
    op.create_index("ix_findings_source_id", "findings", ["source_id"])


def _questions() -> None:
    op.create_table(
        "questions",
        _column("id", BIG),
        _column("workspace_id", BIG),
        _column("version", sa.Integer()),
        _column("status", sa.String()),
        _column("revision", sa.Integer()),
        _column("created_at", MOMENT),
        _column("vanished_at", MOMENT, nullable=True),
        _column("source_id", BIG),
        _column("position", sa.Integer()),
        _column("line", sa.Integer()),
        _column("place", JSON),
        _refers("questions", "workspace_id", "workspaces"),
        _refers("questions", "source_id", "sources"),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
    )
    op.create_index("ix_questions_place", "questions", ["source_id", "position"])
    op.create_index("ix_questions_workspace_id", "questions", ["workspace_id"])
    op.create_table(
        "revisions",
        _column("question_id", BIG),
        _column("number", sa.Integer()),
        _column("workspace_id", BIG),
        _column("source_id", BIG),
        _column("made_at", MOMENT),
        _column("made_by", BIG),
        _column("content_hash", sa.LargeBinary()),
        _column("prompt", sa.String()),
        _column("answer", sa.String()),
        _column("kind", sa.String()),
        _column("answered", sa.Boolean()),
        _column("level", sa.String(), nullable=True),
        _column("author_number", sa.String(), nullable=True),
        _column("author_status", sa.String(), nullable=True),
        _column("language", sa.String()),
        _column("experience", sa.Boolean()),
        _column("parts", JSON),
        _refers("revisions", "question_id", "questions"),
        _refers("revisions", "workspace_id", "workspaces"),
        _refers("revisions", "source_id", "sources"),
        _refers("revisions", "made_by", "people"),
        sa.PrimaryKeyConstraint("question_id", "number", name="pk_revisions"),
    )


def _around_questions() -> None:
    op.create_table(
        "labels",
        _column("question_id", BIG),
        _column("facet", sa.String()),
        _column("value", sa.String()),
        _column("workspace_id", BIG),
        _refers("labels", "question_id", "questions"),
        _refers("labels", "workspace_id", "workspaces"),
        sa.PrimaryKeyConstraint("question_id", "facet", "value", name="pk_labels"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_labels_value", "labels", ["workspace_id", "facet", "value"])
    op.create_table(
        "relations",
        _column("one_id", BIG),
        _column("other_id", BIG),
        _column("kind", sa.String()),
        _column("workspace_id", BIG),
        _column("score", sa.Double()),
        _column("reason", JSON),
        _refers("relations", "one_id", "questions"),
        _refers("relations", "other_id", "questions"),
        _refers("relations", "workspace_id", "workspaces"),
        sa.PrimaryKeyConstraint("one_id", "other_id", "kind", name="pk_relations"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_relations_other_id", "relations", ["other_id"])
    op.create_index("ix_relations_workspace_id", "relations", ["workspace_id"])
    op.create_table(
        "assets",
        _column("workspace_id", BIG),
        _column("sha256", sa.String()),
        _column("size", sa.Integer()),
        _column("content", sa.LargeBinary()),
        _column("added_at", MOMENT),
        _refers("assets", "workspace_id", "workspaces"),
        sa.PrimaryKeyConstraint("workspace_id", "sha256", name="pk_assets"),
    )
