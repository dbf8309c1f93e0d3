"""`viva import`: notes into the bank, or only understood."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter, ValidationError

from viva.cli.context import Context
from viva.cli.exits import Exit
from viva.cli.limit import natural
from viva.cli.place import place
from viva.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from viva.cli.output import Output
    from viva.intake.model import Foreseen
    from viva.intake.reading import Reading, Stored
    from viva.notes.model import Note
    from viva.snippets.model import Case, Checked


def import_notes(  # noqa: PLR0913 - one for each way to read them
    *path: Annotated[Path, Parameter(required=True, converter=place, help=_("Notes, or folders of notes."))],
    include: Annotated[
        tuple[str, ...], Parameter(metavar="PATTERN", help=_("Only files like this, such as '*.md'; may repeat."))
    ] = (),
    exclude: Annotated[
        tuple[str, ...], Parameter(metavar="PATTERN", help=_("No files like this, such as 'drafts/'; may repeat."))
    ] = (),
    dry_run: Annotated[bool, Parameter(help=_("Only show what would be understood; the bank stays as it is."))] = False,
    diff: Annotated[bool, Parameter(help=_("Show only what would happen to the bank; implies --dry-run."))] = False,
    limit: Annotated[
        int | None,
        Parameter(metavar="N", converter=natural, help=_("How many lines of that at most; 0 for all.")),
    ] = None,
    explain: Annotated[
        bool, Parameter(help=_("Show each line with what it became and why; implies --dry-run."))
    ] = False,
    run: Annotated[
        bool, Parameter(help=_("Run the code in the notes and add its verdicts; goes with --dry-run --json."))
    ] = False,
    kit: Annotated[
        str | None, Parameter(metavar="KIT", help=_("What the code finds installed; `viva kit list` shows kits."))
    ] = None,
    later: Annotated[bool, Parameter(help=_("Leave it to a worker: `viva work` runs one."))] = False,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> Exit:
    """Read the notes and report; a file that cannot be read does not stop the others."""
    from viva.exchange.folder import is_bank

    banks = any(map(is_bank, path))
    if (run or kit) and not (run and dry_run and json and not (banks or diff or later)):
        raise ValidationError(exception_message=_("Code is run by --dry-run --json --run; --kit goes with it."))
    if later:
        if banks:
            raise ValidationError(exception_message=_("A bank is imported at once: leave out --later."))
        if dry_run or explain or diff:
            raise ValidationError(exception_message=_("--later imports: it goes with neither --dry-run nor --explain."))
        _import_later(path, include, exclude, context, json=json)
        return Exit.OK
    from viva.cli.progress import progress
    from viva.cli.views.imported import tell_unread
    from viva.intake.progress import unwatched
    from viva.intake.reading import Reading

    if banks:
        _import_banks(path, context, dry_run=dry_run or explain or diff, json=json)
        return Exit.OK
    # Where notes are shown one by one, that is progress enough.
    watch = unwatched if explain and not json else partial(progress, context.output)
    reading = Reading.of(path, include=include, exclude=exclude, progress=watch)
    if diff and not explain:
        _foresee(reading, context, limit=limit, json=json)
    elif json and (dry_run or explain):
        verdicts = partial(_verdicts, context, kit) if run else None
        _print_understood(reading, context.output, with_lines=explain, verdicts=verdicts)
    elif explain:
        _explain(reading, context.output)
    elif dry_run:
        _preview(reading, context, limit=limit)
    else:
        _import(reading, context, json=json)
    tell_unread(context.output, reading)
    return Exit.FAILED if reading.unread else Exit.OK


def _import_later(
    paths: Sequence[Path], include: tuple[str, ...], exclude: tuple[str, ...], context: Context, *, json: bool
) -> None:
    from viva.intake.files import find_notes
    from viva.intake.jobs import import_later

    find_notes(paths)  # what does not exist is told now
    with context.app() as app, app.unit() as unit:
        job_id = import_later(unit.jobs, paths, include=include, exclude=exclude)
    if json:
        context.output.json({"job": job_id})
    else:
        told = _("Job {id} will import them: `viva work` runs it, `viva jobs` shows how far it is.")
        context.output.line(told.format(id=job_id))


def _explain(reading: Reading, output: Output) -> None:
    from viva.cli.views.explained import explained

    for note in reading.understand():
        output.lines(explained(note), cut=True)
        output.line()


def _print_understood(
    reading: Reading,
    output: Output,
    *,
    with_lines: bool,
    verdicts: Callable[[Sequence[Note]], list[tuple[Case, Checked]]] | None,
) -> None:
    from viva.cli.views.understood import as_json

    notes = list(reading.understand())
    judged = verdicts(notes) if verdicts else None
    output.json_chunks(as_json(notes, reading.relations(notes), with_lines=with_lines, verdicts=judged))


def _verdicts(context: Context, kit: str | None, notes: Sequence[Note]) -> list[tuple[Case, Checked]]:
    """Run all code of the notes, each note's by itself."""
    from viva.cli.progress import progress
    from viva.sandbox.model import DEFAULT_KIT
    from viva.snippets.cases import cases_in
    from viva.snippets.checking import Checker

    cases = [cases_in(note) for note in notes]
    judged: list[tuple[Case, Checked]] = []
    with context.app() as app:
        checker = Checker(app.runner, kit or DEFAULT_KIT)
        with progress(context.output, _("Running"), sum(map(len, cases))) as advance:
            for note, those in zip(notes, cases, strict=True):
                for one in checker.check(those):
                    advance(note.source)
                    judged.append(one)
    return judged


