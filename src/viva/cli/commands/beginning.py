"""`viva starter`: the questions that come with Viva."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from cyclopts import Parameter

from viva.cli.context import Context
from viva.kernel.i18n import _


def show_starter(
    *,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Tell how much of it is in the bank."""
    from viva.cli.invocation import command
    from viva.starter import shipped
    from viva.telling.plain import plain

    with context.app() as app, app.reader() as unit:
        holding = unit.starter.holding()
    if json:
        context.output.json({**plain(holding), "languages": shipped.languages()})
        return
    told = _("The starter bank has {shipped} questions; {there} of them are in your bank.")
    context.output.line(told.format(shipped=holding.shipped, there=holding.there))
    does = _("adds it") if holding.is_missing else _("brings it up to date")
    context.output.line((command(["starter", "add"], data=context.unusual_data()), "cyan"), f"  {does}")


def add_starter(
    *,
    language: Annotated[
        tuple[str, ...], Parameter(metavar="LANGUAGE", help=_("Only in this language, such as en; may repeat."))
    ] = (),
    dry_run: Annotated[bool, Parameter(help=_("Only say what would be done; the bank stays as it is."))] = False,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Add it, or bring it up to date; your own wordings stay."""
    from viva.cli.progress import progress
    from viva.intake.comparing import compare
    from viva.starter.jobs import counts
    from viva.telling.outcomes import starter_added

    with context.app() as app:
        with app.rehearsal() if dry_run else app.unit() as unit:
            done = unit.starter.add(language)
        if not dry_run and done.change_id is not None:
            compare(app, partial(progress, context.output))
    if json:
        context.output.json({**counts(done), "change": None if dry_run else done.change_id})
        return
    context.output.line(starter_added(counts(done)))
    if done.offered:
        context.output.line(_("`viva list --offered` shows where you worded a question yourself."))
