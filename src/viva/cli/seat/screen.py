"""The screen of `viva interview run`: one seat of an interview, by keyboard alone."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.containers import Horizontal
from textual.content import Content
from textual.filter import LineFilter
from textual.widgets import Footer, Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from viva.cli.output import harmless
from viva.cli.seat.actions import Actions
from viva.cli.seat.choices import BOXES
from viva.cli.seat.clock import SeatClock
from viva.cli.seat.keys import keys
from viva.cli.seat.pane import LAYOUT, Pane
from viva.cli.views.conducted import foot, head, row
from viva.interviews.conduct.model import Kind
from viva.kernel.i18n import _
from viva.telling.seats import digits

if TYPE_CHECKING:
    from viva.app import App
    from viva.cli.seat.queue import Queue


class Harmless(LineFilter):
    """Shows control characters as something that is not there."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - as filters are asked
        """The same line, with nothing for the terminal to obey."""
        return [Segment(harmless(text), style, control) for text, style, control in segments]


_HARMLESS = Harmless()
_OF_KEYS = {"digit", *(key.action.partition("(")[0] for _title, group in keys() for key in group)}
_TICK = 1.0
"""Seconds after which clocks are shown anew, and what could not be saved is sent again."""


class InterviewScreen(Actions):
    """What an interviewer sees while looking at the candidate."""

    CSS = f"""
    #head {{ height: auto; max-height: 2; background: $panel; padding: 0 1; }}
    #body {{ height: 1fr; }}
    #questions {{ width: 36%; min-width: 24; height: 100%; border: none; padding: 0; }}
    #questions {{ text-wrap: nowrap; text-overflow: ellipsis; }}
    #foot {{ height: auto; max-height: 3; background: $panel; padding: 0 1; }}
    .-narrow #body {{ layout: vertical; }}
    .-narrow #questions {{ width: 100%; height: 4; }}
    .-low #questions {{ display: none; }}
    .-low #head, .-low #foot {{ max-height: 1; }}
    {LAYOUT}{BOXES}
    """
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [(0, "-narrow"), (72, "-wide")]  # type: ignore[misc]
    VERTICAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [(0, "-low"), (16, "-short"), (30, "-high")]  # type: ignore[misc]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c,ctrl+q", "leave", show=False, priority=True)]

    def __init__(self, app: App, token: str, queue: Queue, *, clock: SeatClock | None = None) -> None:
        super().__init__(app, token, queue, clock or SeatClock())
        there = list(digits(self._sheet.interview.scale).values())
        shown = f"{there[0]}–{there[-1]}"
        for place, digit in enumerate("0123456789"):
            self._bindings.bind(digit, f"digit('{digit}')", _("rate"), place == 0, shown, priority=True)
        for _title, group in keys():
            for key in group:
                first = key.shown != "esc"  # which comes behind all letters that are still on their way into a field
                self._bindings.bind(key.pressed, key.action, key.at_foot, bool(key.at_foot), key.shown, priority=first)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Digits and letters are keys where nobody types; there they go before all else, however fast they come."""
        if action not in _OF_KEYS:
            return super().check_action(action, parameters)
        typing = isinstance(self.focused, Input | TextArea)
        return len(self.screen_stack) == 1 and (not typing or (action, parameters) == ("reach", ("questions",)))

    def compose(self) -> ComposeResult:
        """Questions on the left; what is asked, what to listen for and what was heard on the right."""
        yield Static(id="head", markup=False)
        yield Horizontal(OptionList(id="questions", markup=False, compact=True), Pane(), id="body")
        yield Static(id="foot", markup=False)
        yield Footer(compact=True)

    def on_mount(self) -> None:
        """Show what is there, and send what an earlier run has left."""
        loop = asyncio.get_running_loop()
        for name, end in (("SIGTERM", self._end), ("SIGHUP", self._hung_up)):
            with suppress(AttributeError, NotImplementedError):  # Windows has neither
                loop.add_signal_handler(getattr(signal, name), end)
        self._clock.look(self._here().line)
        self.show()
        self._base.query_one("#questions").focus()
        self._courier.start()
        self.set_interval(_TICK, self._tick)
        self._send()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Whatever is typed by a candidate or stands in a note, the terminal obeys none of it."""
        return [*super().get_line_filters(), _HARMLESS]

    # ---- what widgets tell

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Walking through the list shows the question."""
        if event.option_list.id == "questions" and event.option.id and int(event.option.id) != self._line:
            self._go(int(event.option.id))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A key point was heard, or was not after all."""
        if event.option_list.id == "points":
            self._mention(int(event.option.id or 0))

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        """Save shortly after the last key."""
        self._soon()

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Save shortly after the last key."""
        self._soon()

    # ---- what is shown

    def show(self) -> None:
        """Show what is known now, and leave alone what is being typed."""
        sheet, here = self._sheet, self._here()
        with self.prevent(OptionList.OptionHighlighted, TextArea.Changed, Input.Changed):
            questions = self._base.query_one("#questions", OptionList)
            lines = self._lines()
            questions.set_options(
                Option(Content(row(place, each, sheet, here=each is here)), id=str(each.line.number))
                for place, each in enumerate(lines, 1)
            )
            questions.highlighted = [each.line.number for each in lines].index(self._line)
            self._pane.let(rate=not self._hindered(Kind.NOTE))
            self._pane.show(here, sheet, twin=self._twin, answer=self._answer)
            if self._shared:
                self._shared.show(sheet.interview)
        self.show_times()

    def show_times(self) -> None:
        """How long it takes so far, and how far saving is."""
        queue, sheet = self._queue, self._sheet
        self._base.query_one("#head", Static).update(Content(head(sheet, self._clock)))
        self._pane.show_time(self._here(), sheet, self._clock.seconds)
        self._base.query_one("#foot", Static).update(Content(foot(sheet, queue.state, queue.trouble)))
