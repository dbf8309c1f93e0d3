"""How a help page looks: headings, two columns, no boxes, and every word translatable."""

from typing import Any

from cyclopts.help import HelpEntry, HelpPanel
from rich.console import Console, ConsoleOptions
from rich.text import Text

from viva.kernel.i18n import _

_INDENT = 2
_NARROW = 60
"""Below this width a name stands above its description instead of beside it."""
_UNTOLD = frozenset({"False", "()", "None", '""'})
"""What an option is when it is not given goes without saying."""


class HelpPage:
    """Lays out the parts of a help page as cyclopts hands them over."""

    def render_usage(self, console: Console, _options: ConsoleOptions, usage: Any) -> None:
        """The line that shows the order of words."""
        if usage:
            console.print(Text.assemble((_("Usage:"), "bold"), " ", str(usage).strip()), soft_wrap=True)
            console.print()

    def render_description(self, console: Console, _options: ConsoleOptions, description: Any) -> None:
        """What the command is for."""
        for line in _wrapped(_text(description), console, console.width):
            console.print(line)

    def __call__(self, console: Console, options: ConsoleOptions, panel: HelpPanel) -> None:
        """One group of commands, arguments or options; empty ones are not shown."""
        if not panel.entries:
            return
        console.print()
        console.print(Text(str(panel.title), "bold"))
        names = [_name(entry) for entry in panel.entries]
        beside = options.max_width >= _NARROW
        column = 2 * _INDENT + (max(name.cell_len for name in names) if beside else 0)
        for name, entry in zip(names, panel.entries, strict=True):
            name.pad_left(_INDENT)
            described = _wrapped(_description(entry), console, options.max_width - column)
            first = Text() if beside else name.copy()
            if beside:
                name.pad_right(column - name.cell_len)
                first = Text.assemble(name, described.pop(0))
            console.print(first)
            for line in described:
                line.pad_left(column)
                console.print(line)


def _wrapped(text: Text, console: Console, width: int) -> list[Text]:
    lines = list(text.wrap(console, width))
    for line in lines:
        line.rstrip()
    return lines


def _name(entry: HelpEntry) -> Text:
    if entry.positional_label:
        return Text(entry.positional_label, "cyan")
    placeholder = f" {entry.metavar}" if entry.metavar else ""
    return Text(", ".join((*entry.shorts, *entry.positive_names)) + placeholder, "cyan")


def _description(entry: HelpEntry) -> Text:
    text = _text(entry.description)
    if entry.choices:
        text.append(" " + ", ".join(entry.choices), "cyan")
    if entry.default is not None and entry.default not in _UNTOLD:
        text.append(" " + _("(usually {value})").format(value=entry.default), "dim")
    return text


def _text(description: Any) -> Text:
    """The words of a description, which cyclopts wraps for further words behind them."""
    text: Text = getattr(description, "primary_renderable", Text()).copy()
    text.rstrip()
    return text
