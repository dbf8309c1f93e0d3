"""`viva search`: questions that contain words."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.limit import at_most, natural, tell_none, tell_rest
from viva.cli.views.plain import plain
from viva.cli.wanted import ANY, Wanted
from viva.kernel.i18n import _


def search_questions(
    *words: Annotated[
        str, Parameter(required=True, help=_("Words the question contains; the last may be unfinished."))
    ],
    wanted: Wanted = ANY,
    limit: Annotated[int, Parameter(metavar="N", converter=natural, help=_("How many at most; 0 for all."))] = 20,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Show what was found, best first, with the matches marked."""
    from viva.cli.views.question import HANG, hit

    with context.app() as app, app.reader() as unit:
        found = unit.bank.search(" ".join(words), wanted.filter(), limit=at_most(limit))
        bank_is_empty = not found.total and not unit.bank.questions(limit=1).total
    if json:
        context.output.json({"total": found.total, "hits": plain(found.hits)})
        return
    for one in found.hits:
        context.output.lines(hit(one), hang=HANG)
    if not found.total:
        tell_none(context.output, bank_is_empty=bank_is_empty)
    tell_rest(context.output, len(found.hits), found.total)
