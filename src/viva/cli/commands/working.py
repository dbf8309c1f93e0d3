"""`viva work`: a worker, until it is stopped."""

from __future__ import annotations

import logging
import signal
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter, ValidationError

from viva.cli.context import Context
from viva.cli.limit import natural
from viva.kernel.i18n import _

if TYPE_CHECKING:
    from types import FrameType

    from viva.cli.output import Output
    from viva.jobs.runner import Ran
    from viva.jobs.worker import Worker

_MOST = 8
"""Jobs at a time in one process, each of which may need a connection or two."""


def work(
    *,
    once: Annotated[bool, Parameter(help=_("End when no job is due."))] = False,
    concurrency: Annotated[
        int, Parameter(metavar="N", converter=natural, help=_("How many jobs run at a time, up to 8."))
    ] = 1,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Run jobs as they come, and tell of each that ended."""
    from viva.cli.views.jobs import ran
    from viva.notes.model import READER_VERSION

    if not 1 <= concurrency <= _MOST:
        raise ValidationError(
            exception_message=_("From 1 to {most} jobs can run at a time: start several workers for more.").format(
                most=_MOST
            )
        )
    output = context.output
    for chatty in ("procrastinate", "psycopg.pool"):  # what they fail at is raised as well, and told in a sentence
        logging.getLogger(chatty).addHandler(logging.NullHandler())

    def tell(one: Ran) -> None:
        output.line(*ran(one))
        output.close()  # who reads a pipe wants to know now

    with context.app(reader_version=READER_VERSION) as app:
        worker = app.worker(concurrency=concurrency, tell=tell)
        if not once:
            output.remark(_("Working. Ctrl-C finishes what is in hand, and ends."))
        with ending_on_signals(worker, output):
            worker.run(once=once)


@contextmanager
def ending_on_signals(worker: Worker, output: Output) -> Generator[None]:
    """Ctrl-C and SIGTERM let the worker finish; a second one ends it as it stands."""
    asked = False

    def end(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        output.remark(_("Finishing what is in hand. Ctrl-C again ends at once; what was not kept is done anew later."))
        worker.stop()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
