"""Interviews: candidates, seats, lines, entries, and the journal of changes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261130_interviews"
down_revision = "20261130_arrived_relatives"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
TABLES = (
    "candidates",
    "interviews",
    "interview_lines",
    "interview_seats",
    "interview_entries",
    "interview_changes",
    "interview_scorecards",
    "interview_retention",
)


def upgrade() -> None:
    """Nobody was interviewed yet."""
    op.create_table(
        "candidates",
        _number("id"),
        _number("workspace_id"),
        *_texts("name", "contact"),
        _moment("made_at"),
        *_texts("held"),
        _moment("erased_at", none=True),
        _to("candidates", "workspace_id", "workspaces.id"),
        sa.PrimaryKeyConstraint("id", name="pk_candidates"),
    )
    op.create_index("ix_candidates_workspace_id", "candidates", ["workspace_id"])
    op.create_table(
        "interviews",
        _number("id"),
        _number("workspace_id"),
        *_texts("key"),
        _number("candidate_id"),
        _number("template_id"),
        _small("template_revision"),
        *_texts("title", "language"),
        sa.Column("level", sa.String(), nullable=True),
        *_texts("state", "reason"),
        *(_moment(name, none=True) for name in ("planned_at", "started_at", "ended_at")),
        _moment("made_at"),
        _number("made_by"),
        _small("extra"),
        _small("sequence"),
        _small("shown", none=True),
        *_texts("scratch"),
        _small("scratch_version"),
        _to("interviews", "workspace_id", "workspaces.id"),
        _to("interviews", "candidate_id", "candidates.id"),
        _to("interviews", "template_id", "interview_templates.id"),
        _to("interviews", "made_by", "people.id"),
        sa.PrimaryKeyConstraint("id", name="pk_interviews"),
        sa.UniqueConstraint("workspace_id", "key", name="uq_interviews_workspace_id_key"),
    )
    op.create_index("ix_interviews_candidate_id", "interviews", ["candidate_id"])
    _lines_and_seats()
    _what_is_said()


def _lines_and_seats() -> None:
    op.create_table(
        "interview_lines",
        _number("interview_id"),
        _small("number"),
        sa.Column("place", sa.Double(), nullable=False),
        _small("section"),
        _number("question_id", none=True),
        sa.Column("question_key", sa.String(), nullable=True),
        _small("revision", none=True),
        sa.Column("content", JSON, nullable=False),
        sa.Column("twin", JSON, nullable=True),
        *_texts("necessity"),
        sa.Column("weight", sa.Double(), nullable=False),
        *_texts("weight_reason"),
        sa.Column("minutes", sa.Double(), nullable=False),
        sa.Column("follow_ups", JSON, nullable=False),
        sa.Column("reason", JSON, nullable=True),
        _small("version"),
        _moment("asked_at", none=True),
        _small("seconds"),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        *_texts("skip_reason"),
        _number("assigned", none=True),
        _small("swapped_for", none=True),
        _to("interview_lines", "interview_id", "interviews.id"),
        _to("interview_lines", "question_id", "questions.id"),
        sa.PrimaryKeyConstraint("interview_id", "number", name="pk_interview_lines"),
    )
    op.create_index("ix_interview_lines_question_key", "interview_lines", ["question_key"])
    op.create_table(
        "interview_seats",
        _number("id"),
        _number("interview_id"),
        *_texts("part", "name", "token_hash"),
        _moment("made_at"),
        *(_moment(name, none=True) for name in ("closed_at", "seen_at", "submitted_at")),
        _to("interview_seats", "interview_id", "interviews.id"),
        sa.PrimaryKeyConstraint("id", name="pk_interview_seats"),
        sa.UniqueConstraint("token_hash", name="uq_interview_seats_token_hash"),
    )
    op.create_index("ix_interview_seats_interview_id", "interview_seats", ["interview_id"])


def _what_is_said() -> None:
    op.create_table(
        "interview_entries",
        _number("seat_id"),
        _small("line"),
        _number("interview_id"),
        _small("version"),
        *_texts("state"),
        sa.Column("rating", sa.Double(), nullable=True),
        *_texts("note", "flag"),
        sa.Column("ticked", JSON, nullable=False),
        *_texts("reason"),
        _to("interview_entries", "seat_id", "interview_seats.id"),
        _to("interview_entries", "interview_id", "interviews.id"),
        sa.PrimaryKeyConstraint("seat_id", "line", name="pk_interview_entries"),
    )
    op.create_index("ix_interview_entries_interview_id", "interview_entries", ["interview_id"])
    op.create_table(
        "interview_changes",
        _number("interview_id"),
        _small("sequence"),
        _number("seat_id", none=True),
        *_texts("key", "kind"),
        _small("line", none=True),
        sa.Column("said", JSON, nullable=False),
        _small("seen", none=True),
        sa.Column("stale", sa.Boolean(), nullable=False),
        _small("version", none=True),
        _moment("made_at", none=True),
        _moment("saved_at"),
        _to("interview_changes", "interview_id", "interviews.id"),
        _to("interview_changes", "seat_id", "interview_seats.id"),
        sa.PrimaryKeyConstraint("interview_id", "sequence", name="pk_interview_changes"),
        sa.UniqueConstraint("interview_id", "seat_id", "key", name="uq_interview_changes_interview_id_seat_id_key"),
    )
    op.create_table(
        "interview_scorecards",
        _number("seat_id"),
        _small("number"),
        _number("interview_id"),
        _moment("sealed_at"),
        sa.Column("document", JSON, nullable=False),
        sa.Column("texts", JSON, nullable=False),
        *_texts("seal"),
        _to("interview_scorecards", "seat_id", "interview_seats.id"),
        _to("interview_scorecards", "interview_id", "interviews.id"),
        sa.PrimaryKeyConstraint("seat_id", "number", name="pk_interview_scorecards"),
    )
    op.create_index("ix_interview_scorecards_interview_id", "interview_scorecards", ["interview_id"])
    op.create_table(
        "interview_retention",
        _number("workspace_id"),
        *(_small(name) for name in ("days", "least", "most")),
        _to("interview_retention", "workspace_id", "workspaces.id"),
        sa.PrimaryKeyConstraint("workspace_id", name="pk_interview_retention"),
    )


def downgrade() -> None:
    """Forget all interviews."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _number(name: str, *, none: bool = False) -> sa.Column[int]:
    return sa.Column(name, BIG, nullable=none)


def _small(name: str, *, none: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=none)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _moment(name: str, *, none: bool = False) -> "sa.Column[object]":
    return sa.Column(name, MOMENT, nullable=none)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")
