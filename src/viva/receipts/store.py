"""Every query about receipts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, update
from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.db.unless import insert_unless_there
from viva.receipts.tables import ReceiptRow


class ReceiptStore:
    """The receipts of one person in one transaction."""

    def __init__(self, session: Session, person: Person) -> None:
        self._session = session
        self._person = person

    def add(self, key: str, asked: str, at: datetime) -> bool:
        """Whether there was none with this key; one that another transaction is making is waited for."""
        owner = {"workspace_id": self._person.workspace_id, "person_id": self._person.id}
        adding = insert_unless_there(
            self._session, ReceiptRow, **owner, key=key, asked=asked, answer={}, made_at=at
        ).returning(ReceiptRow.key)
        return self._session.scalar(adding) is not None

    def find(self, key: str) -> ReceiptRow | None:
        """The receipt with this key."""
        return self._session.get(ReceiptRow, (self._person.workspace_id, self._person.id, key))

    def answer(self, key: str, answer: Mapping[str, Any]) -> None:
        """Write down what was answered."""
        self._session.execute(update(ReceiptRow).where(self._is(key)).values(answer=answer))

    def prune(self, before: datetime) -> int:
        """Forget the old receipts of this workspace; tells how many."""
        old = ReceiptRow.made_at < before, ReceiptRow.workspace_id == self._person.workspace_id
        return self._session.execute(delete(ReceiptRow).where(*old)).rowcount  # type: ignore[attr-defined, no-any-return]  # as above

    def _is(self, key: str) -> ColumnElement[bool]:
        return and_(
            ReceiptRow.workspace_id == self._person.workspace_id,
            ReceiptRow.person_id == self._person.id,
            ReceiptRow.key == key,
        )
