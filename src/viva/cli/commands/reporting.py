"""`viva interview report|compare|export`: what came of interviews."""

from __future__ import annotations

import json as json_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.limit import natural
from viva.cli.place import place
from viva.kernel.i18n import _

if TYPE_CHECKING:
    from viva.app import Unit
    from viva.interviews.results.report import Report

InterviewId = Annotated[
    int, Parameter(name="ID", converter=natural, help=_("The number that `viva interview list` shows."))
]
Glass = Annotated[
    str | None,
    Parameter(metavar="REASON", help=_("Report before all have submitted; that it was done, and why, is told to all.")),
]


def show_report(
    interview_id: InterviewId,
    /,
    *,
    break_glass: Glass = None,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Show what all scorecards of an interview say together."""
    from viva.interviews.out.markdown import report_markdown
    from viva.interviews.out.plain import report_data

    with context.app() as app:
        if break_glass is None:
            with app.reader() as unit:
                report = unit.results.report(interview_id)
        else:
            with app.unit() as unit:
                report = unit.results.break_glass(interview_id, break_glass)
    if json:
        context.output.json(report_data(report))
    else:
        context.output.write(report_markdown(report))


def compare_candidates(
    *interviews: Annotated[
        int,
        Parameter(
            name="ID", required=True, converter=natural, help=_("The interviews of two candidates or more, by number.")
        ),
    ],
    format: Annotated[  # noqa: A002 - what it is called on the command line
        Literal["markdown", "json", "csv"], Parameter(metavar="FORMAT", help=_("What to make:"))
    ] = "markdown",
    to: Annotated[
        Path | None, Parameter(metavar="FILE", converter=place, help=_("Write it into this file, which is new."))
    ] = None,
    force: Annotated[bool, Parameter(help=_("Overwrite a file that exists."))] = False,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Compare candidates, each two on the questions that both were asked."""
    from viva.interviews.out.comparison import comparison_data, comparison_markdown, comparison_sheet
    from viva.interviews.out.sheets import in_bytes

    with context.app() as app, app.reader() as unit:
        found = unit.results.compare(interviews)
    match "json" if json else format:
        case "json":
            made = _json(comparison_data(found))
        case "csv":
            made = in_bytes(comparison_sheet(found))
        case _:
            made = comparison_markdown(found).encode()
    if to is None:
        context.output.write(made.decode("utf-8-sig"))
    else:
        _write(to, made, force=force)
        context.output.line(str(to))


def export_interview(
    interview_id: InterviewId,
    path: Annotated[
        Path | None, Parameter(name="PATH", converter=place, help=_("A file; without it standard output."))
    ] = None,
    /,
    *,
    format: Annotated[  # noqa: A002 - what it is called on the command line
        Literal["pdf", "markdown", "json", "scorecards", "csv", "pack", "bank", "sheet", "invitation"],
        Parameter(metavar="FORMAT", help=_("What to make:")),
    ] = "pdf",
    link: Annotated[str, Parameter(metavar="ADDRESS", help=_("With invitation: the link of the seat."))] = "",
    force: Annotated[bool, Parameter(help=_("Overwrite a file that exists."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Write an interview as a file; Viva keeps no copy of it."""
    from viva.kernel.errors import InvalidInput

    if format == "bank" and path is None:
        raise InvalidInput(_("Name the folder for the questions: `viva interview export ID FOLDER --format bank`."))
    if format == "pdf" and path is None:
        raise InvalidInput(_("Name the file for the PDF: `viva interview export ID FILE.pdf`."))
    with context.app() as app, app.reader() as unit:
        if format == "bank":
            _write_bank(unit, interview_id, path, force=force)
            context.output.line(str(path))
            return
        made = _made(unit, interview_id, format, link)
    if path is None:
        context.output.write(made.decode("utf-8-sig"))
        return
    _write(path, made, force=force)
    context.output.line(str(path))


def _write_bank(unit: Unit, interview_id: int, folder: Path | None, *, force: bool) -> None:
    from viva.exchange.holding import held
    from viva.exchange.writing import plan_export
    from viva.interviews.out.pack import pack

    packed = pack(unit.results.report(interview_id), unit.interviews.lines(interview_id))
    bank = unit.exchange.bank([each.question_id for each in packed if each.question_id is not None])
    if folder is not None:
        with held(folder):
            plan_export(folder, bank).write(over_edits=force)


def _made(unit: Unit, interview_id: int, format: str, link: str) -> bytes:  # noqa: A002 - as above
    if format == "sheet":
        from viva.interviews.out.sheets import in_bytes, paper_sheet

        return in_bytes(paper_sheet(unit.interviews.interview(interview_id), unit.interviews.lines(interview_id), {}))
    if format == "invitation":
        from viva.kernel.errors import InvalidInput

        if not link:
            raise InvalidInput(_("An invitation needs the link of a seat: --link ADDRESS."))
        return unit.results.invitation(interview_id, link).encode()
    return _of_report(unit, unit.results.report(interview_id), format)


def _of_report(unit: Unit, report: Report, format: str) -> bytes:  # noqa: A002 - as above
    from viva.interviews.out.markdown import report_markdown
    from viva.interviews.out.pack import pack, pack_markdown
    from viva.interviews.out.plain import report_data, scorecards_data
    from viva.interviews.out.sheets import in_bytes, report_sheet

    match format:
        case "pdf":
            from viva.interviews.out.pdf import report_pdf

            return report_pdf(report)
        case "json":
            return _json(report_data(report))
        case "scorecards":
            return _json(scorecards_data(report))
        case "csv":
            return in_bytes(report_sheet(report))
        case "pack":
            return pack_markdown(report, pack(report, unit.interviews.lines(report.interview.id))).encode()
        case _:
            return report_markdown(report).encode()


def _json(value: object) -> bytes:
    return (json_module.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _write(path: Path, content: bytes, *, force: bool) -> None:
    from viva.kernel.errors import Conflict, Unavailable
    from viva.kernel.refusals import reason

    try:
        with path.open("wb" if force else "xb") as file:
            file.write(content)
    except FileExistsError as there:
        raise Conflict(_("{file} exists already: --force overwrites it.").format(file=path)) from there
    except OSError as refusal:
        raise Unavailable(_("{file} cannot be written: {cause}").format(file=path, cause=reason(refusal))) from refusal
