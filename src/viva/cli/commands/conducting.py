"""`viva interview run`: an interview in the terminal, by keyboard alone."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from viva.cli.context import Context
from viva.kernel.i18n import _


def run_interview(
    token: Annotated[str, Parameter(name="TOKEN", help=_("Of the seat that one sits in."))],
    /,
    *,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Conduct an interview."""
    from viva.cli.interview_queue import Queue
    from viva.cli.interview_screen import InterviewScreen
    from viva.kernel.errors import InvalidInput

    with context.app() as app:
        with app.reader() as unit:
            unit.conduct.sheet(token)  # a wrong token is told before the screen is taken
        if not context.output.on_terminal:
            raise InvalidInput(_("This needs a terminal."))
        queue = Queue(app, token)
        InterviewScreen(app, token, queue).run()
        if not queue.send():
            context.output.remark(queue.state)
