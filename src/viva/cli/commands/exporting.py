"""`viva export`: the bank as files that people edit or read, or that other programs take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.place import place
from viva.cli.wanted import ANY, Wanted
from viva.kernel.i18n import _

_ALL = 1 << 40
"""More questions than there are."""

if TYPE_CHECKING:
    from viva.app import Unit
    from viva.bank.exported import ExportedBank
    from viva.exchange.comparing import Export


def export_bank(
    path: Annotated[
        Path | None,
        Parameter(converter=place, help=_("A folder (bank, markdown), or a file; without it standard output.")),
    ] = None,
    *,
    format: Annotated[  # noqa: A002 - what it is called on the command line
        Literal["bank", "markdown", "json", "csv"],
        Parameter(metavar="FORMAT", help=_("What to make:")),
    ] = "bank",
    wanted: Wanted = ANY,
    force: Annotated[
        bool, Parameter(help=_("Overwrite a file that exists, and pages edited since the export."))
    ] = False,
    dry_run: Annotated[bool, Parameter(help=_("Only show which files would change."))] = False,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Write the bank, or some of its questions."""
    from viva.cli.views import exported
    from viva.exchange.handbook_files import plan_handbook
    from viva.exchange.holding import held
    from viva.exchange.streams import chunks, write_file
    from viva.exchange.writing import plan_export
    from viva.kernel.errors import InvalidInput

    if format == "bank" and path is None:
        raise InvalidInput(_("Name the folder for the bank: `viva export FOLDER`."))
    with context.app() as app, app.reader() as unit:
        bank = _bank(unit, wanted)
        if path is None:
            context.output.json_chunks(chunks(format, bank))
        elif format == "bank" or (format == "markdown" and not path.suffix):
            plan = plan_export if format == "bank" else plan_handbook
            if dry_run:
                planned = plan(path, bank)
            else:
                with held(path):
                    planned = plan(path, bank)
                    _write(planned, context, force=force)
            exported.show_files(context.output, planned, done=not dry_run, json=json)
        else:
            is_new = not path.exists()
            if not dry_run:
                write_file(path, chunks(format, bank), over=force)
            exported.show_file(context.output, path, is_new=is_new, done=not dry_run, json=json)


def _write(planned: Export, context: Context, *, force: bool) -> None:
    from viva.cli.progress import progress

    with progress(context.output, _("Writing"), planned.size) as advance:
        planned.write(over_edits=force, advance=advance)


def _bank(unit: Unit, wanted: Wanted) -> ExportedBank:
    if wanted == ANY:
        return unit.exchange.bank()
    lines = unit.bank.questions(wanted.filter(), limit=_ALL).questions
    return unit.exchange.bank([line.id for line in lines])
