"""What the screen of a seat knows, and how it saves: each key is a change that waits until the bank has it."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

from textual.app import App as Terminal
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from viva.cli.seat.choices import Choosing, Shared
from viva.cli.seat.clock import SeatClock
from viva.cli.seat.courier import Courier, Round
from viva.cli.seat.deciding import decision
from viva.cli.seat.foreseen import foreseen
from viva.cli.seat.pane import TYPED, Pane, kept_text
from viva.interviews.conduct.changes import entry_values, line_values
from viva.interviews.conduct.model import GUARDED, OWN, Kind
from viva.interviews.conduct.progress import hindrance
from viva.interviews.conduct.reconciling import standing
from viva.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from viva.app import App
    from viva.cli.seat.queue import Queue
    from viva.interviews.conduct.model import Change, Outcome
    from viva.interviews.conduct.sheet import LineOnSheet, Sheet

AFTER_LAST_KEY = 0.3
"""Seconds after which what was typed is saved."""
AT_LEAST_EVERY = 0.8
"""Seconds after which it is saved while somebody types on."""


class Arrived(Message):
    """The courier is back."""

    def __init__(self, done: Round) -> None:
        super().__init__()
        self.done = done


class Seated(Terminal[None]):
    """One seat: the sheet as the bank has it, with what waits carried out on it."""

    def __init__(self, app: App, token: str, queue: Queue, clock: SeatClock) -> None:
        super().__init__()
        self._bank = app
        self._token = token
        self._queue = queue
        self._clock = clock
        with app.reader() as unit:
            self._known: Sheet = unit.conduct.sheet(token)
        self._sheet = foreseen(self._known, queue.changes)
        self._courier = Courier(app, token, self._tell, known=self._known)
        self._line = self._sheet.next.line if self._sheet.next else self._lines()[0].line.number
        self._twin = self._answer = self._busy = self._leaving = False
        self._deciding: Choosing | None = None
        self._to_save: list[Timer] = []

    def on_unmount(self) -> None:
        """The courier has a moment to come back; one that waits for the bank is left behind."""
        self._courier.end()
        self._courier.join(2)

    # ---- what the person does

    def _say(self, kind: Kind, **values: Any) -> None:
        """Change what this seat says of the question in hand."""
        self._do(kind, self._line, **values)

    def _do(self, kind: Kind, line: int | None = None, **values: Any) -> None:
        """Do something, if this seat may do it now; what it overwrites is what the person sees."""
        there = self._there(kind, line)
        seen = there.get("version") if kind in GUARDED else None
        self._add(kind, line, seen=seen, was=standing(kind, there) if there else None, **values)

    def _add(self, kind: Kind, line: int | None, *, seen: int | None, was: Any, **values: Any) -> None:
        hindered = self._hindered(kind)
        if hindered:
            self.notify(hindered, severity="warning", markup=False)
            return
        self._queue.add(kind, line, seen=seen, was=was, **values)
        self._foresee()
        self._send()

    def _hindered(self, kind: Kind) -> str:
        """Why this seat may not do something now."""
        seat, state = self._sheet.seat, self._sheet.interview.state
        return hindrance(kind, part=seat.part, state=state, submitted=seat.submitted_at is not None)

    def _there(self, kind: Kind, line: int | None) -> dict[str, Any]:
        """What stands where a change goes."""
        if kind is Kind.SCRATCH:
            interview = self._sheet.interview
            return {"text": interview.scratch, "version": interview.scratch_version}
        if line is None:
            return {}
        shown = self._at(line)
        return entry_values(shown.entry) if kind in OWN else line_values(shown.line)

    # ---- what is typed

    def _soon(self) -> None:
        """Save shortly after the last key, and now and then while somebody types on."""
        for timer in self._to_save[1:]:
            timer.stop()
        self._to_save[1:] = [self.set_timer(AFTER_LAST_KEY, self._keep_typed)]
        if len(self._to_save) == 1:
            self._to_save.insert(0, self.set_timer(AT_LEAST_EVERY, self._keep_typed))

    def _keep_typed(self) -> None:
        if not self.is_running:
            return
        for timer in self._to_save:
            timer.stop()
        self._to_save = []
        for kind in TYPED:
            entry = self._here().entry
            typed = self._pane.draft(kind).take(kept_text(entry, kind), entry.version)
            if typed:
                self._add(kind, self._line, seen=typed.seen, was=typed.was, text=typed.text)
        shared = self._shared
        typed = shared.take(self._sheet.interview) if shared else None
        if typed:
            self._add(Kind.SCRATCH, None, seen=typed.seen, was=typed.was, text=typed.text)

    def _keep_time(self, *, least: float | None = None) -> None:
        """Save how long the question in hand took, where this seat tells it."""
        line = self._here().line
        seconds = self._clock.to_keep(self._sheet, line, **({} if least is None else {"least": least}))
        if seconds is not None:
            self._queue.add(Kind.TIME, line.number, seconds=seconds)
            self._foresee()

    # ---- saving

    def _send(self) -> None:
        if not self._busy and self._queue.waits:
            self._busy = True
            self._courier.give(self._queue.batch())

    def _tell(self, done: Round) -> None:
        self.post_message(Arrived(done))

    def on_arrived(self, message: Arrived) -> None:
        """Take in what became of changes, and what others did; then go on sending."""
        done = message.done
        if done.bug is not None:
            raise done.bug
        if done.asked:
            self._busy = False
        self._queue.settle(done.outcomes)
        if done.trouble:
            self._queue.failed(done.trouble)
        if not self.is_running:  # the screen is being taken down: there is nothing to show on
            return
        if done.sheet is not None:
            self._known = done.sheet
        self._foresee()
        if done.sheet is not None:
            self._clock.look(self._here().line)
        if self._queue.problem:
            self._decide(*self._queue.problem)
        if not done.trouble:
            self._send()
        if self._leaving:
            self._leave()

    def _tick(self) -> None:
        """Once a second: clocks go on, and what could not be saved is sent again."""
        if not self.is_running:
            return
        self._clock.tick(self._sheet, self._here().line)
        self._keep_time()
        self._send()
        self.show_times()

    def _foresee(self) -> None:
        self._sheet = foreseen(self._known, self._queue.changes)
        came = self._queue.came or self._here().line.swapped_for  # somebody else may ask another instead
        if came is not None and any(each.line.number == came for each in self._sheet.lines):
            self._line, self._twin, self._queue.came = came, False, None
        self.show()

    # ---- what a person must decide

    def _decide(self, change: Change, late: Outcome) -> None:
        """Another version stands there, or it was refused: what is to be, the person says; Escape puts it off."""
        if self._deciding is not None:
            return
        title, choices, values = decision(change, late, self._sheet)

        def decide(choice: int | None) -> None:
            self._deciding = None
            if choice is not None:
                self._queue.decide(values[choice])
                self._sheet = foreseen(self._known, self._queue.changes)
                self._forget_typed()
                self._foresee()
                self._send()
            if choice is not None and self._queue.problem:
                self._decide(*self._queue.problem)

        self._deciding = Choosing(title, choices)
        self.push_screen(self._deciding, decide)

    def _forget_typed(self) -> None:
        """Show what is known in the place of what was typed."""
        self._pane.forget()
        if self._shared:
            self._shared.show(self._sheet.interview, anew=True)

    # ---- leaving

    def action_leave(self) -> None:
        """Save, and leave; what cannot be saved now stays on this machine's disk, if the person wants to leave then."""
        self._keep_typed()
        self._keep_time(least=1)
        if self._leaving:
            self._ask_to_leave()
            return
        self._leaving = True
        self._send()
        self._leave()

    def _leave(self) -> None:
        if self._deciding is not None:
            self._leaving = False  # first things first
        elif not self._queue.waits and not self._queue.problem:
            self.exit()
        elif not self._busy:
            self._ask_to_leave()

    def _ask_to_leave(self) -> None:
        self._leaving = False
        count = self._queue.count
        if self._queue.unkept:
            told = ngettext("Leave, and lose {count} change", "Leave, and lose {count} changes", count)
        else:
            told = ngettext(
                "Leave: {count} change stays on this machine, and is sent when this seat is opened again",
                "Leave: {count} changes stay on this machine, and are sent when this seat is opened again",
                count,
            )

        def leave(choice: int | None) -> None:
            if choice:
                self.exit()

        choices = [(0, _("Stay")), (1, told.format(count=count))]
        self.push_screen(Choosing(self._queue.trouble or self._queue.state, choices), leave)

    def _end(self) -> None:
        """The program is told to end: what is typed by now is kept."""
        self._keep_typed()
        self.exit()

    def _hung_up(self) -> None:
        """The terminal is gone: what is typed by now is kept, and nothing is put right on a screen that nobody sees.

        Whoever writes to a terminal that is gone may wait for ever, and what
        waits here would stay locked for as long.
        """
        try:
            self._keep_typed()
            self._queue.close()
        finally:  # also where the disk is gone with the terminal
            os._exit(128 + signal.SIGHUP)

    # ---- what is there

    def show(self) -> None:
        """Show what is known now."""
        raise NotImplementedError

    def show_times(self) -> None:
        """Show what changes by itself."""
        raise NotImplementedError

    @property
    def _base(self) -> Screen[Any]:
        """The screen below whatever is chosen from."""
        return self.screen_stack[0]

    @property
    def _pane(self) -> Pane:
        return self._base.query_one(Pane)

    @property
    def _shared(self) -> Shared | None:
        return next((each for each in self.screen_stack if isinstance(each, Shared)), None)

    def _lines(self) -> list[LineOnSheet]:
        return [each for each in self._sheet.lines if each.line.swapped_for is None]

    def _at(self, line: int) -> LineOnSheet:
        return next(each for each in self._sheet.lines if each.line.number == line)

    def _here(self) -> LineOnSheet:
        return self._at(self._line)
