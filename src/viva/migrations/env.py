"""Runs revisions on the connection, and inside the transaction, that the caller hands in."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
