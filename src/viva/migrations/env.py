"""Runs revisions on the connection, and inside the transaction, that the caller hands in."""

from alembic import context

from viva.accounts import tables as accounts
from viva.bank import tables as bank
from viva.db.base import Table

assert accounts.Table is bank.Table is Table  # imported so that every table is known here

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
    include_name=lambda name, kind, _parents: kind != "table" or not str(name).startswith("question_search"),
)
context.run_migrations()
