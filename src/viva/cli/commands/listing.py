"""`viva list`: the questions of the bank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.limit import at_most, natural, tell_none, tell_rest
from viva.cli.wanted import ANY, Wanted
from viva.kernel.i18n import _
from viva.telling.plain import plain

if TYPE_CHECKING:
    from viva.app import Unit
    from viva.bank.model import Page
    from viva.bank.service import Bank
    from viva.glance import Glance


def list_questions(
    *,
    wanted: Wanted = ANY,
    missing_pictures: Annotated[
        bool, Parameter(help=_("Only questions that show a picture whose file is missing."))
    ] = False,
    limit: Annotated[int, Parameter(metavar="N", converter=natural, help=_("How many at most; 0 for all."))] = 100,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Show the questions that fit all options."""
    from viva.cli.views.question import show_list

    def ask(bank: Glance | Unit) -> tuple[Page, bool]:
        page = bank.lines.page(wanted.filter(), limit=at_most(limit))
        return page, not page.total and bank.lines.is_empty()

    if missing_pictures:
        with context.app() as app, app.reader() as unit:
            page = _with_missing_pictures(unit.bank, wanted, at_most(limit))
            bank_is_empty = not page.total and unit.lines.is_empty()
    else:
        page, bank_is_empty = context.ask(ask)
    if json:
        context.output.json({"total": page.total, "questions": plain(page.questions)})
        return
    show_list(context.output, page.questions)
    if not page.total:
        tell_none(context.output, bank_is_empty=bank_is_empty)
    tell_rest(context.output, len(page.questions), page.total)


def _with_missing_pictures(bank: Bank, wanted: Wanted, limit: int) -> Page:
    from viva.bank.model import Page

    fitting = set(bank.chosen(wanted.filter()))
    shown = {each.question.id: each.question for each in bank.missing_pictures() if each.question.id in fitting}
    return Page(tuple(shown.values())[:limit], len(shown))
