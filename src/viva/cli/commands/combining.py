"""`viva merge` and `viva split`: several questions into one, and one into several."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.named import check
from viva.cli.place import place
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from viva.app import App
    from viva.bank.content import Content
    from viva.bank.editing import Done, Editing
    from viva.bank.model import State
    from viva.cli.sheets import Sheet
    from viva.cli.views.changes import Report


def merge(
    *ids: Annotated[
        str,
        Parameter(
            name="ID",
            required=True,
            allow_leading_hyphen=True,
            validator=check,
            help=_("The question that stays, then those that go into it."),
        ),
    ],
    edit: Annotated[bool, Parameter(help=_("Open what they say together in the editor first."))] = False,
    dry_run: Annotated[bool, Parameter(help=_("Only show what would change."))] = False,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Make several questions one; the others lead to it from then on."""
    from viva.bank.combining import combined
    from viva.cli.changing import carry_out, tell
    from viva.cli.named import find, read_names, refuse_merged
    from viva.cli.pages import text_of
    from viva.cli.sheets import Sheet, edited

    names = read_names(ids)
    with context.app() as app:
        if not edit:
            report = carry_out(context.output, app, names, _merge, dry_run=dry_run)
        else:
            with app.reader() as unit:
                found = find(unit, names)
            seen = {question_id: state.version for question_id, state in found.items()}
            first = next(iter(found.values()))
            refuse_merged(found.values())
            together = combined([state.content for state in found.values()])
            with edited(context, [Sheet(f"{first.id}", text_of(first, together))]) as (sheet,):
                content = sheet.only_page().content if sheet.changed or sheet.problem else together
                report = carry_out(
                    context.output, app, names, partial(_merge, content=content, seen=seen), dry_run=dry_run
                )
                sheet.stored = not dry_run
    tell(context, report, json=json)


def split(
    question: Annotated[str, Parameter(name="ID", validator=check, help=_("A question, by number or key."))],
    /,
    *,
    file: Annotated[
        Path | None,
        Parameter(
            name="--from",
            metavar="FILE",
            allow_leading_hyphen=True,
            converter=place,
            help=_("Read the wording from a file; - for standard input."),
        ),
    ] = None,
    dry_run: Annotated[bool, Parameter(help=_("Only show what would change."))] = False,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Cut a question into several: its first part keeps the number, and each other becomes a new question."""
    from viva.cli.changing import tell
    from viva.cli.named import find_one, refuse_merged
    from viva.cli.pages import text_to_split
    from viva.cli.sheets import Sheet, edited, given

    with context.app() as app:
        with app.reader() as unit:
            state = find_one(unit, question)
        refuse_merged([state])
        if file is not None:
            with given(context, file, name=f"{state.id}") as sheet:
                report = _cut(context, app, state, sheet, dry_run=dry_run)
        else:
            with edited(context, [Sheet(f"{state.id}", text_to_split(state))]) as (sheet,):
                if not sheet.changed:
                    context.output.remark(_("Nothing was cut, so all stays as it is."))
                    return
                report = _cut(context, app, state, sheet, dry_run=dry_run)
    tell(context, report, json=json)


def _cut(context: Context, app: App, state: State, sheet: Sheet, *, dry_run: bool) -> Report:
    from viva.bank.combining import labelled_as, taken_from
    from viva.cli.changing import piece_of_work, report
    from viva.cli.pages import refuse_empty
    from viva.exchange.text import SEPARATOR

    if sheet.problem:
        raise sheet.problem
    contents = [page.content for page in sheet.pages]
    for content in contents:
        refuse_empty(content)
    if len(contents) < 2:  # noqa: PLR2004 - two is what makes it a split
        told = _("Put the line {separator} between the questions; there is only one.")
        raise InvalidInput(told.format(separator=SEPARATOR))
    first = labelled_as(state.content, contents[0]) if sheet.pages[0].bare else contents[0]
    parts = [first, *(taken_from(first, content) for content in contents[1:])]
    with piece_of_work(context.output, app, dry_run=dry_run) as unit:
        done = unit.editing.split(state.id, parts, seen=state.version)
        made = report(unit, done.change_id, done.question_ids, {state.id: state}, dry_run=dry_run)
    sheet.stored = not dry_run
    return made


def _merge(
    editing: Editing,
    found: Mapping[int, State],
    *,
    content: Content | None = None,
    seen: Mapping[int, int] | None = None,
) -> Done:
    into, *others = found
    return editing.merge(into, others, content=content, seen=seen)
