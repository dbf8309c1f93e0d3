"""Workspaces and the people in them."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from viva.accounts.model import Person, Role
from viva.accounts.store import AccountStore
from viva.kernel.clock import Clock

LOCAL = "local"


class Accounts:
    """The workspaces of this installation."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self._store = AccountStore(session)
        self._clock = clock

    def local_owner(self) -> Person | None:
        """Who works here when nobody signs in, or None before the first use."""
        return self._store.first_owner()

    def names(self, person_ids: Collection[int]) -> dict[int, str]:
        """What people are called."""
        return self._store.names(person_ids)

    def authors(self, names: Collection[str], workspace_id: int) -> dict[str, int]:
        """The people of a workspace by what they are called; who is not among them is made, without a part in it.

        So what came from elsewhere keeps the names of those who wrote it.
        """
        known = self._store.members(workspace_id)
        now = self._clock.now()
        return {name: known[name] if name in known else self._store.add_person(name, now) for name in sorted(names)}

    def hold(self, workspace_id: int) -> None:
        """Let nobody else hold this workspace until this unit ends: whoever changes it at large holds it first."""
        self._store.lock_workspace(workspace_id)

    def set_up(self) -> Person:
        """Make the local workspace with its owner, unless it is there or is being made by another."""
        self._store.lock_all()
        return self.local_owner() or self.open_workspace(LOCAL, owner=LOCAL)

    def open_workspace(self, name: str, *, owner: str) -> Person:
        """Make a workspace, and its first owner."""
        now = self._clock.now()
        return self._store.add_member(self._store.add_workspace(name, now), owner, Role.OWNER, now)
