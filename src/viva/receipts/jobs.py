"""Forgetting receipts that nobody will ask for any more."""

from datetime import time, timedelta
from typing import Protocol

from viva.jobs.model import Daily
from viva.jobs.registry import Job, Nothing, in_one_unit
from viva.jobs.run import Working
from viva.receipts.service import Receipts

KEPT_FOR = timedelta(days=7)
"""A browser that was asleep for a week may still send its form again."""


class Receiving(Working, Protocol):
    """A unit of work, of which this needs no more."""

    @property
    def receipts(self) -> Receipts: ...


def _prune(unit: Receiving, _nothing: Nothing) -> None:
    unit.receipts.prune(KEPT_FOR)


PRUNE: Job[Nothing, Receiving] = Job(
    name="prune-receipts", payload=Nothing, work=in_one_unit(_prune), daily=Daily(time(3, 40))
)
