"""Inserting a row unless it is there, which each database says in a dialect of its own."""

from typing import Any

from sqlalchemy import Insert
from sqlalchemy.orm import Session

from viva.db.base import Table


def insert_unless_there(session: Session, table: type[Table], **values: Any) -> Insert:
    """The statement for one row; PostgreSQL's part of SQLAlchemy, which is large, is loaded only where it is used."""
    if session.get_bind().dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert

        return insert(table).values(**values).on_conflict_do_nothing()
    from sqlalchemy.dialects.postgresql import insert as insert_there

    return insert_there(table).values(**values).on_conflict_do_nothing()
