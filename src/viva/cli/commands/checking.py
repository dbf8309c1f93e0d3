"""`viva check`: what is the matter with notes, or with the bank."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter, ValidationError

from viva.cli.context import Context
from viva.cli.exits import Exit
from viva.cli.place import place
from viva.kernel.errors import VivaError
from viva.kernel.i18n import _


def check_notes(  # noqa: PLR0913 - one for each way to look
    *path: Annotated[Path, Parameter(converter=place, help=_("Notes, or folders of notes; without any, the bank."))],
    select: Annotated[
        tuple[str, ...], Parameter(metavar="CODES", help=_("Only rules that begin like this, such as F or C3,N105."))
    ] = (),
    ignore: Annotated[tuple[str, ...], Parameter(metavar="CODES", help=_("No rules that begin like this."))] = (),
    include: Annotated[
        tuple[str, ...], Parameter(metavar="PATTERN", help=_("Only files like this, such as '*.md'; may repeat."))
    ] = (),
    exclude: Annotated[
        tuple[str, ...], Parameter(metavar="PATTERN", help=_("No files like this, such as 'drafts/'; may repeat."))
    ] = (),
    fix: Annotated[bool, Parameter(help=_("Mend what can be mended without changing what a note says."))] = False,
    unsafe_fixes: Annotated[bool, Parameter(help=_("Mend also what changes a little; implies --fix."))] = False,
    diff: Annotated[bool, Parameter(help=_("Show what --fix would change, and change nothing."))] = False,
    watch: Annotated[bool, Parameter(help=_("Check again whenever a file changes, until Ctrl-C."))] = False,
    format: Annotated[  # noqa: A002 - what the option is called
        Literal["text", "json", "sarif", "github", "gitlab"] | None,
        Parameter(metavar="FORMAT", help=_("How to print:")),
    ] = None,
    config: Annotated[
        Path | None,
        Parameter(metavar="FILE", converter=place, help=_("Settings, if not in viva.toml or pyproject.toml.")),
    ] = None,
    baseline: Annotated[
        Path | None, Parameter(metavar="FILE", converter=place, help=_("Findings that are known and not told again."))
    ] = None,
    write_baseline: Annotated[bool, Parameter(help=_("Write all findings into the baseline."))] = False,
    run: Annotated[
        bool | None,
        Parameter(
            negative="--no-run", help=_("Run the code in the sandbox too, and compare what it does with what is said.")
        ),
    ] = None,
    kit: Annotated[
        str | None, Parameter(metavar="KIT", help=_("What the code finds installed; `viva kit list` shows kits."))
    ] = None,
    online: Annotated[bool, Parameter(help=_("Ask servers whether links are dead."))] = False,
    no_cache: Annotated[bool, Parameter(help=_("Look at everything anew."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> Exit:
    """Check, and tell by the exit code: 0 when all is well, 1 when something was found, 2 when checking failed."""
    if watch and (fix or unsafe_fixes or diff or write_baseline or not path):
        raise ValidationError(exception_message=_("--watch only looks at notes: name some, and no way to mend them."))
    if write_baseline and (fix or unsafe_fixes or diff):
        raise ValidationError(exception_message=_("--write-baseline only looks: it goes with no way to mend notes."))
    if not path and (diff or fix or unsafe_fixes):
        raise ValidationError(exception_message=_("Notes are mended by name: the bank has `viva edit`."))
    from viva.cli.check_order import Order
    from viva.cli.checked import check, watched

    try:
        order = Order.of(
            path,
            select=_split(select),
            ignore=_split(ignore),
            include=include,
            exclude=exclude,
            mend="unsafe" if unsafe_fixes else "safe" if fix or diff else "",
            only_diff=diff,
            format=format,
            config=config,
            baseline=baseline,
            write_baseline=write_baseline,
            run=run,
            kit=kit,
            online=online,
            no_cache=no_cache,
        )
        return watched(order, context) if watch else check(order, context)
    except VivaError as failure:
        context.output.remark(("viva: ", "bold red"), str(failure))
        return Exit.USAGE


def _split(words: Sequence[str]) -> list[str]:
    return [word for given in words for word in given.split(",") if word.strip()]
