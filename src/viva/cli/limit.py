"""How many results a command shows at most."""

import sys

from viva.cli.output import Output
from viva.kernel.i18n import _


def not_negative(_type: object, limit: int) -> None:
    """Refuse a limit below zero."""
    if limit < 0:
        raise ValueError(_("--limit is {value}: it must be 0 or more.").format(value=limit))


def at_most(limit: int) -> int:
    """The limit as a service wants it: 0 stands for no limit."""
    return limit or sys.maxsize


def tell_rest(output: Output, shown: int, total: int) -> None:
    """Say so when there is more than was shown."""
    if shown < total:
        told = _("{shown} of {total} questions; --limit 0 shows all.")
        output.remark(told.format(shown=shown, total=total))
