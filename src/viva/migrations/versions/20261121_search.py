"""A search index with the names of subjects, the facets of each question, and the words that are known."""

import sqlalchemy as sa
from alembic import op

from viva.bank.naming import Naming
from viva.bank.search.rebuild import rebuild

revision = "20261121_search"
down_revision = "20261121_keywords"
branch_labels = None
depends_on = None

# Our shadows need no rules of SQLite's for what a word is, and our ranking no sizes of its columns.
FTS = """
    CREATE VIRTUAL TABLE question_search USING fts5(
        prompt, terms, opening, answer, tokenize = 'ascii', prefix = '2', columnsize = 0
    )
"""
APART = "vanished_at IS NOT NULL OR merged_into IS NOT NULL OR withdrawn_at IS NOT NULL"
OLD_FTS = "CREATE VIRTUAL TABLE question_search USING fts5(prompt, answer, tokenize = 'unicode61 remove_diacritics 0')"


def upgrade() -> None:
    """Make the tables and index all questions."""
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    by_bytes = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_index(
        "question_search_apart",
        "questions",
        ["workspace_id"],
        sqlite_where=sa.text(APART),
        postgresql_where=sa.text(APART),
    )
    op.create_table(
        "search_entries",
        sa.Column("question_id", big, autoincrement=False, nullable=False),
        sa.Column("workspace_id", big, nullable=False),
        sa.Column("prompt_words", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("facets", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_search_entries_question_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_search_entries_workspace_id"),
        sa.PrimaryKeyConstraint("question_id", name="pk_search_entries"),
    )
    op.create_table(
        "search_words",
        sa.Column("workspace_id", big, nullable=False),
        sa.Column("word", by_bytes, nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_search_words_workspace_id"),
        sa.PrimaryKeyConstraint("workspace_id", "word", name="pk_search_words"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        op.drop_table("question_search")
        op.execute(FTS)
    rebuild(op.get_bind(), lambda _workspace: Naming({}))


def downgrade() -> None:
    """Drop them; the older index is near enough to what an older program would have made."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TEMP TABLE shadows AS "
            "SELECT rowid AS id, prompt, opening || ' ' || answer AS answer FROM question_search"
        )
        op.drop_table("question_search")
        op.execute(OLD_FTS)
        op.execute("INSERT INTO question_search (rowid, prompt, answer) SELECT id, prompt, answer FROM shadows")
        op.execute("DROP TABLE temp.shadows")
    op.drop_index("question_search_apart", "questions")
    op.drop_table("search_words")
    op.drop_table("search_entries")
