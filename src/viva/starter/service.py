"""Adding the starter bank to one's own, and bringing it up to date."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from viva.bank.incoming import Received
from viva.exchange.service import Exchange
from viva.starter import shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """How many questions the starter bank has, and how many of them are in the bank, or were."""

    shipped: int
    there: int

    @property
    def is_missing(self) -> bool:
        """Whether none of it was ever added."""
        return not self.there


class Starter:
    """Carries the starter bank into the bank of one workspace."""

    def __init__(self, exchange: Exchange, folder: Path = shipped.FOLDER) -> None:
        self._exchange = exchange
        self._folder = folder

    def holding(self, languages: Collection[str] = ()) -> Holding:
        """How much of it is there; nothing is read for that."""
        keys = shipped.keys(languages, self._folder)
        return Holding(shipped=len(keys), there=len(keys & set(self._exchange.keys())))

    def add(self, languages: Collection[str] = ()) -> Received:
        """Add what is not there, and bring up to date what is, as one change that can be undone.

        A wording of a person's own goes on counting, and a newer one of the
        starter bank is offered beside it. What it no longer asks is retired.
        """
        bank, pages = shipped.read(languages, self._folder)
        return self._exchange.renew(bank, pages)
