"""Examples, as the last part of a help page."""

from viva.kernel.i18n import _


def examples(*shown: tuple[str, str]) -> str:
    """Commands to try, each below what it does, in the markup of rich."""
    title = _("Examples")
    lines = [f"  {_escaped(does)}\n    [cyan]{_escaped(command)}[/]" for command, does in shown]
    return "\n".join([f"[bold]{_escaped(title)}[/]", *lines])


def _escaped(text: str) -> str:
    if "[" not in text:
        return text
    from rich.markup import escape  # late: each command has its examples at hand, and hardly ever shows them

    return escape(text)
