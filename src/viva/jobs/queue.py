"""Who tells workers of jobs: the rows themselves, or a queue beside them in the same transaction."""

from datetime import timedelta
from typing import Protocol


class Queue(Protocol):
    """What runs jobs when their time has come, in the transaction of one unit."""

    def deliver(self, job_id: int, name: str, delay: timedelta) -> int | None:
        """Have a job run after a delay; the number of this delivery, if the queue has such."""
        ...

    def withdraw(self, delivery: int) -> None:
        """Forget a delivery that has not begun."""
        ...


class Rows:
    """The rows are the queue: workers look for those that are due."""

    def deliver(self, job_id: int, name: str, delay: timedelta) -> None:
        """Nothing is to do."""

    def withdraw(self, delivery: int) -> None:
        """Nothing is to do."""
