"""`viva kit`: what programs in the sandbox find installed."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from viva.cli.context import Context
from viva.kernel.i18n import _
from viva.telling.plain import plain


def build_kits(
    *names: Annotated[str, Parameter(help=_("Which kits; without a name, the one that snippets are checked with."))],
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Build what is missing of each, which takes a minute and needs the place where packages come from."""
    from viva.sandbox.kits.shelf import Shelf
    from viva.sandbox.model import DEFAULT_KIT

    output = context.output
    shelf = Shelf(context.settings().kits)
    for name in names or (DEFAULT_KIT,):
        ready = shelf.build(name, lambda part: output.remark(_("Making {part} ...").format(part=part)))
        output.line(f"{name}\t{ready.kit.hash[:12]}\t{_size(ready.megabytes)}")


def list_kits(
    *,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """All that there are, and of those that are built what is in them."""
    from viva.cli.column import Column
    from viva.sandbox.errors import KitMissing
    from viva.sandbox.kits.catalog import RECIPES
    from viva.sandbox.kits.shelf import Shelf

    shelf = Shelf(context.settings().kits)
    rows, told = [], []
    for recipe in RECIPES.values():
        try:
            ready = shelf.find(recipe.name)
        except KitMissing:
            rows.append([recipe.name, _("not built"), "", recipe.about])
            told.append({"name": recipe.name, "built": False, "about": recipe.about})
        else:
            rows.append([recipe.name, ready.kit.hash[:12], _size(ready.megabytes), recipe.about])
            told.append({**plain(ready.kit), "built": True, "about": recipe.about, "megabytes": ready.megabytes})
    if json:
        context.output.json(told)
    else:
        columns = [*(Column(heading=each) for each in (_("Kit"), _("Hash"), _("Size"), _("What is in it")))]
        context.output.table(columns, rows, main=3)


def _size(megabytes: int) -> str:
    return _("{size} MB").format(size=megabytes)
