"""`viva db`: looking after the database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.place import place
from viva.kernel.i18n import _, ngettext
from viva.telling.plain import plain


def upgrade(
    *,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Bring the database to the newest revision and tell from where to where."""
    with context.app() as app:
        done = app.upgrade()
    if json:
        context.output.json(plain(done))
    elif done.before == done.after:
        context.output.line(_("The database is up to date (revision {revision}).").format(revision=done.after))
    elif done.before is None:
        context.output.line(_("Made a new database (revision {revision}).").format(revision=done.after))
    else:
        told = _("Brought the database from revision {before} to {after}.")
        context.output.line(told.format(before=done.before, after=done.after))
    if done.backup and not json:
        context.output.line(_("The old one is kept in {file}.").format(file=done.backup))


def back_up(
    file: Annotated[Path, Parameter(converter=place, help=_("Where to write the copy; it must not exist yet."))],
    /,
    *,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Copy the bank to a file."""
    with context.app() as app:
        written = app.backup(file)
    if json:
        context.output.json({"backup": plain(written)})
    else:
        context.output.line(_("The bank is copied to {file}.").format(file=written))


def restore(
    file: Annotated[Path, Parameter(converter=place, help=_("A file that `viva db backup` made."))],
    /,
    *,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Put a backup in place of the bank."""
    with context.app() as app:
        kept = app.restore(file)
    if json:
        context.output.json({"restored": plain(file), "kept": plain(kept)})
        return
    context.output.line(_("The bank is now as it was in {file}.").format(file=file))
    if kept:
        context.output.line(_("What was there before is kept in {file}.").format(file=kept))


def reindex(
    *,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Make the search index anew and tell how many questions are in it."""
    from viva.cli.progress import progress

    with context.app() as app:
        with app.reader() as unit:
            total = unit.search.indexed()
        with progress(context.output, _("Indexing"), total) as advance:
            done = app.reindex(advance)
    if json:
        context.output.json({"indexed": done})
    else:
        told = ngettext("{count} question is in the index.", "{count} questions are in the index.", done)
        context.output.line(told.format(count=done))
