"""A unit of work as the areas see it that add a part to it."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.accounts.service import Accounts
from viva.kernel.clock import Clock

S = TypeVar("S")


class Composed(Protocol):
    """One person in one transaction, with services that are each made once."""

    @property
    def person(self) -> Person: ...
    @property
    def _session(self) -> Session: ...
    @property
    def _clock(self) -> Clock: ...
    @property
    def _accounts(self) -> Accounts: ...
    @property
    def _made(self) -> dict[type[Any], Any]: ...
    def _one(self, service: type[S], make: Callable[[], S]) -> S: ...
