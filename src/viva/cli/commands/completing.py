"""`viva completion`: scripts for shells."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from viva.cli.context import Context
from viva.kernel.i18n import _


def print_completion(
    shell: Annotated[Literal["bash", "zsh", "fish"], Parameter(help=_("Which shell the script is for:"))],
    /,
    *,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Print the script; where a shell expects it, the examples of the help page show."""
    context.output.write(context.program.generate_completion(prog_name="viva", shell=shell))
