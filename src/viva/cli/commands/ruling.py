"""`viva rule`: what a rule of `viva check` means."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from viva.cli.context import Context
from viva.kernel.i18n import _
from viva.telling.plain import plain


def show_rule(
    code: Annotated[str | None, Parameter(help=_("The rule, such as F101; without it all are listed."))] = None,
    *,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Print the page of one rule, or a line for each."""
    from viva.checks.explaining import page
    from viva.checks.rulebook import all_rules, rule

    output = context.output
    if code is None:
        rules = list(all_rules().values())
        if json:
            output.json([{**plain(one), "family": one.family.value} for one in rules])
            return
        for one in rules:
            mark = {"safe": "[*]", "unsafe": "[?]"}.get(one.fix, "   ")
            output.line((one.code, "bold"), f" {mark} ", one.name, ": ", str(one.why), cut=True)
        return
    found = rule(code)
    if json:
        output.json({**plain(found), "family": found.family.value, "page": "\n".join(page(found))})
        return
    for line in page(found):
        if line.startswith("#"):
            output.line((line.lstrip("# "), "bold"))
        elif line not in {"````markdown", "````", "```python", "```"}:
            output.line(line)
