"""What became of what snippets call: removed and deprecated parts of Python and its libraries."""

import ast
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from viva.checks.code.programs import Program, dotted
from viva.checks.model import Edit, Finding, Fix


class Fate(NamedTuple):
    """What happened to a name: since when, and what to use."""

    removed: bool
    since: str
    use: str
    rename: str
    where: str
    """A word that must stand in the snippet, for names that mean something only there."""


def old_apis(program: Program) -> Iterator[Finding]:
    """Uses of what is gone, or will be."""
    if program.tree is None:
        return
    imported = _imported(program)
    told: set[tuple[int, str]] = set()
    for node in program.nodes:
        for name, fate in _named(node, imported, program):
            line, col = program.place(node)
            if (line, name) not in told:
                told.add((line, name))
                values = {"name": name.lstrip(".$"), "since": fate.since, "use": fate.use}
                fix = _renaming(program, node, fate)
                yield Finding("C301" if fate.removed else "C302", line, col, values, fix)


def _named(node: ast.AST, imported: Mapping[str, str], program: Program) -> Iterator[tuple[str, Fate]]:
    match node:
        case ast.Import(names=names):
            for alias in names:
                yield from _known(alias.name, program)
        case ast.ImportFrom(module=str(module), names=names, level=0):
            finer = [known for alias in names for known in _known(f"{module}.{alias.name}", program)]
            yield from finer or _known(module, program)
        case ast.Attribute():
            name = dotted(node)
            root, dot, rest = name.partition(".")
            if name:
                yield from _known(f"{imported[root]}{dot}{rest}" if root in imported else f"${name}", program)
            yield from _known(f".{node.attr}", program)
        case ast.Constant(value=str(text)) if text.isupper() and text.startswith("CELERY_"):
            yield from _known("CELERY_*", program)
        case _:
            pass


def _known(name: str, program: Program) -> Iterator[tuple[str, Fate]]:
    fate = _fates().get(name)
    if fate is not None and (not fate.where or fate.where in program.text):
        yield name, fate


def _imported(program: Program) -> dict[str, str]:
    """What names of a program stand for."""
    names: dict[str, str] = {}
    for node in program.nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def _renaming(program: Program, node: ast.AST, fate: Fate) -> Fix | None:
    """The new name in place of the old one, where nothing else has to change."""
    if not fate.rename or not isinstance(node, ast.Attribute) or node.end_lineno is None or node.end_col_offset is None:
        return None
    line, end = program.at(node.end_lineno, node.end_col_offset)
    return Fix((Edit(line, end - len(node.attr), node.attr, fate.rename),), safe=False)


@cache
def _fates() -> Mapping[str, Fate]:
    text = files("viva.checks.code").joinpath("apis.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return {
        name: Fate(kind == "removed", *(row.get(key, "") for key in ("since", "use", "rename", "where")))
        for kind in ("removed", "deprecated")
        for name, row in table[kind].items()
    }
