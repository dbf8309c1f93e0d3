"""Background jobs and their schedules, and on PostgreSQL the queue of Procrastinate."""

from importlib.resources import files
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

revision = "20261121_jobs"
down_revision = "20261121_own_wordings"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(JSONB(), "postgresql")

PROCRASTINATE = "schema-03.04.00_50.sql"
"""The schema of Procrastinate up to this migration of its own."""

GONE = """
DROP TABLE procrastinate_events, procrastinate_periodic_defers, procrastinate_jobs, procrastinate_workers
    CASCADE;
DO $$
DECLARE made regprocedure;
BEGIN
    FOR made IN
        SELECT oid FROM pg_proc WHERE proname LIKE 'procrastinate\\_%' AND pronamespace = current_schema()::regnamespace
    LOOP
        EXECUTE 'DROP FUNCTION ' || made;
    END LOOP;
END;
$$;
DROP TYPE procrastinate_job_to_defer_v1, procrastinate_job_event_type, procrastinate_job_status;
"""


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "jobs",
        _column("id", BIG),
        _column("workspace_id", BIG),
        _column("added_by", BIG),
        _column("name", sa.String()),
        _column("payload", JSON),
        _column("waiting_key", sa.String(), nullable=True),
        _column("state", sa.String()),
        _column("added_at", MOMENT),
        _column("run_at", MOMENT),
        _column("started_at", MOMENT, nullable=True),
        _column("finished_at", MOMENT, nullable=True),
        _column("attempts", sa.Integer()),
        _column("run", sa.String(), nullable=True),
        _column("lease_until", MOMENT, nullable=True),
        _column("cancel_requested", sa.Boolean()),
        _column("done", sa.Integer()),
        _column("total", sa.Integer()),
        _column("note", sa.String()),
        _column("cursor", JSON),
        _column("error", sa.String()),
        _column("trace", sa.String()),
        _column("delivery", BIG, nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_jobs_workspace_id"),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name="fk_jobs_added_by"),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("workspace_id", "name", "waiting_key", name="uq_jobs_waiting_key"),
    )
    op.create_index("ix_jobs_state", "jobs", ["state", "id"])
    op.create_table(
        "schedules",
        _column("name", sa.String()),
        _column("next_at", MOMENT),
        sa.PrimaryKeyConstraint("name", name="pk_schedules"),
    )
    if op.get_bind().dialect.name == "postgresql":
        _run((files("viva.migrations") / "procrastinate" / PROCRASTINATE).read_text(encoding="utf-8"))


def downgrade() -> None:
    """Drop them."""
    op.drop_table("schedules")
    op.drop_table("jobs")
    if op.get_bind().dialect.name == "postgresql":
        _run(GONE)


def _column(name: str, kind: TypeEngine[Any], *, nullable: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, kind, nullable=nullable)


def _run(script: str) -> None:
    """Run several statements at once, which only the driver does; a bare `%` in them means nothing to it."""
    driver: Any = op.get_bind().connection.driver_connection
    driver.execute(script)
