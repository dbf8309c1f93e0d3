"""`viva show`: one question whole."""

from __future__ import annotations

from itertools import chain
from typing import Annotated

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.named import check
from viva.kernel.i18n import _


def show_question(
    question: Annotated[str, Parameter(name="ID", validator=check, help=_("A question, by number or key."))],
    /,
    *,
    history: Annotated[bool, Parameter(help=_("Show every wording it had."))] = False,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Show a question with everything the bank knows about it."""
    from viva.cli.named import one_id
    from viva.cli.views import question as view

    with context.app() as app, app.reader() as unit:
        question_id = one_id(unit, question)
        found = unit.bank.question(question_id)
        revisions = unit.bank.revisions(question_id) if history else ()
    if json:
        wordings = {"history": [view.revision_as_json(one) for one in revisions]} if history else {}
        context.output.json({**view.as_json(found), **wordings})
        return
    for line in chain(view.whole(found), view.history(found, revisions) if history else ()):
        context.output.line(*line, hang=view.beginning(line))
