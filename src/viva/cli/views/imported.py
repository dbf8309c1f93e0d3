"""What an import did."""

from collections.abc import Sequence
from typing import Any

from viva.cli.column import Column
from viva.cli.output import Output
from viva.cli.views import understood
from viva.cli.views.numbers import account
from viva.cli.views.tally import left_out, lines
from viva.intake.model import Imported, Outcome, tally
from viva.intake.reading import Reading, Stored
from viva.kernel.i18n import _
from viva.telling import outcomes, words
from viva.telling.plain import plain

_NOTHING = (0, 0, 0, 0)


def show(output: Output, stored: Sequence[Stored]) -> None:
    """A row for each note that changed something, what became of the lines that were read, and a sum."""
    changed = [one.imported for one in stored if one.imported.outcome is not Outcome.UNCHANGED]
    accounts = [one.account for one in stored if one.account]
    rows = [_row(one) for one in changed if one.moved_from is None or _counts(one) != _NOTHING]
    if rows:
        output.table(_columns(), rows, main=0)
        output.line()
    if accounts:
        output.lines(account(lines(accounts), left_out(accounts)))
        output.line()
    for one in changed:
        for target in one.missing_pictures:
            output.remark(_("{source}: the picture {target} is missing.").format(source=one.source, target=target))
    for one in changed:
        if one.moved_from is not None:
            output.remark(_("{former} has moved: {source}").format(former=one.moved_from, source=one.source))
        if one.outcome is Outcome.GONE:
            output.remark(_("{source} is not there any more.").format(source=one.source))
    output.line(summary([one.imported for one in stored]))


def as_json(stored: Sequence[Stored], unread: Sequence[str]) -> dict[str, Any]:
    """The same for another program."""
    return {
        "imported": plain([one.imported for one in stored]),
        "account": {one.imported.source: understood.account(one.account) for one in stored if one.account},
        "unread": list(unread),
    }


def summary(imported: Sequence[Imported]) -> str:
    """How many notes there were, and what they brought."""
    return outcomes.imported(tally(imported))


def tell_unread(output: Output, reading: Reading) -> None:
    """Say on standard error what was not taken, what is odd about files, and what could not be read."""
    if reading.skipped:
        counts = [f"{words.skipped(why)} ({count})" for why, count in reading.skipped.items()]
        output.remark(_("Not taken: {counts}").format(counts=words.listed(counts)))
    for odd in reading.odd:
        output.remark(f"{odd.source}: {words.reason(odd.what)}")
    for sentence in reading.unread:
        output.remark(("viva: ", "bold red"), sentence)


def _columns() -> list[Column]:
    counts = (_("New"), _("Changed"), _("Back"), _("Vanished"))
    return [Column(heading=_("Note")), *(Column(heading=heading, numbers=True) for heading in counts)]


def _counts(one: Imported) -> tuple[int, ...]:
    return one.added, one.revised, one.returned, one.vanished


def _row(one: Imported) -> list[str]:
    return [one.source, *map(str, _counts(one))]
