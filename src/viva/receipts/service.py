"""Carrying a request out once, however often it is sent."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.kernel.clock import Clock
from viva.kernel.errors import Conflict, InvalidInput
from viva.kernel.i18n import _
from viva.receipts.store import ReceiptStore

LONGEST_KEY = 200


class Receipts:
    """The receipts of one person, in the transaction of what they are for."""

    def __init__(self, session: Session, person: Person, clock: Clock) -> None:
        self._store = ReceiptStore(session, person)
        self._clock = clock

    def once(self, key: str, asked: bytes, carry_out: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
        """The answer of `carry_out`, or the one it gave before to the same key.

        `asked` is all that was asked for: the same key with something else is a
        Conflict. Receipt and effect are one transaction, so there is never
        one without the other.
        """
        if not key or len(key) > LONGEST_KEY:
            raise InvalidInput(_("A request that changes something needs a key of 1 to 200 characters."))
        now = self._clock.now()
        fingerprint = sha256(asked).hexdigest()
        if self._store.add(key, fingerprint, now):
            answer = carry_out()
            self._store.answer(key, answer)
            return answer
        known = self._store.find(key)
        if known is None or known.asked != fingerprint:
            raise Conflict(_("This key was used for another request: a new request needs a new one."))
        return known.answer

    def prune(self, older_than: timedelta) -> int:
        """Forget old receipts; tells how many."""
        return self._store.prune(self._clock.now() - older_than)
