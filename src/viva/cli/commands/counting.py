"""`viva stats`: the bank in numbers."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from viva.cli.context import Context
from viva.kernel.i18n import _
from viva.telling.plain import plain


def show_stats(
    *,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Show how many questions there are of which sort, and what became of every line."""
    from viva.cli.limit import tell_none
    from viva.cli.views.numbers import HANG, overview

    with context.app() as app, app.reader() as unit:
        stats = unit.bank.stats()
    if json:
        context.output.json(plain(stats))
    else:
        context.output.lines(overview(stats), hang=HANG)
        if not stats.sources and not stats.questions:
            tell_none(context.output, bank_is_empty=True)
