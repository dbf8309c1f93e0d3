"""What opens over the screen of an interview: something to choose from, to write, or to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from viva.cli.seat.drafts import Draft, Typed
from viva.interviews.conduct.model import Interview
from viva.kernel.i18n import _

BOXES = """
ModalScreen { align: center middle; }
.box { width: 90%; max-width: 100; height: auto; max-height: 90%; }
.box { border: round $primary; background: $surface; padding: 0 1; }
.box.large { height: 90%; }
.box OptionList { height: auto; max-height: 16; border: none; padding: 0; }
.box #scratch { height: 1fr; border: none; padding: 0; }
.box #reading { height: auto; max-height: 18; }
.-low .box { width: 100%; max-height: 100%; }
"""

Choice = tuple[int, str]
"""A number, and the text it is shown with."""


class Choosing(ModalScreen[int | None]):
    """One of several; Escape leaves all as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, title: str, choices: Sequence[Choice], *, empty: str = "", at: int | None = None) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._empty = empty
        self._at = at

    def compose(self) -> ComposeResult:
        """The choices, or why there are none."""
        with Vertical(classes="box"):
            yield Label(self._title if self._choices else self._empty, markup=False)
            yield OptionList(*_options(self._choices), id="choices", markup=False)

    def on_mount(self) -> None:
        """Enter takes the one that holds now, or the first."""
        choices = self.query_one("#choices", OptionList)
        numbers = [number for number, _text in self._choices]
        choices.highlighted = numbers.index(self._at) if self._at in numbers else 0 if numbers else None
        choices.focus()

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose."""
        self.dismiss(int(event.option.id or 0))


class Adding(ModalScreen[int | str | None]):
    """A question of the bank, found as one types, or what was typed itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "reach", show=False),
    ]
    _BY_HAND = 0

    def __init__(self, find: Callable[[str], Sequence[Choice]]) -> None:
        super().__init__()
        self._find = find

    def compose(self) -> ComposeResult:
        """What is typed, and what fits it."""
        with Vertical(classes="box"):
            yield Label(_("Add a question: search the bank, or write one"), markup=False)
            yield Input(id="wanted", max_length=20_000)
            yield OptionList(id="found", markup=False)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one("#wanted").focus()

    def action_leave(self) -> None:
        """Add nothing."""
        self.dismiss(None)

    def action_reach(self) -> None:
        """From what is typed to what was found."""
        self.query_one("#found").focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits; first of all, what is typed itself."""
        found = self.query_one("#found", OptionList)
        text = event.value.strip()
        choices = (
            [(self._BY_HAND, _("Ask it as it is written: {text}").format(text=text)), *self._find(text)] if text else []
        )
        found.set_options(_options(choices))
        found.highlighted = 0 if choices else None

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Enter in the field asks what is written."""
        text = self.query_one("#wanted", Input).value.strip()
        if text:
            self.dismiss(text)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Add it."""
        number = int(event.option.id or 0)
        self.dismiss(number if number != self._BY_HAND else self.query_one("#wanted", Input).value.strip())


class Asking(ModalScreen[str | None]):
    """A line to write, such as a reason; Escape leaves all as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, title: str, *, text: str = "", number: bool = False) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._type: Literal["integer", "text"] = "integer" if number else "text"

    def compose(self) -> ComposeResult:
        """What is asked, and the field."""
        with Vertical(classes="box"):
            yield Label(self._title, markup=False)
            yield Input(self._text, id="answer", max_length=1000, type=self._type)

    def action_leave(self) -> None:
        """Write nothing."""
        self.dismiss(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes it."""
        self.dismiss(event.value.strip())


class Reading(ModalScreen[None]):
    """A text to read."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,question_mark,h,р,й", "leave", show=False)]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """Its title, and as much of it as there is room for."""
        with Vertical(classes="box"):
            yield Label(self._title, markup=False)
            with VerticalScroll(id="reading"):
                yield Static(Content(self._text), id="told", markup=False)

    def action_leave(self) -> None:
        """It was read."""
        self.dismiss(None)


class Shared(ModalScreen[None]):
    """The text that the candidate and the interviewers share; what is typed in it is saved as it is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, interview: Interview, leave: Callable[[], None], *, writes: bool) -> None:
        super().__init__()
        self._interview = interview
        self._save = leave
        self._writes = writes

    def compose(self) -> ComposeResult:
        """The text, as large as the screen lets it be."""
        with Vertical(classes="box large"):
            yield Label(_("Shared text: the candidate sees it, and may write in it"), markup=False)
            yield TextArea(id="scratch", read_only=not self._writes, compact=True)

    def on_mount(self) -> None:
        """Write at once, where the text ends."""
        field = self.query_one("#scratch", TextArea)
        self._draft = Draft(field)
        with self.prevent(TextArea.Changed):
            self.show(self._interview, anew=True)
        field.focus()

    def show(self, interview: Interview, *, anew: bool = False) -> None:
        """What is known of it now, unless the person is typing."""
        self._draft.show(interview.scratch, interview.scratch_version, anew=anew)

    def take(self, interview: Interview) -> Typed | None:
        """What the person typed since."""
        return self._draft.take(interview.scratch, interview.scratch_version)

    def action_leave(self) -> None:
        """Back to the questions; what was typed is saved."""
        self._save()
        self.dismiss(None)


def _options(choices: Sequence[Choice]) -> list[Option]:
    return [Option(Content(text), id=str(number)) for number, text in choices]
