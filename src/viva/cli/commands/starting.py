"""`viva start`: the first minute with Viva."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.exits import Exit
from viva.cli.output import Output
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _


def start(
    path: Annotated[Path | None, Parameter(help=_("Your notes; without it, the notes that come with Viva."))] = None,
    /,
    *,
    context: Annotated[Context, Parameter(parse=False)],
) -> Exit:
    """Import, show what was understood, and end with three commands to try."""
    from viva.cli.reading import Reading
    from viva.cli.views.imported import summary
    from viva.cli.views.numbers import HANG, overview
    from viva.notes.understand import READER_VERSION

    output = context.output
    notes = path or _sample()
    reading = Reading.of([notes], include=(), exclude=(), output=output)
    with context.app(reader_version=READER_VERSION) as app:
        stored = reading.store(app)
        with app.reader() as unit:
            stats = unit.bank.stats()
            first = unit.bank.questions(limit=1).questions
    reading.tell_rest()
    output.line((str(notes), "bold"))
    output.line(summary([one.imported for one in stored]))
    output.line()
    output.lines(overview(stats), hang=HANG)
    output.line()
    _tell_what_next(output, next(iter(stats.topics), None), first[0].id if first else None)
    return Exit.FAILED if reading.unread else Exit.OK


def _sample() -> Path:
    """The sample notes, which a checkout has beside the sources."""
    folder = Path(__file__).parents[4] / "examples" / "notes"
    if not folder.is_dir():
        raise InvalidInput(_("Name the folder with your notes: viva start PATH"))
    return folder


def _tell_what_next(output: Output, topic: str | None, question_id: int | None) -> None:
    output.line((_("Try next"), "bold"))
    for command, does in (
        (f"viva list --topic {topic}", _("the questions on a topic")) if topic else ("viva list", _("all questions")),
        (f"viva show {question_id or 1}", _("a question with its answer and key points")),
        ("viva list --unanswered", _("what still needs an answer")),
    ):
        output.line("  ", (f"{command:<32}", "cyan"), does)
