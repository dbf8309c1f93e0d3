"""What `viva doctor` found, for a person."""

from collections.abc import Iterator, Sequence

from viva.cli.output import Part
from viva.kernel.i18n import _, ngettext
from viva.telling.health import Check

Line = tuple[Part, ...]


_BESIDE_NAME = 4
"""The columns of the mark and of the gap."""


def hang(checks: Sequence[Check]) -> int:
    """The column where what was found begins."""
    return max(len(check.name) for check in checks) + _BESIDE_NAME


def findings(checks: Sequence[Check]) -> Iterator[Line]:
    """Each check with its result, below a problem what to do, at the end how many problems there are."""
    width = hang(checks) - _BESIDE_NAME
    for check in checks:
        mark: Part = ("✓ ", "green") if check.well else ("✗ ", "bold red")
        yield (mark, (f"{check.name:<{width}}", "bold"), f"  {check.found}")
        if check.advice:
            yield (" " * hang(checks), (check.advice, "yellow"))
    problems = sum(not check.well for check in checks)
    yield ()
    if problems:
        told = ngettext("{count} problem needs you.", "{count} problems need you.", problems)
        yield ((told.format(count=problems), "bold red"),)
    else:
        yield ((_("Everything is in order."), "green"),)
