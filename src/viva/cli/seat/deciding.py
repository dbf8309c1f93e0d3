"""What a person chooses from where a change was not carried out."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from viva.cli.seat.choices import Choice
from viva.interviews.conduct.model import Change, Outcome
from viva.interviews.conduct.reconciling import TEXTS
from viva.interviews.conduct.sheet import Sheet
from viva.kernel.i18n import _
from viva.telling.interviews import versions


class Decision(NamedTuple):
    """A question to the person, and by each choice the values that are sent instead; None: nothing is."""

    title: str
    choices: Sequence[Choice]
    values: Mapping[int, dict[str, Any] | None]


def decision(change: Change, late: Outcome, sheet: Sheet) -> Decision:
    """Another version stands there, or the change was refused: both are shown, and either can be taken."""
    title, mine, theirs = versions(change, late, sheet)
    nothing = _("nothing")
    values = {0: None, 1: dict(change.values)}
    if late.trouble:
        told = _("Not taken: {reason}").format(reason=late.trouble)
        choices = [
            (0, _("Let it go: {text}").format(text=mine or nothing)),
            (1, _("Try it again: {text}").format(text=mine or nothing)),
        ]
        return Decision(told, choices, values)
    told = _("Changed elsewhere meanwhile: {what}").format(what=title)
    choices = [
        (0, _("As it is there now: {text}").format(text=theirs or nothing)),
        (1, _("As you have it: {text}").format(text=mine or nothing)),
    ]
    if change.kind in TEXTS:
        return Decision(told, [*choices, (2, _("Both"))], {**values, 2: {"text": f"{theirs}\n{mine}"}})
    return Decision(told, choices, values)
