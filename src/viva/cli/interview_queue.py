"""Changes on their way to the bank: in their order, each with its key, and kept while the bank is away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from viva.interviews.conduct.model import Change, Fate, Kind, Outcome
from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _, ngettext
from viva.kernel.ids import new_key

if TYPE_CHECKING:
    from viva.app import App


class Queue:
    """What one seat has done and nobody has acknowledged yet."""

    def __init__(self, app: App, token: str, *, keys: Callable[[], str] = new_key) -> None:
        self._app = app
        self._token = token
        self._keys = keys
        self._waiting: list[Change] = []
        self.trouble = ""
        """What was refused or is stale, for the person to see."""
        self.stale: Outcome | None = None

    def add(self, kind: Kind, line: int | None = None, *, seen: int | None = None, **values: Any) -> None:
        """Do something; it is sent with the next `send`."""
        self._waiting.append(Change(key=self._keys(), kind=kind, line=line, values=values, seen=seen))

    def pending(self, line: int) -> int:
        """How many versions of an entry are on their way."""
        own = {Kind.RATE, Kind.STATE, Kind.NOTE, Kind.FLAG, Kind.TICK}
        return sum(change.line == line and change.kind in own for change in self._waiting)

    def send(self) -> bool:
        """Have the bank acknowledge what waits; False while it cannot, and then everything is kept."""
        if not self._waiting:
            return True
        try:
            with self._app.unit() as unit:
                outcomes = unit.conduct.record(self._token, self._waiting)
        except Unavailable as away:
            self.trouble = str(away)
            return False
        self._waiting = []
        self.trouble = ""
        for outcome in self._failed(outcomes):
            self.trouble = outcome.trouble or _("This was changed elsewhere meanwhile.")
            self.stale = outcome if outcome.fate is Fate.STALE else self.stale
        return True

    @property
    def waits(self) -> bool:
        """Whether anything is not acknowledged yet."""
        return bool(self._waiting)

    @property
    def state(self) -> str:
        """How far saving is, in words."""
        if self._waiting:
            count = len(self._waiting)
            told = ngettext("offline: {count} change waits", "offline: {count} changes wait", count)
            return told.format(count=count)
        return self.trouble or _("saved")

    @staticmethod
    def _failed(outcomes: Sequence[Outcome]) -> Iterator[Outcome]:
        return (each for each in outcomes if each.fate in {Fate.REFUSED, Fate.STALE})
