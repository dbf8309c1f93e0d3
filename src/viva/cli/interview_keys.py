"""What each key does on the screen of an interview."""

from collections.abc import Iterator

from viva.kernel.i18n import _

Key = tuple[str, str, str, str | None]
"""The key, what it does, what that is called, and how the key is shown; None: not at all."""


def keys() -> Iterator[Key]:
    """Digits rate, letters move."""
    for digit in range(10):
        yield str(digit), f"rate({digit})", _("rate"), None if digit else "0–9"
    for key, action, told in (
        ("question_mark", "help", _("keys")),
        ("j", "move(1)", _("next")),
        ("k", "move(-1)", _("previous")),
        ("n", "suggested", _("suggested")),
        ("x", "state('no answer')", _("no answer")),
        ("v", "void", _("void")),
        ("u", "state('not asked')", _("not asked")),
        ("s", "skip", _("skip")),
        ("w", "swap", _("swap")),
        ("plus", "add", _("add")),
        ("J", "place(1)", _("later")),
        ("K", "place(-1)", _("earlier")),
        ("t", "twin", _("other language")),
        ("a", "answer", _("answer")),
        ("p", "reach('points')", _("points")),
        ("i", "reach('note')", _("note")),
        ("f", "reach('flag')", _("red flag")),
        ("F", "flags", _("red flags")),
        ("b", "become('running')", _("begin")),
        ("e", "become('finished')", _("end")),
        ("escape", "reach('questions')", _("back")),
        ("q", "leave", _("leave")),
    ):
        yield key, action, told, {"escape": "esc", "plus": "+", "question_mark": "?"}.get(key, key)
