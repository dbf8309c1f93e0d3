"""`viva link`: how two questions hang together."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.named import check
from viva.kernel.i18n import _


def link(
    one: Annotated[str, Parameter(name="ID", validator=check, help=_("A question, by number or key."))],
    kind: Annotated[
        Literal["twin", "copy", "near", "follow-up", "contradicts"],
        Parameter(name="KIND", help=_("What the other one is to it:")),
    ],
    other: Annotated[str, Parameter(name="OTHER", validator=check, help=_("The other question."))],
    /,
    *,
    remove: Annotated[bool, Parameter(help=_("Say that they do not hang together so."))] = False,
    dry_run: Annotated[bool, Parameter(help=_("Only show what would change."))] = False,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Say how two questions hang together, or that they do not; that goes before what is found by comparing."""
    from viva.cli.changing import piece_of_work, report, tell
    from viva.cli.named import find_one
    from viva.cli.views.changes import link_line
    from viva.notes.model import RelationKind

    how = RelationKind(kind)
    with context.app() as app, piece_of_work(context.output, app, dry_run=dry_run) as unit:
        first, second = find_one(unit, one), find_one(unit, other)
        say = unit.editing.unlink if remove else unit.editing.link
        done = say(first.id, second.id, how)
        before = {first.id: first, second.id: second}
        made = report(unit, done.change_id, [first.id, second.id], before, dry_run=dry_run)
    tell(
        context,
        replace(
            made,
            after={first.id: first, second.id: second},
            relation=(first.id, kind, second.id),
            lines=[link_line("-" if remove else "+", how, second)],
            linked=not remove,
            nothing=_("Nothing to remove: nothing says that these two hang together so.") if remove else None,
        ),
        json=json,
    )
