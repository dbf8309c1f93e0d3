"""Numbers on the command line, and how many results a command shows at most."""

import sys
from collections.abc import Sequence

from cyclopts import Token

from viva.cli.output import Output
from viva.kernel.i18n import _
from viva.kernel.numbers import whole


def natural(_type: object, tokens: Sequence[Token]) -> int:
    """A number as people write it and databases keep it: 0 or more, digits only."""
    number = whole(tokens[0].value, sys.maxsize)
    if number is None:
        raise ValueError(tokens[0].value)
    return number


def at_most(limit: int) -> int:
    """The limit as a service wants it: 0 stands for no limit."""
    return limit or sys.maxsize


def tell_none(output: Output, *, bank_is_empty: bool) -> None:
    """Say why there is nothing to show, and what to do."""
    if bank_is_empty:
        output.remark(_("The bank is empty: `viva import PATH` puts the questions of your notes into it."))
    else:
        output.remark(_("No question fits. `viva stats` shows what there is."))


def tell_rest(output: Output, shown: int, total: int) -> None:
    """Say so when there is more than was shown."""
    if shown < total:
        told = _("{shown} of {total} questions; --limit 0 shows all.")
        output.remark(told.format(shown=shown, total=total))
