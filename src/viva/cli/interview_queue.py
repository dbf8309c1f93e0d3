"""Changes on their way to the bank: in their order, each with its key, and kept while the bank is away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from viva.interviews.conduct.changes import entry_after, line_after
from viva.interviews.conduct.model import OWN, Change, Fate, Kind, Outcome
from viva.interviews.scale import proposed
from viva.kernel.errors import InvalidInput, Unavailable
from viva.kernel.i18n import _, ngettext
from viva.kernel.ids import new_key

if TYPE_CHECKING:
    from viva.app import App
    from viva.interviews.conduct.sheet import LineOnSheet, Sheet
    from viva.interviews.scale import Scale


class Queue:
    """What one seat has done and nobody has acknowledged yet."""

    def __init__(self, app: App, token: str, *, keys: Callable[[], str] = new_key) -> None:
        self._app = app
        self._token = token
        self._keys = keys
        self._waiting: list[Change] = []
        self.trouble = ""
        """Why the bank is away, or what it refused, for the person to see."""
        self.stale: list[tuple[Change, Outcome]] = []
        """What somebody else changed meanwhile, to be decided."""
        self.came: int | None = None
        """The question that came in with what was sent last."""

    def add(self, kind: Kind, line: int | None = None, *, seen: int | None = None, **values: Any) -> None:
        """Do something; it is sent with the next `send`."""
        self._waiting.append(Change(key=self._keys(), kind=kind, line=line, values=values, seen=seen))

    def foreseen(self, sheet: Sheet) -> Sheet:
        """The sheet as it is once all that waits is there, each change counted as one version."""
        scale, now = sheet.interview.scale, sheet.now
        lines = {each.line.number: each for each in sheet.lines}
        for change in self._waiting:
            shown = lines.get(change.line or 0)
            if shown is None:
                continue
            try:
                if change.kind in OWN:
                    lines[shown.line.number] = _said(shown, change, scale)
                elif change.kind in {Kind.SKIP, Kind.MOVE}:
                    places = {number: each.line.place for number, each in lines.items()}
                    line = line_after(shown.line, change, now, places)
                    lines[line.number] = replace(shown, line=line)
            except InvalidInput:  # the bank will say so
                continue
        ordered = sorted(lines.values(), key=lambda each: (each.line.place, each.line.number))
        return replace(sheet, lines=tuple(ordered))

    def send(self) -> bool:
        """Have the bank acknowledge what waits; False while it cannot, and then everything is kept."""
        self.came = None
        if not self._waiting:
            return True
        try:
            with self._app.unit() as unit:
                outcomes = unit.conduct.record(self._token, self._waiting)
        except Unavailable as away:
            self.trouble = str(away)
            return False
        sent, self._waiting, self.trouble = self._waiting, [], ""
        for change, outcome in zip(sent, outcomes, strict=True):
            if outcome.fate is Fate.STALE:
                self.stale.append((change, outcome))
            elif outcome.fate is Fate.REFUSED:
                self.trouble = outcome.trouble
            elif change.kind in {Kind.ADD, Kind.SWAP}:
                self.came = outcome.line
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


def _said(shown: LineOnSheet, change: Change, scale: Scale) -> LineOnSheet:
    entry = entry_after(shown.entry, change, shown.line, scale)
    return replace(shown, entry=entry, proposed=proposed(scale, shown.line.content.key_points, entry.ticked))
