"""Changes on their way to the bank, in their order, each with its key, and on this machine's disk until then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from viva.interviews.conduct.model import Change, Fate, Kind, Outcome
from viva.interviews.conduct.reconciling import TEXTS, field, intended, merged, reconciled, standing, target
from viva.interviews.conduct.waiting import Waiting, durable
from viva.kernel.errors import VivaError
from viva.kernel.i18n import _, ngettext
from viva.kernel.ids import new_key
from viva.kernel.refusals import reason

if TYPE_CHECKING:
    from viva.app import App
    from viva.interviews.conduct.waiting import WaitingRoom

AT_ONCE = 50


@dataclass(slots=True)
class Item:
    """A change, and how far it is."""

    waiting: Waiting
    sent: bool = False
    """Whether it is on its way: what the person does from now on is another change."""
    problem: Outcome | None = None
    """Why it was not carried out; it waits for a decision."""


class Queue:
    """What one seat has done and the bank has not acknowledged yet. Only the thread of the screen changes it."""

    def __init__(self, room: WaitingRoom, *, keys: Callable[[], str] = new_key) -> None:
        self._room = room
        self._keys = keys
        self.trouble = ""
        """Why the bank is away, for the person to see."""
        self.unkept = ""
        """Why this machine's disk does not keep what waits."""
        self.came: int | None = None
        """The question that came in last, until the screen has it in hand."""
        left, self.unreadable = room.take_over()
        self._items = [Item(each, sent=True) for each in left]  # nobody knows whether they were

    # ---- what waits

    @property
    def changes(self) -> list[Change]:
        """All that waits to be sent, in its order."""
        return [item.waiting.change for item in self._items if item.problem is None]

    @property
    def waits(self) -> bool:
        """Whether anything is not acknowledged yet."""
        return any(item.problem is None for item in self._items)

    @property
    def count(self) -> int:
        """How many a person did, those to be decided among them; the clock's own do not count."""
        return sum(item.waiting.change.kind is not Kind.TIME for item in self._items)

    @property
    def problem(self) -> tuple[Change, Outcome] | None:
        """The first that a person must decide about."""
        return next(((item.waiting.change, item.problem) for item in self._items if item.problem), None)

    # ---- what the person does

    def add(
        self, kind: Kind, line: int | None = None, *, seen: int | None = None, was: Any = None, **values: Any
    ) -> None:
        """Do something; it is kept here at once, and sent with the next batch.

        A text that is typed on before it is sent stays one change.
        """
        change = Change(key=self._keys(), kind=kind, line=line, values=values, seen=seen, at=self._room.clock.now())
        last = self._last(kind, line)
        if last is not None and not last.sent and (kind in TEXTS or kind is Kind.TIME):
            together = _together(last.waiting.change, change, was)
            if together is not None:
                self._put(last, together)
                return
        item = Item(Waiting(change, was))
        self._items.append(item)
        self._put(item, change)

    def decide(self, values: dict[str, Any] | None) -> None:
        """What becomes of the first problem: these values in its place, or nothing."""
        item = next(each for each in self._items if each.problem)
        if values is None or item.problem is None:
            self._drop(item)
            return
        change, late = item.waiting.change, item.problem
        was = standing(change.kind, late.theirs) if late.theirs else item.waiting.was
        seen = change.seen if late.version is None else late.version
        item.waiting = replace(item.waiting, was=was)
        item.sent, item.problem = False, None
        self._put(item, replace(change, key=self._keys(), values=values, seen=seen))

    # ---- sending

    def batch(self) -> list[Waiting]:
        """What to send next; from now on it stays as it is."""
        items = [item for item in self._items if item.problem is None][:AT_ONCE]
        for item in items:
            item.sent = True
        return [item.waiting for item in items]

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        """What became of what was sent; whatever is not settled yet is sent again."""
        self.trouble = ""
        there = {item.waiting.change.key: item for item in self._items}
        resent: Counter[Any] = Counter()
        for outcome in outcomes:
            item = there[outcome.key]
            change = item.waiting.change
            if outcome.fate in {Fate.SAVED, Fate.REPEATED}:
                self._drop(item)
                if change.kind in {Kind.ADD, Kind.SWAP}:
                    self.came = outcome.line
            elif outcome.fate is Fate.STALE:
                self._reconcile(item, outcome, resent)
            elif change.kind is Kind.TIME:
                self._drop(item)
            else:
                item.problem = outcome

    def failed(self, trouble: str) -> None:
        """It could not be sent, or nobody knows whether it was: everything is kept."""
        self.trouble = trouble

    def _reconcile(self, item: Item, late: Outcome, resent: Counter[Any]) -> None:
        """What came too late is sent again where it can be, behind what is sent again before it."""
        change, was = item.waiting.change, item.waiting.was
        theirs = standing(change.kind, late.theirs)
        again = reconciled(change, was, late.theirs)
        later = next((each for each in self._items if each is not item and _replaces(each, item, self._items)), None)
        if theirs == intended(change):
            self._drop(item)
        elif again is not None and late.version is not None:
            seen = late.version + resent[target(change)]
            resent[target(change)] += 1
            item.waiting, item.sent = replace(item.waiting, was=theirs), False
            self._put(item, replace(again, key=self._keys(), seen=seen))
        elif later is not None:  # the person is asked once, about what they did last
            later.waiting = replace(later.waiting, was=was)
            self._put(later, later.waiting.change)
            self._drop(item)
        else:
            item.problem = late

    def _last(self, kind: Kind, line: int | None) -> Item | None:
        there = (item for item in reversed(self._items) if item.problem is None)
        return next(
            (item for item in there if (item.waiting.change.kind, item.waiting.change.line) == (kind, line)), None
        )

    # ---- on this machine's disk

    def close(self) -> None:
        """Leave behind what waits."""
        self._room.close()

    def _put(self, item: Item, change: Change) -> None:
        item.waiting = replace(item.waiting, change=change)
        try:
            item.waiting = self._room.put(item.waiting)
        except OSError as refusal:
            self.unkept = _("This machine's disk keeps nothing ({cause}): do not leave before all is saved.").format(
                cause=reason(refusal)
            )

    def _drop(self, item: Item) -> None:
        self._items.remove(item)
        self._room.drop(item.waiting)
        if not self._items:
            self.unkept = ""

    @property
    def state(self) -> str:
        """How far saving is, in words."""
        if self.unkept:
            return self.unkept
        if self.trouble and self.count:
            told = ngettext("Offline. {count} change waits", "Offline. {count} changes wait", self.count)
            return told.format(count=self.count)
        if self.problem:
            return _("Conflict. To decide: {count}").format(count=sum(item.problem is not None for item in self._items))
        if self.trouble:
            return _("Offline")
        return _("Saving …") if self.count else _("Saved")