def _preview(reading: Reading, context: Context, *, limit: int | None) -> None:
    from viva.cli.views.foreseen import show
    from viva.cli.views.numbers import HANG, overview
    from viva.cli.views.tally import tally

    notes = list(reading.understand())
    context.output.lines(overview(tally(notes, reading.relations(notes))), hang=HANG)
    context.output.line()
    show(context.output, _foreseen(reading, notes, context), limit=limit)


def _foresee(reading: Reading, context: Context, *, limit: int | None, json: bool) -> None:
    from viva.cli.views.foreseen import as_json, show

    foreseen = _foreseen(reading, list(reading.understand()), context)
    if json:
        context.output.json(as_json(foreseen, reading.unread))
    else:
        show(context.output, foreseen, limit=limit)


def _foreseen(reading: Reading, notes: Sequence[Note], context: Context) -> list[Foreseen]:
    from viva.notes.model import READER_VERSION

    with context.app(reader_version=READER_VERSION) as app:
        return reading.foresee(notes, app if app.has_bank() else None)


def _import(reading: Reading, context: Context, *, json: bool) -> None:
    from viva.cli.views.imported import tell_unread
    from viva.intake.reading import Unfinished
    from viva.notes.model import READER_VERSION

    try:
        with context.app(reader_version=READER_VERSION) as app:
            stored = reading.store(app)
    except Unfinished as end:
        _show(end.stored, reading, context, json=json)
        tell_unread(context.output, reading)
        raise
    _show(stored, reading, context, json=json)


def _show(stored: Sequence[Stored], reading: Reading, context: Context, *, json: bool) -> None:
    from viva.cli.views.imported import as_json, show

    if json:
        context.output.json(as_json(stored, reading.unread))
    else:
        show(context.output, stored)


def _import_banks(folders: Sequence[Path], context: Context, *, dry_run: bool, json: bool) -> None:
    """Take whole banks that were exported, or written by hand, each all of it or nothing."""
    from viva.cli.progress import progress
    from viva.cli.views import received
    from viva.exchange.folder import is_bank
    from viva.intake.comparing import compare
    from viva.kernel.errors import InvalidInput

    if not all(map(is_bank, folders)):
        raise InvalidInput(_("Import notes and banks one after the other."))
    reports: list[dict[str, Any]] = []
    with context.app() as app:
        for folder in folders:
            with app.rehearsal() if dry_run else app.unit() as unit:
                files = unit.exchange.read(folder)
                done = unit.exchange.load(files)
            reports.append(received.as_json(folder, files, done))
            if not json:
                received.show(context.output, folder, files, done)
        if not dry_run:
            compare(app, partial(progress, context.output))
    if json:
        context.output.json({"banks": reports})
