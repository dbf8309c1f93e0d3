"""How receipts are stored."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from viva.db.base import PersonKey, Table, Words, WorkspaceKey


class ReceiptRow(Table):
    """One request that was carried out."""

    __tablename__ = "receipts"

    workspace_id: Mapped[WorkspaceKey] = mapped_column(primary_key=True)
    person_id: Mapped[PersonKey] = mapped_column(primary_key=True)
    key: Mapped[Words] = mapped_column(primary_key=True)
    asked: Mapped[str]
    """A hash of what was asked for."""
    answer: Mapped[dict[str, Any]]
    made_at: Mapped[datetime] = mapped_column(index=True)
