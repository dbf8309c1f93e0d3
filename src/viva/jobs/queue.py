"""Who tells workers of jobs: the rows themselves, or a queue beside them in the same transaction."""

import threading
from datetime import timedelta
from typing import Final, Protocol

from sqlalchemy import event
from sqlalchemy.orm import Session

_BELL: Final = "viva.jobs.bell"


class Queue(Protocol):
    """What runs jobs when their time has come, in the transaction of one unit."""

    def deliver(self, job_id: int, name: str, delay: timedelta) -> int | None:
        """Have a job run after a delay; the number of this delivery, if the queue has such."""
        ...

    def withdraw(self, delivery: int) -> None:
        """Forget a delivery that has not begun."""
        ...


class Bell:
    """Wakes the workers of this program when a job was added here, so that it begins at once."""

    def __init__(self) -> None:
        self._ringing = threading.Condition()
        self.rung = 0
        """How often it rang."""

    def ring(self) -> None:
        """Wake all who wait."""
        with self._ringing:
            self.rung += 1
            self._ringing.notify_all()

    def wait(self, heard: int, seconds: float) -> None:
        """Wait so long, or until it has rung more often than was `heard`."""
        with self._ringing:
            self._ringing.wait_for(lambda: self.rung != heard, seconds)


class Rows:
    """The rows are the queue: workers look for those that are due."""

    def __init__(self, session: Session, bell: Bell) -> None:
        self._session = session
        self._bell = bell

    def deliver(self, job_id: int, name: str, delay: timedelta) -> None:  # noqa: ARG002 - rows know them
        """Ring when the unit is kept."""
        if delay <= timedelta():
            self._session.info[_BELL] = self._bell

    def withdraw(self, delivery: int) -> None:
        """Nothing is to do."""


@event.listens_for(Session, "after_commit")
def _ring(session: Session) -> None:
    bell: Bell | None = session.info.pop(_BELL, None)
    if bell:
        bell.ring()