def _together(before: Change, change: Change, was: Any) -> Change | None:
    """One change in place of two that nobody has seen yet; None where what came in between stands in the way."""
    if change.kind is Kind.TIME:
        return replace(before, values=change.values, at=change.at)
    text = merged(str(was or ""), intended(change), intended(before))
    return None if text is None else replace(before, values={**change.values, "text": text}, at=change.at)


def _replaces(later: Item, item: Item, items: Sequence[Item]) -> bool:
    """Whether a change that waits is about the same field as one before it."""
    one, other = item.waiting.change, later.waiting.change
    same = (field(one.kind), one.line) == (field(other.kind), other.line)
    return same and later.problem is None and items.index(later) > items.index(item)


def send_now(app: App, token: str, queue: Queue) -> bool:
    """Have the bank acknowledge all that waits; False where it cannot, or where a person must decide."""
    while batch := queue.batch():
        try:
            queue.settle(sent(app, token, batch))
        except VivaError as away:
            queue.failed(str(away))
            return False
    return queue.problem is None


def sent(app: App, token: str, batch: Sequence[Waiting]) -> tuple[Outcome, ...]:
    """Send changes, which are on this machine's disk before they are."""
    with suppress(OSError):  # it is the bank's disk that counts; where that is away as well, the batch is still here
        durable(batch)
    with app.unit() as unit:
        return unit.conduct.record(token, [each.change for each in batch])
