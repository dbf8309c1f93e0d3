"""The screen of `viva interview run`: one seat of an interview, by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App as Terminal
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Footer, Input, OptionList, SelectionList, Static, TextArea
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection

from viva.interviews.conduct.model import Answered, Fate, Kind, State
from viva.interviews.conduct.progress import state_word
from viva.interviews.out.words import answered_word, group_title
from viva.interviews.results.gating import rating_word
from viva.interviews.templates.choosing import first_line
from viva.interviews.templates.phrases import figure
from viva.kernel.i18n import _, say

if TYPE_CHECKING:
    from viva.app import App
    from viva.cli.interview_queue import Queue
    from viva.interviews.conduct.sheet import LineOnSheet, Sheet

_AFTER_LAST_KEY = 0.5
"""Seconds after which what was typed is saved."""
_AGAIN = 1.0
"""Seconds after which what could not be saved is sent again."""


class InterviewScreen(Terminal[None]):
    """What an interviewer sees while looking at the candidate."""

    CSS = """
    #questions { width: 36%; min-width: 24; }
    #what { height: auto; max-height: 40%; }
    #points { height: auto; max-height: 30%; }
    #note { height: 1fr; min-height: 3; }
    #status { height: 1; background: $panel; }
    """
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, app: App, token: str, queue: Queue) -> None:
        super().__init__()
        self._bank = app
        self._token = token
        self._queue = queue
        self._sheet: Sheet = self._look()
        self._line = self._sheet.next.line if self._sheet.next else self._lines()[0].line.number
        self._twin = self._answer = False
        self._typed: Timer | None = None
        for keys, action, told in (
            ("0,1,2,3,4,5,6,7,8,9", "rate", _("rate")),
            ("j", "move(1)", _("next")),
            ("k", "move(-1)", _("previous")),
            ("n", "suggested", _("suggested")),
            ("x", "state('no answer')", _("no answer")),
            ("v", "void", _("void")),
            ("u", "state('not asked')", _("not asked")),
            ("s", "skip", _("skip")),
            ("t", "twin", _("other language")),
            ("a", "answer", _("answer")),
            ("p", "reach('points')", _("points")),
            ("i", "reach('note')", _("note")),
            ("f", "reach('flag')", _("red flag")),
            ("b", "become('running')", _("begin")),
            ("e", "become('finished')", _("end")),
            ("escape", "reach('questions')", _("back")),
            ("q", "leave", _("leave")),
        ):
            for number, key in enumerate(keys.split(",")):
                last = f"rate({key})" if action == "rate" else action
                self.bind(
                    key, last, description=told, show=number == 0, key_display="0–9" if action == "rate" else None
                )

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "leave", show=False, priority=True)]

    def compose(self) -> ComposeResult:
        """Questions on the left; what is asked, what to listen for and what was heard on the right."""
        yield Horizontal(
            OptionList(id="questions", markup=False),
            Vertical(
                VerticalScroll(Static(id="what", markup=False)),
                Static(id="anchors", markup=False),
                SelectionList[int](id="points"),
                TextArea(id="note", placeholder=_("Evidence")),
                Input(id="flag", placeholder=_("Red flag, in words")),
            ),
        )
        yield Static(id="status", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Show what is there, and keep sending what could not be saved."""
        self.set_interval(_AGAIN, self._beat)
        self._show()
        self.query_one("#questions").focus()

    def action_rate(self, place: int) -> None:
        """Give the rating at a place of the scale."""
        steps = self._sheet.interview.scale.steps
        if place < len(steps):
            self._do(Kind.RATE, rating=steps[place].value)

    def action_state(self, state: str) -> None:
        """Say that there was no answer, or that it was not asked."""
        self._do(Kind.STATE, state=state)

    def action_void(self) -> None:
        """Say that the question does not count; the note says why."""
        self._do(Kind.STATE, state=Answered.VOID.value, reason=self.query_one("#note", TextArea).text)

    def action_skip(self) -> None:
        """Leave a question out, or take it in again."""
        line = self._here().line
        self._queue.add(Kind.SKIP, line.number, seen=line.version, skipped=not line.skipped)
        self._save()

    def action_become(self, state: str) -> None:
        """Begin or end."""
        self._queue.add(Kind.BECOME, state=State(state).value)
        self._save()

    def action_move(self, by: int) -> None:
        """Go to a question beside this one."""
        numbers = [each.line.number for each in self._lines()]
        at = numbers.index(self._line) + by
        if 0 <= at < len(numbers):
            self._go(numbers[at])

    def action_suggested(self) -> None:
        """Go to the question that is suggested."""
        if self._sheet.next is not None:
            self._go(self._sheet.next.line)

    def action_twin(self) -> None:
        """Show the question in its other language, or back."""
        self._twin = not self._twin
        self._show()

    def action_answer(self) -> None:
        """Show the model answer, or hide it."""
        self._answer = not self._answer
        self._show()

    def action_reach(self, what: str) -> None:
        """Go to a part of the screen; what was typed is saved."""
        self._keep_typed()
        self.query_one(f"#{what}").focus()

    def action_leave(self) -> None:
        """Save, and leave; what cannot be saved now stays on the screen."""
        self._keep_typed()
        if self._queue.send():
            self.exit()
        else:
            self._status()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Walking through the list shows the question."""
        if event.option_list.id == "questions" and event.option.id and int(event.option.id) != self._line:
            self._go(int(event.option.id))

    def on_selection_list_selection_toggled(self, event: SelectionList.SelectionToggled[int]) -> None:
        """A key point was heard, or was not."""
        point = event.selection.value
        self._do(Kind.TICK, guarded=False, point=point, ticked=point in event.selection_list.selected)

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        """Save shortly after the last key."""
        if self._typed is not None:
            self._typed.stop()
        self._typed = self.set_timer(_AFTER_LAST_KEY, self._keep_typed)

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Save shortly after the last key."""
        if self._typed is not None:
            self._typed.stop()
        self._typed = self.set_timer(_AFTER_LAST_KEY, self._keep_typed)

    def _keep_typed(self) -> None:
        entry = self._here().entry
        note, flag = self.query_one("#note", TextArea).text, self.query_one("#flag", Input).value
        if note != entry.note:
            self._do(Kind.NOTE, text=note)
        if flag != entry.flag:
            self._do(Kind.FLAG, text=flag)

    def _do(self, kind: Kind, *, guarded: bool = True, **values: Any) -> None:
        seen = self._here().entry.version + self._queue.pending(self._line) if guarded else None
        self._queue.add(kind, self._line, seen=seen, **values)
        self._save()

    def _save(self) -> None:
        if self._queue.send():
            self._sheet = self._look()
            self._show()
        else:
            self._status()

    def _beat(self) -> None:
        waited = self._queue.waits
        if waited:
            self._save()
            return
        with self._bank.reader() as unit:
            news = unit.conduct.feed(self._token, self._sheet.interview.sequence).changes
        if news:
            self._sheet = self._look()
            self._show()
        else:
            self._status()

    def _go(self, line: int) -> None:
        self._keep_typed()
        self._line, self._twin, self._answer = line, False, False
        self._show()

    def _look(self) -> Sheet:
        with self._bank.reader() as unit:
            return unit.conduct.sheet(self._token)

    def _lines(self) -> list[LineOnSheet]:
        return [each for each in self._sheet.lines if each.line.swapped_for is None]

    def _here(self) -> LineOnSheet:
        return next(each for each in self._sheet.lines if each.line.number == self._line)

    def _show(self) -> None:
        here = self._here()
        with self.prevent(
            OptionList.OptionHighlighted, TextArea.Changed, Input.Changed, SelectionList.SelectionToggled
        ):
            questions = self.query_one("#questions", OptionList)
            lines = self._lines()
            questions.set_options(Option(Content(self._told(each)), id=str(each.line.number)) for each in lines)
            questions.highlighted = [each.line.number for each in lines].index(self._line)
            self._show_line(here)
        self._status()

    def _show_line(self, here: LineOnSheet) -> None:
        content = here.line.twin if self._twin and here.line.twin else here.line.content
        parts = [content.prompt]
        if self._answer and content.answer:
            parts += ["", content.answer]
        parts += [f"→ {text}" for text in here.line.follow_ups]
        self.query_one("#what", Static).update(Content("\n".join(parts)))
        scale = self._sheet.interview.scale
        rows = [
            f"{place} {rating_word(step.value, scale)}  {here.anchors[step.value]}" + self._mark(here, step.value)
            for place, step in enumerate(scale.steps)
        ]
        self.query_one("#anchors", Static).update(Content("\n".join(rows)))
        points = self.query_one("#points", SelectionList)
        at = points.highlighted
        points.clear_options()
        points.add_options(
            Selection(Content(f"{group_title(point.group)}: {point.text}"), place, place in here.entry.ticked)
            for place, point in enumerate(here.line.content.key_points)
        )
        if at is not None and at < points.option_count:
            points.highlighted = at
        note = self.query_one("#note", TextArea)
        if not note.has_focus or note.text == "" or not self._same_line(here):
            note.text = here.entry.note
        flag = self.query_one("#flag", Input)
        if not flag.has_focus or not self._same_line(here):
            flag.value = here.entry.flag
        self._shown = here.line.number

    _shown: int | None = None

    def _same_line(self, here: LineOnSheet) -> bool:
        return self._shown == here.line.number

    @staticmethod
    def _mark(here: LineOnSheet, value: float) -> str:
        if here.entry.rating == value:
            return "  ●"
        return "  ○" if here.proposed == value else ""

    def _told(self, each: LineOnSheet) -> str:
        entry = each.entry
        if entry.rating is not None:
            state = rating_word(entry.rating, self._sheet.interview.scale)
        elif entry.state is Answered.NOT_ASKED and each.line.skipped:
            state = _("skipped")
        else:
            state = answered_word(entry.state)
        flag = " !" if entry.flag else ""
        prompt = first_line(each.line.content.prompt)
        return f"{each.line.number} {prompt}\n  {group_title(each.line.group)} · {state}{flag}"

    def _status(self) -> None:
        sheet = self._sheet
        left = _("{minutes} min left").format(minutes=figure(round(sheet.minutes_left)))
        parts = [sheet.interview.candidate.name, state_word(sheet.interview.state), left, self._queue.state]
        if sheet.next is not None:
            parts.append(f"n: {sheet.next.line} – {say(sheet.next.reason.template, sheet.next.reason.values)}")
        stale = self._queue.stale
        if stale is not None and stale.fate is Fate.STALE:
            both = _("yours: {mine}; there now: {theirs}")
            mine, theirs = (
                ", ".join(f"{name} {value}" for name, value in each.items()) for each in (stale.mine, stale.theirs)
            )
            parts.append(both.format(mine=mine, theirs=theirs))
        self.query_one("#status", Static).update(Content("  ·  ".join(parts)))
