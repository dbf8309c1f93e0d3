"""What is chosen from in the middle of an interview: red flags to look at, a similar question, one more of the bank."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from viva.kernel.i18n import _

Choice = tuple[int, str]
"""A number, and the text it is shown with."""


class Choosing(ModalScreen[int | None]):
    """One of several; Escape leaves all as it is."""

    DEFAULT_CSS = """
    Choosing, Adding { align: center middle; }
    Choosing > Vertical, Adding > Vertical { width: 80%; max-width: 100; height: auto; max-height: 80%; }
    Choosing > Vertical, Adding > Vertical { border: round $primary; background: $surface; padding: 0 1; }
    Choosing OptionList, Adding OptionList { height: auto; max-height: 20; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, title: str, choices: Sequence[Choice], empty: str) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._empty = empty

    def compose(self) -> ComposeResult:
        """The choices, or why there are none."""
        with Vertical():
            yield Label(self._title if self._choices else self._empty, markup=False)
            yield OptionList(*_options(self._choices), id="choices", markup=False)

    def on_mount(self) -> None:
        """Enter takes the first."""
        choices = self.query_one("#choices", OptionList)
        choices.highlighted = 0 if self._choices else None
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
        with Vertical():
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


def _options(choices: Sequence[Choice]) -> list[Option]:
    return [Option(Content(text), id=str(number)) for number, text in choices]
