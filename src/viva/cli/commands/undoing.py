"""`viva undo`, `viva redo` and `viva log`: what was done, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.limit import at_most, natural
from viva.kernel.clock import minute
from viva.kernel.i18n import _

if TYPE_CHECKING:
    from viva.bank.activity import Activity
    from viva.bank.changes import Change


def undo(
    change: Annotated[
        int | None,
        Parameter(name="CHANGE", converter=natural, help=_("The number that `viva log` shows; usually the last one.")),
    ] = None,
    /,
    *,
    dry_run: Annotated[bool, Parameter(help=_("Only show what would change."))] = False,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Take back a change, whatever it was."""
    _turn(
        context,
        lambda activity: activity.to_undo(change),
        lambda activity: activity.undo(change),
        _("Would take back: {what} ({date}).")
        if dry_run
        else _("Taken back: {what} ({date}). `viva redo` does it again."),
        dry_run=dry_run,
        json=json,
    )


def redo(
    change: Annotated[
        int | None,
        Parameter(name="CHANGE", converter=natural, help=_("The number that `viva log` shows; usually the last one.")),
    ] = None,
    /,
    *,
    dry_run: Annotated[bool, Parameter(help=_("Only show what would change."))] = False,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Do again what was taken back last."""
    _turn(
        context,
        lambda activity: activity.to_redo(change),
        lambda activity: activity.redo(change),
        _("Would do again: {what} ({date}).")
        if dry_run
        else _("Done again: {what} ({date}). `viva undo` takes it back."),
        dry_run=dry_run,
        json=json,
    )


def show_log(
    *,
    limit: Annotated[int, Parameter(metavar="N", converter=natural, help=_("How many at most; 0 for all."))] = 20,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Show what was done to questions, the newest first."""
    from viva.cli.views.changes import show_log
    from viva.telling.plain import plain

    with context.app() as app, app.reader() as unit:
        changes = unit.activity.changes(limit=at_most(limit) if limit else None)
    if json:
        context.output.json({"changes": plain(changes)})
        return
    if changes:
        show_log(context.output, changes)
    else:
        context.output.remark(_("No question was changed by a person so far."))


def _turn(
    context: Context,
    look: Callable[[Activity], Change],
    act: Callable[[Activity], Change],
    told: str,
    *,
    dry_run: bool,
    json: bool,
) -> None:
    from viva.cli.changing import piece_of_work, report
    from viva.cli.views import changes as view
    from viva.telling.changes import sentence

    with context.app() as app, piece_of_work(context.output, app, dry_run=dry_run) as unit:
        before = unit.bank.states(look(unit.activity).question_ids)
        turned = act(unit.activity)
        made = report(unit, turned.id, turned.question_ids, before, dry_run=dry_run)
        done = view.with_links(made, unit.activity.change(turned.id))
    if json:
        context.output.json(view.as_json(done))
        return
    view.show_questions(context.output, done)
    what = sentence(turned)
    context.output.remark(told.format(what=what, date=minute(turned.made_at)))
