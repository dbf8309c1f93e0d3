"""What an import did, for a person."""

from collections.abc import Sequence

from viva.cli.output import Output
from viva.intake.model import Imported, Outcome
from viva.kernel.i18n import _, ngettext


def imported(output: Output, stored: Sequence[Imported]) -> None:
    """A row for each note that changed something, the missing pictures, and a line that sums up."""
    changed = [one for one in stored if one.outcome is not Outcome.UNCHANGED]
    if changed:
        headings = [_("Note"), _("New"), _("Changed"), _("Back"), _("Vanished")]
        output.table(headings, [_row(one) for one in changed], flexible=0)
    for one in changed:
        for target in one.missing_pictures:
            output.remark(_("{source}: the picture {target} is missing.").format(source=one.source, target=target))
    output.remark(summary(stored))


def summary(stored: Sequence[Imported]) -> str:
    """How many notes there were, and what they brought."""
    notes = ngettext("{count} note read", "{count} notes read", len(stored)).format(count=len(stored))
    added = sum(one.added for one in stored)
    revised = sum(one.revised for one in stored)
    vanished = sum(one.vanished for one in stored)
    if not any((added, revised, vanished, *(one.returned for one in stored))):
        return _("{notes}; nothing has changed.").format(notes=notes)
    new = ngettext("{count} new question", "{count} new questions", added).format(count=added)
    return _("{notes}: {new}, {revised} changed, {vanished} vanished.").format(
        notes=notes, new=new, revised=revised, vanished=vanished
    )


def _row(one: Imported) -> list[str]:
    return [one.source, *(str(count) for count in (one.added, one.revised, one.returned, one.vanished))]
