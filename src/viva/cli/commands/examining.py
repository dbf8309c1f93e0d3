"""`viva doctor`: is everything in order, and if not, what to do."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.exits import Exit
from viva.kernel.i18n import _
from viva.telling.plain import plain


def examine(
    *,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> Exit:
    """Look at everything, and fail when something needs a person."""
    from viva.cli.views.health import findings, hang
    from viva.telling.health import check_all

    with context.app() as app:
        database = app.examine()
        usable = database.exists and database.revision == database.newest and not database.problems
        checks = check_all(context.settings(), database, app.examine_jobs() if usable else None)
    well = all(check.well for check in checks)
    if json:
        context.output.json({"well": well, "checks": plain(checks)})
    else:
        context.output.lines(findings(checks), hang=hang(checks))
    return Exit.OK if well else Exit.FAILED
