"""The screen of `viva interview run`: one seat of an interview, by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App as Terminal
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer, Input, OptionList, SelectionList, Static, TextArea
from textual.widgets.option_list import Option

from viva.cli.interview_choices import Adding, Choice, Choosing
from viva.cli.interview_keys import keys
from viva.cli.interview_pane import Pane
from viva.cli.views.conducted import row, status
from viva.interviews.conduct.changes import entry_values
from viva.interviews.conduct.model import Answered, Change, Fate, Kind, Outcome, State
from viva.interviews.templates.titles import first_line
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.telling.interviews import versions

if TYPE_CHECKING:
    from viva.app import App
    from viva.cli.interview_queue import Queue
    from viva.interviews.conduct.sheet import LineOnSheet, Sheet

_AFTER_LAST_KEY = 0.5
"""Seconds after which what was typed is saved."""
_AGAIN = 1.0
"""Seconds after which what could not be saved is sent again."""
_FOUND = 8


class InterviewScreen(Terminal[None]):
    """What an interviewer sees while looking at the candidate."""

    CSS = """
    #questions { width: 36%; min-width: 24; }
    #status { height: auto; max-height: 4; background: $panel; }
    """
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, app: App, token: str, queue: Queue) -> None:
        super().__init__()
        self._bank = app
        self._token = token
        self._queue = queue
        self._known = self._look()
        self._sheet: Sheet = self._known
        self._line = self._sheet.next.line if self._sheet.next else self._lines()[0].line.number
        self._twin = self._answer = False
        self._typed: Timer | None = None
        for key, action, told, shown in keys():
            self.bind(key, action, description=told, show=bool(shown), key_display=shown)

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "leave", show=False, priority=True)]

    def compose(self) -> ComposeResult:
        """Questions on the left; what is asked, what to listen for and what was heard on the right."""
        yield Horizontal(OptionList(id="questions", markup=False), Pane())
        yield Static(id="status", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Show what is there, and keep sending what could not be saved."""
        self.set_interval(_AGAIN, self._beat)
        self._show()
        self.query_one("#questions").focus()

    # ---- what the person does

    def action_rate(self, place: int) -> None:
        """Give the rating at a place of the scale."""
        steps = self._sheet.interview.scale.steps
        if place < len(steps):
            self._say(Kind.RATE, rating=steps[place].value)

    def action_state(self, state: str) -> None:
        """Say that there was no answer, or that it was not asked."""
        self._say(Kind.STATE, state=state)

    def action_void(self) -> None:
        """Say that the question does not count; the note says why."""
        self._say(Kind.STATE, state=Answered.VOID.value, reason=self._base.query_one(Pane).typed(Kind.NOTE))

    def action_skip(self) -> None:
        """Leave a question out, or take it in again."""
        line = self._here().line
        self._do(Kind.SKIP, line.number, seen=line.version, skipped=not line.skipped)

    def action_become(self, state: str) -> None:
        """Begin or end."""
        self._do(Kind.BECOME, state=State(state).value)

    def action_place(self, by: int) -> None:
        """Ask a question earlier or later than the one beside it."""
        numbers = [each.line.number for each in self._lines()]
        at = numbers.index(self._line)
        if not 0 <= at + by < len(numbers):
            return
        before = at + 1 if by > 0 else at - 2
        self._do(Kind.MOVE, self._line, after=numbers[before] if before >= 0 else None)

    def action_swap(self) -> None:
        """Ask a similar question instead."""
        line = self._here().line
        with self._bank.reader() as unit:
            similar = unit.conduct.similar(self._token, line.number)
        choices = [(each.id, first_line(each.content.prompt)) for each in similar]
        empty = _("The bank has no similar question that is not asked here already.")

        def swap(question: int | None) -> None:
            if question is not None:
                self._do(Kind.SWAP, line.number, seen=line.version, question=question)

        self.push_screen(Choosing(_("Ask another instead"), choices, empty), swap)

    def action_add(self) -> None:
        """Ask one more question, of the bank or written by hand."""
        section = self._here().line.section

        def add(wanted: int | str | None) -> None:
            if isinstance(wanted, int):
                self._do(Kind.ADD, section=section, question=wanted)
            elif wanted:
                self._do(Kind.ADD, section=section, prompt=wanted)

        self.push_screen(Adding(self._find), add)

    def action_help(self) -> None:
        """All keys, since the last line of a terminal has room for a few."""
        told = [f"{shown:<4} {word}" for _key, _action, word, shown in keys() if shown]
        self.push_screen(Choosing(_("Keys"), list(enumerate(told)), ""))

    def action_flags(self) -> None:
        """All red flags; choosing one leads to its question."""
        flagged = [each for each in self._lines() if each.entry.flag]
        choices = [
            (each.line.number, f"{each.entry.flag} – {first_line(each.line.content.prompt)}") for each in flagged
        ]

        def go(line: int | None) -> None:
            if line is not None:
                self._go(line)

        self.push_screen(Choosing(_("Red flags"), choices, _("You have noted no red flag.")), go)

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
        self._do(Kind.TICK, self._line, point=point, ticked=point in event.selection_list.selected)

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        """Save shortly after the last key."""
        self._soon()

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Save shortly after the last key."""
        self._soon()

    # ---- saving

    def _soon(self) -> None:
        if self._typed is not None:
            self._typed.stop()
        self._typed = self.set_timer(_AFTER_LAST_KEY, self._keep_typed)

    def _keep_typed(self) -> None:
        entry, pane = self._here().entry, self._base.query_one(Pane)
        for kind, text, elsewhere in pane.changed(entry):
            pane.keep(kind)
            if elsewhere:
                change = Change(key="", kind=kind, line=self._line, values={"text": text})
                late = Outcome(key="", fate=Fate.STALE, version=entry.version, theirs=entry_values(entry))
                self._decide(change, late)
            else:
                self._say(kind, text=text)

    def _say(self, kind: Kind, **values: Any) -> None:
        """Change what this seat says of the question in hand."""
        self._do(kind, self._line, seen=self._here().entry.version, **values)

    def _do(self, kind: Kind, line: int | None = None, *, seen: int | None = None, **values: Any) -> None:
        self._queue.add(kind, line, seen=seen, **values)
        self._save()

    def _save(self) -> None:
        if self._queue.send():
            self._known = self._look()
        self._sheet = self._queue.foreseen(self._known)
        came = self._queue.came or self._here().line.swapped_for  # somebody else may ask another instead
        if came is not None:
            self._line, self._twin, self._answer = came, False, False
        if self._queue.stale:
            self._decide(*self._queue.stale.pop(0))
        self._show()

    def _decide(self, change: Change, late: Outcome) -> None:
        """Somebody changed the same meanwhile: that stays, unless the person puts their own in its place."""
        title, mine, theirs = versions(change, late, self._sheet)
        choices = [
            (0, _("As it is there now: {text}").format(text=theirs or _("nothing"))),
            (1, _("As you have it: {text}").format(text=mine or _("nothing"))),
        ]
        if change.kind in {Kind.NOTE, Kind.FLAG}:
            choices.append((2, _("Both")))
        self._base.query_one(Pane).forget()
        values = {1: dict(change.values), 2: {"text": f"{theirs}\n{mine}"}}

        def decide(choice: int | None) -> None:
            self._base.query_one(Pane).forget()
            if choice:
                self._do(change.kind, change.line, seen=late.version, **values[choice])
            else:
                self._save()

        self.push_screen(Choosing(_("Changed elsewhere meanwhile: {what}").format(what=title), choices, ""), decide)

    def _beat(self) -> None:
        if self._queue.waits:
            self._save()
            return
        with self._bank.reader() as unit:
            news = unit.conduct.feed(self._token, self._sheet.interview.sequence).changes
        if news:
            self._save()
        else:
            self._status()

    # ---- what is shown

    def _go(self, line: int) -> None:
        self._keep_typed()
        self._line, self._twin, self._answer = line, False, False
        self._show()

    def _look(self) -> Sheet:
        with self._bank.reader() as unit:
            return unit.conduct.sheet(self._token)

    def _find(self, text: str) -> list[Choice]:
        with self._bank.reader() as unit:
            try:
                hits = unit.search.find(text, limit=_FOUND).hits
            except InvalidInput:  # not a query yet, while one types
                return []
        return [(hit.question.id, first_line(hit.question.prompt)) for hit in hits]

    def _lines(self) -> list[LineOnSheet]:
        return [each for each in self._sheet.lines if each.line.swapped_for is None]

    def _here(self) -> LineOnSheet:
        return next(each for each in self._sheet.lines if each.line.number == self._line)

    def _show(self) -> None:
        with self.prevent(
            OptionList.OptionHighlighted, TextArea.Changed, Input.Changed, SelectionList.SelectionToggled
        ):
            questions = self._base.query_one("#questions", OptionList)
            lines = self._lines()
            questions.set_options(
                Option(Content(row(place, each, self._sheet.interview.scale)), id=str(each.line.number))
                for place, each in enumerate(lines, 1)
            )
            questions.highlighted = [each.line.number for each in lines].index(self._line)
            pane = self._base.query_one(Pane)
            pane.show(self._here(), self._sheet.interview.scale, twin=self._twin, answer=self._answer)
        self._status()

    def _status(self) -> None:
        self._base.query_one("#status", Static).update(Content(status(self._sheet, self._queue.state)))

    @property
    def _base(self) -> Screen[Any]:
        """The screen below whatever is chosen from."""
        return self.screen_stack[0]
