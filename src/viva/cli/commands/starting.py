"""`viva start`: the first minute with Viva."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.exits import Exit
from viva.cli.place import place
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _

_CHECKOUT = Path(__file__).parents[4]


def start(
    path: Annotated[
        Path | None, Parameter(converter=place, help=_("Your notes; without it, the notes that come with Viva."))
    ] = None,
    /,
    *,
    no_serve: Annotated[bool, Parameter(help=_("Do not serve the pages at the end."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> Exit:
    """Import, show what was understood with commands to try, and serve the pages until Ctrl-C.

    The notes that come with Viva get a bank of their own, unless the person
    named one: nobody wants them among their own questions.
    """
    from viva.bank.model import Filter
    from viva.cli.commands.serving import serve_pages
    from viva.cli.invocation import command
    from viva.cli.progress import progress
    from viva.cli.views.imported import summary, tell_unread
    from viva.cli.views.numbers import HANG, overview
    from viva.intake.reading import Reading
    from viva.notes.model import READER_VERSION

    output = context.output
    if path is None and not context.bank_is_named:
        context = replace(context, data=_CHECKOUT / "build" / "sample")
    notes = path or _sample()
    reading = Reading.of([notes], progress=partial(progress, output))
    with context.app(reader_version=READER_VERSION) as app:
        stored = reading.store(app)
        with app.reader() as unit:
            stats = unit.bank.stats()
            answered = unit.bank.questions(Filter(answered=True), limit=1).questions
            starter = unit.starter.holding()
    tell_unread(output, reading)
    output.line((str(notes), "bold"))
    output.line(summary([one.imported for one in stored]))
    output.line()
    output.lines(overview(stats), hang=HANG)
    output.line()
    output.line((_("Try next"), "bold"))
    next_ones = [*_what_next(notes, next(iter(stats.topics), None), answered[0].id if answered else None)]
    if starter.is_missing:
        told = _("{count} questions that come with Viva, into the bank")
        next_ones.append((told.format(count=starter.shipped), ["starter", "add"]))
    for does, words in next_ones:
        output.line("  ", does)
        output.line("    ", (command(words, data=context.unusual_data()), "cyan"))
    if not no_serve:
        output.line()
        serve_pages(context)
    return Exit.FAILED if reading.unread else Exit.OK


def _sample() -> Path:
    """The sample notes, which a checkout has beside the sources."""
    folder = _CHECKOUT / "examples" / "notes"
    if not folder.is_dir():
        raise InvalidInput(_("Name the folder with your notes: viva start PATH"))
    return folder


def _what_next(notes: Path, topic: str | None, answered: int | None) -> Iterator[tuple[str, list[str]]]:
    """What commands do that are worth a try, and their words."""
    if topic:
        yield _("the questions on a topic"), ["list", "--topic", topic]
    else:
        yield _("all questions"), ["list"]
    if answered:
        yield _("a question with its answer and key points"), ["show", str(answered)]
    else:
        yield _("why each line became what it is"), ["import", "--explain", str(notes)]
    yield _("what still needs an answer"), ["list", "--unanswered"]
