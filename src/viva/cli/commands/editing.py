"""`viva edit`: questions in the person's own editor, or as text in a pipe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, ValidationError

from viva.cli.context import Context
from viva.cli.exits import Exit
from viva.cli.limit import natural
from viva.cli.named import check
from viva.cli.place import place
from viva.kernel.i18n import _


def edit(
    *ids: Annotated[
        str,
        Parameter(
            name="ID",
            allow_leading_hyphen=True,
            validator=check,
            help=_("Numbers, ranges, keys; - for standard input."),
        ),
    ],
    new: Annotated[bool, Parameter(help=_("Write a new question."))] = False,
    print_: Annotated[bool, Parameter(name="--print", help=_("Only print the questions as pages."))] = False,
    file: Annotated[
        Path | None,
        Parameter(
            name="--from",
            metavar="FILE",
            allow_leading_hyphen=True,
            converter=place,
            help=_("Read the pages from a file; - for standard input."),
        ),
    ] = None,
    seen: Annotated[
        int | None,
        Parameter(
            metavar="VERSION", converter=natural, help=_("The version the text was made from; refuse when it is stale.")
        ),
    ] = None,
    dry_run: Annotated[bool, Parameter(help=_("Only show what would change."))] = False,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> Exit:
    """Open questions in your editor, and store what you make of them."""
    from viva.cli import rewriting
    from viva.cli.sheets import PIPED, piped_text

    if new:
        if ids or print_ or seen is not None:
            raise ValidationError(exception_message=_("--new makes a question: it goes with --from, and with no ID."))
        return rewriting.add(context, file, dry_run=dry_run, json=json)
    if seen is not None and len(ids) != 1:
        raise ValidationError(exception_message=_("--seen tells the version of one question: name one ID."))
    if print_:
        return rewriting.print_pages(context, ids)
    piped = piped_text() if file is None and "-" not in ids else b""
    if piped:
        file = PIPED
    if file is None and not ids:
        raise ValidationError(exception_message=_("Name the questions to edit, or --new to write one."))
    if file is not None:
        if "-" in ids and file == PIPED:
            raise ValidationError(
                exception_message=_("Standard input holds either the numbers or the pages: name a file with --from.")
            )
        return rewriting.take(context, ids, file, piped=piped, seen=seen, dry_run=dry_run, json=json)
    return rewriting.open_pages(context, ids, dry_run=dry_run, json=json)
