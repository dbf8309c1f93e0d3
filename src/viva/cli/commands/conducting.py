"""`viva interview run`: an interview in the terminal, by keyboard alone."""

from __future__ import annotations

import os
import sys
from typing import Annotated

from cyclopts import Parameter

from viva.cli.context import Context
from viva.kernel.i18n import _, ngettext

_WITHOUT_SCREEN = frozenset({"", "dumb", "unknown"})


def run_interview(
    token: Annotated[str, Parameter(name="TOKEN", help=_("Of the seat that one sits in."))],
    /,
    *,
    context: Annotated[Context, Parameter(parse=False)],
) -> int:
    """Conduct an interview."""
    from viva.cli.seat.queue import Queue
    from viva.cli.seat.screen import InterviewScreen

    with context.app() as app:
        with app.reader() as unit:
            sheet = unit.conduct.sheet(token)  # a wrong token is told before the screen is taken
        _check_terminal(context)
        queue = Queue(app.waiting_room(sheet.interview.id, token))
        for file in queue.unreadable:
            context.output.remark(_("{file} cannot be read: it stays where it is.").format(file=file))
        screen = InterviewScreen(app, token, queue)
        try:
            screen.run()
        finally:
            queue.close()
    if queue.count:
        told = ngettext(
            "{count} change waits on this machine, and is sent when this seat is opened again.",
            "{count} changes wait on this machine, and are sent when this seat is opened again.",
            queue.count,
        )
        context.output.remark(told.format(count=queue.count))
    return screen.return_code or 0


def _check_terminal(context: Context) -> None:
    """InvalidInput where no screen can be shown, or no key be read."""
    from viva.kernel.errors import InvalidInput

    if not (context.output.on_terminal and context.output.progress_on_terminal and sys.stdin.isatty()):
        raise InvalidInput(
            _("This needs a terminal to show its screen on and to read keys from: no pipe and no file will do.")
        )
    kind = os.environ.get("TERM", "")
    if os.name != "nt" and kind in _WITHOUT_SCREEN:
        raise InvalidInput(
            _(
                "This terminal can show no screen (TERM is {kind}): try TERM=xterm-256color, or another terminal."
            ).format(kind=kind or _("not set"))
        )
