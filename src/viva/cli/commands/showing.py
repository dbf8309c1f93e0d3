"""`viva show`: one question whole."""

from __future__ import annotations

from itertools import chain
from typing import Annotated

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.limit import natural
from viva.kernel.i18n import _


def show_question(
    question_id: Annotated[int, Parameter(name="ID", converter=natural, help=_("The number that `viva list` shows."))],
    /,
    *,
    history: Annotated[bool, Parameter(help=_("Show every wording it had."))] = False,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Show a question with everything the bank knows about it."""
    from viva.cli.views import question as view

    with context.app() as app, app.reader() as unit:
        question = unit.bank.question(question_id)
        revisions = unit.bank.revisions(question_id) if history else ()
    if json:
        wordings = {"history": [view.revision_as_json(one) for one in revisions]} if history else {}
        context.output.json({**view.as_json(question), **wordings})
        return
    for line in chain(view.whole(question), view.history(question, revisions) if history else ()):
        context.output.line(*line, hang=view.beginning(line))
